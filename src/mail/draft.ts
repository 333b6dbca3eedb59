import type {
  ArchivedMail,
  AttachmentSummary,
  Diagnostic,
  Mailbox,
  Message,
} from "../model/mail.ts";
import { MAX_SUBJECT_CHARS } from "../limits.ts";
import { finishBody } from "./body.ts";
import { isBot } from "./bot.ts";
import { contentKey, normaliseSubject, significantWords } from "./content-key.ts";
import type { Headers } from "./headers.ts";
import { makeInferredId } from "./message-id.ts";

/** What the reader of one archive form found in a mail; what it did not find is left out. */
export interface Draft {
  readonly messageId: string | null;
  readonly body: string;
  readonly sentAt?: number | null;
  /** The date as written: part of an inferred id, because a zone setting must not change ids. */
  readonly dateText?: string | null;
  readonly from?: Mailbox | null;
  readonly to?: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly subject?: string | null;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
  readonly listIds?: readonly string[];
  readonly headers?: Headers;
  readonly attachments?: readonly AttachmentSummary[];
  readonly diagnostics?: readonly Diagnostic[];
}

/** A subject unfolded and bounded; null when nothing is left. */
export function cleanSubject(text: string): string | null {
  const subject = text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return subject === "" ? null : subject.slice(0, MAX_SUBJECT_CHARS);
}

function inferId(draft: Draft, body: string): string {
  const who = draft.from?.name ?? draft.from?.email ?? "";
  const words = significantWords(body).join(" ");
  return makeInferredId([normaliseSubject(draft.subject ?? ""), who, draft.dateText ?? "", words]);
}

/** The message that a draft makes: body finished, id inferred where there is none, keys computed. */
export function finishDraft(mail: ArchivedMail, draft: Draft): Message {
  const { body, diagnostics } = finishBody(draft.body);
  const subject = draft.subject ?? null;
  const from = draft.from ?? null;
  return {
    messageId: draft.messageId ?? inferId(draft, body),
    inferredId: draft.messageId === null,
    form: mail.form,
    sentAt: draft.sentAt ?? null,
    from,
    to: draft.to ?? [],
    cc: draft.cc ?? [],
    subject,
    inReplyTo: draft.inReplyTo ?? [],
    references: draft.references ?? [],
    listIds: draft.listIds ?? [],
    bot: isBot(from, draft.headers),
    body,
    attachments: draft.attachments ?? [],
    contentKey: contentKey(subject, body),
    diagnostics: [...mail.diagnostics, ...(draft.diagnostics ?? []), ...diagnostics],
  };
}
