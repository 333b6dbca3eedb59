import type { AttachmentSummary, CopyForm, Diagnostic, Mailbox } from "../model/mail.ts";
import type { StoredMessage } from "../model/series.ts";
import type { MessageKind } from "../model/store.ts";
import { fromJson, unpack } from "./codec.ts";

/** The header fields of a message that no query looks into. */
export interface HeaderColumn {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly listIds: readonly string[];
  readonly attachments: readonly AttachmentSummary[];
}

export interface MessageRow {
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
  readonly header: string;
  readonly facts: string;
  readonly lists: string;
  readonly body: Buffer;
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

/** A row of `message` as the rest of the program knows it. */
export function toStoredMessage(row: MessageRow): StoredMessage {
  const header = fromJson<HeaderColumn>(row.header);
  return {
    messageId: row.message_id,
    inferredId: row.inferred_id === 1,
    form: row.form,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    from: senderOf(row),
    ...header,
    subject: row.subject,
    bot: row.bot === 1,
    body: unpack(row.body).toString(),
    contentKey: row.content_key,
    diagnostics: fromJson<Diagnostic[]>(row.diagnostics),
    lists: fromJson<string[]>(row.lists),
    thread: row.thread ?? row.message_id,
    parent: row.parent,
  };
}
