import type { ArchivedMail, Diagnostic, Mailbox } from "../model/mail.ts";
import { decodeBytes } from "./charset.ts";
import { parseMailDate } from "./date.ts";
import { cleanSubject, type Draft } from "./draft.ts";
import { decodeHeaderValue } from "./encoded-words.ts";
import { type Headers, splitMail, type SplitMail } from "./headers.ts";
import { parseListIds } from "./list-id.ts";
import { parseMailboxes, undoListMangling } from "./mailbox.ts";
import { parseInReplyTo, parseMessageId, parseReferences } from "./message-id.ts";
import { type MimeParts, type MimeWay, readMime } from "./mime.ts";
import { partsToText } from "./parts-to-text.ts";

/** Raw 8-bit characters made text; encoded words stay, they are decoded after splitting. */
function eightBit(binary: string): string {
  return /[\u0080-\u00ff]/.test(binary)
    ? decodeBytes(
        Uint8Array.from(binary, (c) => c.charCodeAt(0)),
        null,
      ).text
    : binary;
}

function mailboxes(headers: Headers, name: string): Mailbox[] {
  return parseMailboxes(headers.all(name).map(eightBit).join(", "));
}

function readFrom(headers: Headers, cc: readonly Mailbox[]): Mailbox | null {
  const from = mailboxes(headers, "from")[0] ?? mailboxes(headers, "sender")[0];
  if (from === undefined) return null;
  return undoListMangling(from, {
    replyTo: mailboxes(headers, "reply-to"),
    originalFrom: ["x-original-from", "x-google-original-from", "x-original-sender"].flatMap(
      (name) => mailboxes(headers, name),
    ),
    cc,
  });
}

/** What the header fields of a mail say; shared with text archives that keep real fields. */
export function readHeaders(
  headers: Headers,
): Omit<Draft, "body"> & { readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const dateText = headers.first("date");
  const date = dateText === null ? null : parseMailDate(decodeHeaderValue(dateText));
  if (date === null) diagnostics.push({ code: "date-missing", detail: "no Date header" });
  else diagnostics.push(...date.diagnostics);
  const id =
    headers
      .all("message-id")
      .map(parseMessageId)
      .find((found) => found !== null) ?? null;
  if (id === null)
    diagnostics.push({ code: "no-message-id", detail: "an id was made from the content" });
  const cc = mailboxes(headers, "cc");
  const subject = headers.first("subject");
  return {
    messageId: id,
    sentAt: date?.at ?? null,
    dateText,
    from: readFrom(headers, cc),
    to: mailboxes(headers, "to"),
    cc,
    subject: subject === null ? null : cleanSubject(decodeHeaderValue(subject)),
    inReplyTo: parseInReplyTo(headers.all("in-reply-to")),
    references: parseReferences(headers.all("references")),
    listIds: parseListIds(headers.all("list-id")),
    headers,
    diagnostics,
  };
}

/** The draft of a text without any header: all of it is body. */
export function headerless(split: SplitMail): Draft {
  const diagnostics = [{ code: "no-headers", detail: "the mail has no header fields" }];
  return { messageId: null, body: decodeBytes(split.body, null).text, diagnostics };
}

function readBody(
  split: SplitMail,
  mime: MimeParts,
): Pick<Draft, "body" | "attachments" | "diagnostics"> {
  if (mime.parts.length === 0 && mime.diagnostics.length > 0) {
    return { body: decodeBytes(split.body, null).text, diagnostics: mime.diagnostics };
  }
  const { text, attachments, diagnostics } = partsToText(mime.parts);
  return { body: text, attachments, diagnostics: [...mime.diagnostics, ...diagnostics] };
}

/** An RFC 5322 mail as a draft: header fields by our own readers, parts by the MIME door. */
export async function parseRfc822(mail: ArchivedMail, way: MimeWay = "fast"): Promise<Draft> {
  const split = splitMail(mail.raw);
  if (split.headers.count === 0) return headerless(split);
  const head = readHeaders(split.headers);
  const body = readBody(split, await readMime(split, way));
  return { ...head, ...body, diagnostics: [...head.diagnostics, ...(body.diagnostics ?? [])] };
}
