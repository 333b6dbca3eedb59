import type { AttachmentSummary, Mailbox, Message } from "../model/mail.ts";
import type { MessageFacts } from "../model/patch.ts";
import { pack, packJson, unpack, unpackJson } from "./codec.ts";

/** The header fields of a message that no query looks into. */
export interface HeaderColumn {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly listIds: readonly string[];
  readonly attachments: readonly AttachmentSummary[];
}

/** The columns of `content`: what only a reader of the whole mail needs. Text: from an older program. */
export interface ContentColumns {
  readonly header: Uint8Array | string;
  readonly facts: Uint8Array | string;
  readonly body: Uint8Array;
}

/** A message and its facts as columns. */
export function packContent(
  { to, cc, inReplyTo, references, listIds, attachments, body }: Message,
  facts: MessageFacts,
) {
  const header: HeaderColumn = { to, cc, inReplyTo, references, listIds, attachments };
  return { header: packJson(header), facts: packJson(facts), body: pack(body) };
}

export function headerOf({ header }: Pick<ContentColumns, "header">): HeaderColumn {
  return unpackJson<HeaderColumn>(header);
}

export function factsOf({ facts }: Pick<ContentColumns, "facts">): MessageFacts {
  return unpackJson<MessageFacts>(facts);
}

export function bodyOf({ body }: Pick<ContentColumns, "body">): string {
  return unpack(body).toString();
}

/** Whether the columns can be read; what is damaged is found by trying. */
export function isReadable(columns: ContentColumns): boolean {
  try {
    headerOf(columns);
    factsOf(columns);
    bodyOf(columns);
    return true;
  } catch {
    return false;
  }
}
