import type { CopyForm, Diagnostic, Mailbox } from "../model/mail.ts";
import type { StoredMessage } from "../model/series.ts";
import type { MessageKind } from "../model/patch.ts";
import { fromJson } from "./codec.ts";
import { type BodyColumns, bodyOf, type ContentColumns, headerOf } from "./content.ts";

/** A row of the view `whole_message`. */
export interface MessageRow extends ContentColumns, BodyColumns {
  readonly id: number;
  readonly message_id: string;
  readonly inferred_id: number;
  readonly form: CopyForm;
  readonly sent_at: number | null;
  readonly received_at: number | null;
  readonly at: number;
  readonly from_name: string | null;
  readonly from_email: string | null;
  readonly subject: string | null;
  readonly bot: number;
  readonly content_key: string | null;
  readonly lists: string;
  readonly diagnostics: string;
  readonly kind: MessageKind;
  readonly thread: string | null;
  readonly parent: string | null;
  readonly revision: string | null;
  readonly position: number;
}

/** The sender as a row holds it; null when neither name nor address is known. */
export function senderOf(row: Pick<MessageRow, "from_name" | "from_email">): Mailbox | null {
  if (row.from_name === null && row.from_email === null) return null;
  return { name: row.from_name, email: row.from_email };
}

/** A row of `whole_message` as the rest of the program knows it. */
export function toStoredMessage(row: MessageRow): StoredMessage {
  return {
    messageId: row.message_id,
    inferredId: row.inferred_id === 1,
    form: row.form,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    from: senderOf(row),
    ...headerOf(row),
    subject: row.subject,
    bot: row.bot === 1,
    body: bodyOf(row),
    contentKey: row.content_key,
    diagnostics: fromJson<Diagnostic[]>(row.diagnostics),
    lists: fromJson<string[]>(row.lists),
    thread: row.thread ?? row.message_id,
    parent: row.parent,
  };
}
