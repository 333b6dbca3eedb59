import type { ArchivedMail, Diagnostic, Mailbox } from "../model/mail.ts";
import { parseMailDate } from "./date.ts";
import { cleanSubject, type Draft } from "./draft.ts";
import { decodeEncodedWords } from "./encoded-words.ts";
import { stripTags } from "./html.ts";
import { parseListIds } from "./list-id.ts";
import { parseMailboxes, undoListMangling } from "./mailbox.ts";
import { parseInReplyTo, parseMessageId, parseReferences } from "./message-id.ts";
import { mhonarcBodyText } from "./mhonarc-body.ts";
import { decodePage } from "./parse-pipermail-page.ts";
import { attachedPatch } from "./parts-to-text.ts";

/** Comments and the header list stand here; what follows is the letter. */
const MAX_HEAD_CHARS = 200_000;

/** ROT13 as MHonArc means it: over `@A-Z[` (28 characters) for capitals, over `a-z` for the rest. */
function rot13(text: string): string {
  return text.replaceAll(/[@-[a-z]/g, (char) => {
    const code = char.charCodeAt(0);
    return code >= 0x61
      ? String.fromCharCode(((code - 0x61 + 13) % 26) + 0x61)
      : String.fromCharCode(((code - 0x40 + 14) % 28) + 0x40);
  });
}

/** The page's X- comments: field to values, entities decoded. */
function readComments(page: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const match of page
    .slice(0, MAX_HEAD_CHARS)
    .matchAll(/<!--X-([A-Za-z0-9-]{1,40}):\s([^\n]{0,4000}?)\s{0,3}-->/g)) {
    const name = match[1]!.toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), stripTags(match[2]!)]);
  }
  return fields;
}

/** The visible header list: field to values, tags dropped. */
function readHeaderList(head: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const item of head.split(/<li>/i).slice(1)) {
    const match =
      /^\s{0,10}<(?:em|strong|b)>([\w-]{1,60}):?<\/(?:em|strong|b)>:?\s{0,5}([^]{0,100000}?)(?:<\/li>|<\/ul>|$)/i.exec(
        item,
      );
    if (match === null) continue;
    const name = match[1]!.toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), stripTags(match[2]!).trim()]);
  }
  return fields;
}

/** Where the letter lies in the page; pages without MHonArc's marks keep it in their first `<pre>`. */
function findBody(page: string): { head: string; body: string } {
  const mark = "<!--X-Body-of-Message-->";
  const start = page.indexOf(mark);
  if (start !== -1) {
    const end = page.indexOf("<!--X-Body-of-Message-End-->", start);
    return {
      head: page.slice(0, start),
      body: page.slice(start + mark.length, end === -1 ? page.length : end),
    };
  }
  const pre = page.search(/<pre\b/i);
  if (pre === -1) return { head: page, body: "" };
  const ends = ["<!--X-MsgBody-End-->", "<!--X-Follow-Ups-->"].map((sign) =>
    page.indexOf(sign, pre),
  );
  ends.push(page.search(/\[(?:<[^<>]{1,200}>)?Index(?:\s|&nbsp;)of(?:\s|&nbsp;)Archives/));
  const last = page.toLowerCase().lastIndexOf("</pre>");
  const found = ends.filter((end) => end > pre);
  const end = found.length > 0 ? Math.min(...found) : last > pre ? last + 6 : page.length;
  return { head: page.slice(0, pre), body: page.slice(pre, end) };
}

function readFrom(comments: Map<string, string[]>, list: Map<string, string[]>): Mailbox | null {
  const hints = {
    replyTo: parseMailboxes(list.get("reply-to")?.[0] ?? ""),
    originalFrom: [],
    cc: parseMailboxes(list.get("cc")?.[0] ?? ""),
  };
  const hidden = comments.get("from-r13")?.[0];
  const secret = hidden === undefined ? undefined : parseMailboxes(rot13(hidden))[0];
  const plain = comments.get("from")?.[0] ?? list.get("from")?.[0];
  const shown = plain === undefined ? undefined : parseMailboxes(plain)[0];
  if (secret === undefined && shown === undefined) return null;
  const name = shown?.name ?? secret?.name ?? null;
  return undoListMangling({ name, email: secret?.email ?? shown?.email ?? null }, hints);
}

function readSubject(comments: Map<string, string[]>, head: string): string | null {
  const comment = comments.get("subject")?.[0];
  if (comment !== undefined) return cleanSubject(decodeEncodedWords(comment));
  const title = /<title>([^]{0,3000}?)<\/title>/i.exec(head.slice(0, MAX_HEAD_CHARS))?.[1];
  // spinics puts the archive's name behind a dash.
  return title === undefined
    ? null
    : cleanSubject(stripTags(title).replace(/\s—\s[^—]{1,80}$/, ""));
}

/**
 * A page made by MHonArc: id, references, sender and subject from its comments, recipients from
 * the visible list, hidden addresses null; attached patches appended. spinics pages without the
 * comments give what they show.
 */
export function parseMhonarcPage(mail: ArchivedMail): Draft {
  const page = decodePage(mail.raw);
  const { head, body } = findBody(page);
  const comments = readComments(page);
  const list = readHeaderList(head.slice(0, MAX_HEAD_CHARS * 2));
  const dateText = list.get("date")?.[0] ?? comments.get("date")?.[0] ?? null;
  const date = dateText === null ? null : parseMailDate(dateText);
  const messageId = parseMessageId(
    comments.get("message-id")?.[0] ?? list.get("message-id")?.[0] ?? "",
  );
  const diagnostics: Diagnostic[] = [...(date?.diagnostics ?? [])];
  if (date === null) diagnostics.push({ code: "date-missing", detail: "the page shows no date" });
  if (messageId === null)
    diagnostics.push({ code: "no-message-id", detail: "the page names no Message-ID" });
  const patches = mail.attached.flatMap(
    (file) => attachedPatch(file.name, file.contentType, file.bytes) ?? [],
  );
  const recipients = (name: string): Mailbox[] => (list.get(name) ?? []).flatMap(parseMailboxes);
  return {
    messageId,
    sentAt: date?.at ?? null,
    dateText,
    from: readFrom(comments, list),
    to: recipients("to"),
    cc: recipients("cc"),
    subject: readSubject(comments, head),
    inReplyTo: parseInReplyTo(list.get("in-reply-to") ?? []),
    references: parseReferences((comments.get("reference") ?? []).map((id) => `<${id}>`)),
    listIds: parseListIds(list.get("list-id") ?? []),
    body: [mhonarcBodyText(body), ...patches].join("\n"),
    attachments: mail.attached.map((file) => ({
      name: file.name,
      contentType: file.contentType,
      sizeBytes: file.bytes.length,
    })),
    diagnostics,
  };
}
