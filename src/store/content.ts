import type { AttachmentSummary, Mailbox, Message } from "../model/mail.ts";
import type { MessageFacts } from "../model/patch.ts";
import { pack, packJson, unpack, unpackHead, unpackJson } from "./codec.ts";

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
  /** Packed text, or where in the raw bytes it stands. */
  readonly body: Uint8Array;
}

/** A body together with the packed mail that it may stand in. */
export type BodyColumns = Pick<ContentColumns, "body"> & { readonly raw: Uint8Array | null };

/** Begins a body that is told by its place; no deflated text begins so (RFC 1951: block type 3). */
const PLACED = 0xff;
const PLACED_BYTES = 9;
/** Blank lines behind which a body is looked for: of the header, and of the parts around the text. */
const MAX_BLANK_LINES = 16;
const BLANK_LINE = Buffer.from("\n\n");

/** A message and its facts as columns; a body that stands in the raw bytes is not kept twice. */
export function packContent(
  { to, cc, inReplyTo, references, listIds, attachments, body }: Message,
  facts: MessageFacts,
  raw: Uint8Array,
): ContentColumns & Record<"header" | "facts", Uint8Array> {
  const header: HeaderColumn = { to, cc, inReplyTo, references, listIds, attachments };
  const text = Buffer.from(body);
  const at = placeOf(text, Buffer.from(raw.buffer, raw.byteOffset, raw.length));
  const packed = at === null ? pack(text) : placed(at, text.length);
  return { header: packJson(header), facts: packJson(facts), body: packed };
}

/** Where the text begins in a mail, if it does so behind a blank line. Linear. */
function placeOf(text: Buffer, raw: Buffer): number | null {
  let from = 0;
  for (let tried = 0; tried < MAX_BLANK_LINES; tried += 1) {
    const blank = raw.indexOf(BLANK_LINE, from);
    if (blank < 0) return null;
    from = blank + BLANK_LINE.length;
    if (from + text.length > raw.length) return null;
    if (raw.compare(text, 0, text.length, from, from + text.length) === 0) return from;
    // Of several blank lines in a row each may be the one.
    from -= 1;
  }
  return null;
}

function placed(at: number, length: number): Buffer {
  const column = Buffer.alloc(PLACED_BYTES);
  column.writeUInt8(PLACED);
  column.writeUInt32BE(at, 1);
  column.writeUInt32BE(length, 5);
  return column;
}

export function headerOf({ header }: Pick<ContentColumns, "header">): HeaderColumn {
  return unpackJson<HeaderColumn>(header);
}

export function factsOf({ facts }: Pick<ContentColumns, "facts">): MessageFacts {
  return unpackJson<MessageFacts>(facts);
}

/** @throws RangeError when the body's place lies outside of the raw bytes, or there are none */
export function bodyOf({ body, raw }: BodyColumns): string {
  const place = readPlace(body);
  if (place === null) return unpack(body).toString();
  const bytes = raw === null ? null : unpack(raw);
  if (bytes === null || bytes.length < place.end)
    throw new RangeError("a body outside of its mail");
  return bytes.toString("utf8", place.at, place.end);
}

/** How a body begins, from columns that may be cut off; a body that has lost its mail is empty. */
export function headOf({ body, raw }: BodyColumns): string {
  const place = readPlace(body);
  if (place === null) return unpackHead(body).toString();
  return raw === null ? "" : unpackHead(raw).toString("utf8", place.at, place.end);
}

function readPlace(body: Uint8Array): { at: number; end: number } | null {
  if (body[0] !== PLACED) return null;
  const place = Buffer.from(body.buffer, body.byteOffset, body.length);
  const at = place.readUInt32BE(1);
  return { at, end: at + place.readUInt32BE(5) };
}

/** Whether the columns can be read; what is damaged is found by trying. */
export function isReadable(columns: ContentColumns & BodyColumns): boolean {
  try {
    headerOf(columns);
    factsOf(columns);
    bodyOf(columns);
    return true;
  } catch {
    return false;
  }
}
