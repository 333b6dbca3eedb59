import type { ArchivedMail, AttachmentSummary, Mailbox } from "../model/mail.ts";
import { decodeBytes } from "./charset.ts";
import type { Draft } from "./draft.ts";
import { decodeHeaderValue } from "./encoded-words.ts";
import { splitMail } from "./headers.ts";
import { cleanEmail, cleanName, undoListMangling } from "./mailbox.ts";
import { headerless, readHeaders } from "./parse-rfc822.ts";
import { unobfuscateBody } from "./unobfuscate.ts";

const NO_HINTS = { replyTo: [], originalFrom: [], cc: [] };

/**
 * A person as Mailman 2 archives write one: address `user at host` and name apart. An address that
 * is the list's, under a name "… via List", is unknown.
 */
export function hiddenMailbox(address: string, name: string): Mailbox | null {
  const email = cleanEmail(address.trim().replace(/\s{1,3}at\s{1,3}/, "@"));
  const named = cleanName(name);
  if (email === null && named === null) return null;
  return undoListMangling({ name: named === email ? null : named, email }, NO_HINTS);
}

/** `user at host (Name)` as in the From lines of monthly text. */
function parseHiddenFrom(value: string): Mailbox | null {
  const text = decodeHeaderValue(value);
  const open = text.indexOf(" (");
  if (open === -1) return hiddenMailbox(text, "");
  return hiddenMailbox(text.slice(0, open), text.slice(open + 2).replace(/\)\s*$/, ""));
}

const NEXT_PART = /^-{10,30} next part -{10,30}$/;
const NOTE = /^(Name|Type|Size|Desc|URL|Url ?): ?(.{0,500})$/;

/** The note on a scrubbed attachment that begins at `at`: its summary and its length in lines. */
function readNote(
  lines: readonly string[],
  at: number,
): { file: AttachmentSummary; length: number } | null {
  if (
    !/^(?:A non-text attachment was scrubbed|An HTML attachment was scrubbed|An embedded (?:and charset-unspecified text|message) was scrubbed)/.test(
      lines[at] ?? "",
    )
  ) {
    return null;
  }
  const fields = new Map<string, string>();
  let end = at + 1;
  while (end < lines.length && end < at + 10) {
    const field = NOTE.exec(lines[end]!);
    if (field === null) break;
    fields.set(field[1]!.trim().toLowerCase(), field[2]!);
    end += 1;
  }
  const html = lines[at]!.startsWith("An HTML");
  const file = {
    name: fields.get("name") ?? null,
    contentType: fields.get("type") ?? (html ? "text/html" : "application/octet-stream"),
    sizeBytes: Number(/^(\d{1,12}) bytes/.exec(fields.get("size") ?? "")?.[1] ?? 0),
  };
  return { file, length: end - at };
}

/** A body whose scrubbed attachments are listed apart; text that followed inline stays. */
export function takeScrubbed(body: string): {
  text: string;
  attachments: readonly AttachmentSummary[];
} {
  if (!body.includes(" next part ")) return { text: body, attachments: [] };
  const lines = body.split("\n");
  const kept: string[] = [];
  const attachments: AttachmentSummary[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (NEXT_PART.test(lines[at]!)) continue;
    const note = readNote(lines, at);
    if (note === null) kept.push(lines[at]!);
    else {
      attachments.push(note.file);
      at += note.length - 1;
    }
  }
  return { text: kept.join("\n"), attachments };
}

/**
 * One mail of a Mailman 2 monthly text: a short header with From as `user at host (Name)`, real
 * Message-ID and References, a body in which addresses are turned back where they are certain.
 */
export function parsePipermailText(mail: ArchivedMail): Draft {
  const split = splitMail(mail.raw);
  if (split.headers.count === 0) return headerless(split);
  const head = readHeaders(split.headers);
  const from = split.headers.first("from");
  const { text, attachments } = takeScrubbed(
    decodeBytes(split.body, null).text.replaceAll("\r\n", "\n"),
  );
  return {
    ...head,
    from: from === null ? null : parseHiddenFrom(from),
    body: unobfuscateBody(text),
    attachments,
  };
}
