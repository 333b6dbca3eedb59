import type { ArchivedMail, Mailbox } from "../model/mail.ts";
import { decodeBytes } from "./charset.ts";
import { parsePageDate, type ReadDate } from "./date.ts";
import { cleanSubject, type Draft } from "./draft.ts";
import { hiddenMailbox } from "./parse-pipermail-text.ts";
import { unobfuscateBody } from "./unobfuscate.ts";

/** Lines in which the title, the sender and the date of a page stand. */
const HEAD_LINES = 12;
/** Lines at the end in which navigation and footers stand. */
const TAIL_LINES = 80;
/** A name and an address; what is longer is none. */
const MAX_SENDER_CHARS = 500;

const PIPERMAIL_DATE =
  /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d{1,2}:\d{2}:\d{2} (?:[A-Za-z+\-\d]{1,8} )?\d{4}\s*$/;
const NAVIGATION =
  /^\s*(?:\[(?:Date|Thread|Author|Subject)\s(?:Prev|Next|Index)\]|(?:Previous|Next) message(?: \(by thread\))?:|Messages sorted by:|\[ date \])/;
const FOOTER =
  /^\s*(?:More information about the .{1,80} mailing list|\[Index\sof\sArchives\]|Powered\sby\sLinux\s*$|(?:Prev|Next|Previous) by (?:Date|[Tt]hread):|(?:Previous|Next) message(?: \(by thread\))?:|Messages sorted by:|Index\(es\):|Follow-Ups:$)/;

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

function skipBlank(lines: readonly string[], at: number): number {
  let next = at;
  while (next < lines.length && isBlank(lines[next])) next += 1;
  return next;
}

/** The first line that is navigation or footer and no part of the letter. */
function findEnd(lines: readonly string[], start: number): number {
  for (let at = Math.max(start, lines.length - TAIL_LINES); at < lines.length; at += 1) {
    if (FOOTER.test(lines[at]!)) return at;
  }
  return lines.length;
}

function skipNavigation(lines: readonly string[], from: number): number {
  let at = skipBlank(lines, from);
  while (at < lines.length && NAVIGATION.test(lines[at]!)) at = skipBlank(lines, at + 1);
  return at;
}

/** `Name user at host`, as a saved pipermail page shows its sender. */
function parseSender(line: string): Mailbox | null {
  const text = line.slice(0, MAX_SENDER_CHARS);
  const match = /^\s*(.{0,200}?)\s{0,5}(\S{1,200} at \S{1,255})\s*$/.exec(text);
  return match === null ? hiddenMailbox("", text) : hiddenMailbox(match[2]!, match[1]!);
}

interface Head {
  readonly bodyStart: number;
  readonly from: Mailbox | null;
  readonly dateText: string | null;
}

function readHead(lines: readonly string[], title: number): Head {
  const limit = Math.min(lines.length, title + HEAD_LINES);
  for (let at = title + 1; at < limit; at += 1) {
    if (!PIPERMAIL_DATE.test(lines[at]!)) continue;
    const sender = lines.slice(title + 1, at).findLast((line) => !isBlank(line));
    const from = sender === undefined ? null : parseSender(sender);
    return { bodyStart: skipNavigation(lines, at + 1), from, dateText: lines[at]!.trim() };
  }
  return { bodyStart: skipNavigation(lines, title + 1), from: null, dateText: null };
}

/**
 * An archive page saved as plain text: a title, perhaps sender and date (pipermail), the letter,
 * navigation and footers. What the page does not show is null; the id is made from the content.
 */
export function parsePageText(mail: ArchivedMail, zone: string | null): Draft {
  const lines = decodeBytes(mail.raw, null).text.replaceAll("\r\n", "\n").split("\n");
  const title = skipBlank(lines, 0);
  const { bodyStart, from, dateText } = readHead(lines, title);
  const none: ReadDate = {
    at: null,
    diagnostics: [{ code: "date-missing", detail: "the page shows no date" }],
  };
  const date = dateText === null ? none : parsePageDate(dateText, zone);
  return {
    messageId: null,
    sentAt: date.at,
    dateText,
    from,
    subject: cleanSubject(lines[title] ?? ""),
    body: unobfuscateBody(lines.slice(bodyStart, findEnd(lines, bodyStart)).join("\n")),
    diagnostics: [
      ...date.diagnostics,
      { code: "no-message-id", detail: "the page shows no Message-ID" },
    ],
  };
}
