import type { Mailbox } from "../model/mail.ts";
import { cleanEmail, cleanName, parseMailboxes } from "./mailbox.ts";

/** Lines that one attribution may be wrapped over. */
export const MAX_ATTRIBUTION_LINES = 4;
const MAX_ATTRIBUTION_CHARS = 600;
/** Lines of the header block that Outlook puts above a quoted mail. */
const MAX_HEADER_LINES = 14;

/** Verbs with the person before them; what may follow is short: "wrote on 2025-02-03 10:11:12:". */
const VERB_LAST =
  /\s?(?:wrote|writes|said|says|a écrit|a ecrit|escribió|escribio|escreveu|ha scritto|schreef|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|skrev|kirjoitti|yazdı|написал(?:\(а\)|а)?|пишет|пише|ezt írta|menulis|写道|寫道|書きました|님이 작성)(?![\p{L}\p{N}])(?:[^:：\n]|:\d\d){0,60}[:：]$/iu;
/** Verbs with the person behind them: "Am 3.2.25 um 10:11 schrieb Jane Example:". */
const VERB_FIRST = /\s(?:schrieb|schreef|skrev)\s((?:[^:：\n]|:\d\d){2,120})[:：]$/i;
const SPEECH = /\b(?:said|says)\b[^:]{0,60}:$/i;
/** How attributions begin that name a date, or are set off by an asterisk (mutt). */
const INTRO =
  /^(?:on|am|le|el|il|op|den|em|dne|dnia|w dniu|pada|в|at|quoting|mon|tue|wed|thu|fri|sat|sun)[\s,]|^[在于]|^\*\s|^\d{1,4}[-./年]/iu;
/** `* Jane Example <jane@example.org> [2025-02-03 10:11:12 +0100]:` */
const STARRED = /^[*+]{1,3}\s.{1,200}\[\d[^\]]{4,60}\]:$/;
/** `Jane Example <jane@example.org> writes:` */
const ADDRESSED = /^[^<>]{2,80}<[^<>\s]{1,120}@[^<>\s]{1,120}> (?:wrote|writes):$/;
const QUOTING = /^quoting\s.{2,200}:$/i;
/** Gmail in Japanese: `2025年2月3日(月) 10:11 Jane Example <jane@example.org>:`. */
const CJK_DATED = /^\d{4}年.{4,300}>:$/;
const ADDRESS = /[<(]\s{0,3}(?:mailto:)?([^<>()\s]{1,120}(?:@| at )[^<>()]{1,120}?)\s{0,3}[>)]/;
const MAILTO = /\[mailto:([^\]\s]{1,200})\]/i;
const BARE_ADDRESS = /([\w.+-]{1,80}(?:@| at )[\w-]{1,80}(?:\.[\w-]{1,80}){1,5})/;
const DATE_WORD =
  /^(?:[ap]\.?m\.?|utc|gmt|[a-z]{1,3}[ds]t|uhr|at|um|à|om|kl\.?|às|alle|ore|[+-]\d{2,4}|\([^)]{0,20}\)|of|the|de|\p{P}|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|yesterday|today)[,:]{0,2}$/iu;
/** What lists and relays put behind a name. */
const VIA = /\s(?:via|on behalf of)\s.{1,100}$/i;
const NOBODY =
  /^(?:i|he|she|it|we|you|they|who|this|that|the|a|an|as|someone|somebody|then|and|but|also|which|what|there|documentation|commit|comment|changelog)$/i;

const ORIGINAL =
  /^[-_ ]{2,20}\s?(?:original message|original appointment|ursprüngliche nachricht|original-nachricht|message d'origine|mensaje original|messaggio originale|forwarded message|forwarded mail|reply message|原始邮件|邮件原件|回复的原邮件)(?: from .{1,80})?\s?[-_ ]{0,40}$/iu;
const HEADER_FROM =
  /^\s{0,3}\*?(?:from|von|de|da|van|från|发件人|寄件者|差出人)\s?[:：]\*?\s{0,5}(\S.{0,300})$/iu;
const HEADER_LINE = /^\s{0,3}\*?[\p{L}][\p{L}é -]{1,20}\s?[:：]\*?(?:\s|$)/u;
const HEADER_SENT =
  /^\s{0,3}\*?(?:sent|to|gesendet|an|envoyé|à|enviado|para|inviato|verzonden|aan|skickat|发送时间|收件人|寄件日期|送信日時)\s?[:：]/iu;

/** A cheap test that nearly every line of a mail fails: only such lines can open an attribution. */
export function mayOpenAttribution(line: string): boolean {
  const last = line.at(-1);
  if (last === ":" || last === ">" || last === "：") return true;
  return (
    INTRO.test(line.slice(0, 20)) ||
    /^[-_]{2}|[:：]\s{0,5}$|[:：]/u.test(line.slice(0, 24)) ||
    /[:：>]\s{1,5}$/.test(line.slice(-8))
  );
}

/** How sure the form of an attribution is: a weak one counts only above a deeper quote. */
export interface FoundAttribution {
  /** Lines that it takes, 1 to `MAX_ATTRIBUTION_LINES`. */
  readonly length: number;
  readonly strong: boolean;
}

/** The attribution that begins with the first of these lines (at most four); null if none does. */
export function findAttribution(lines: readonly string[]): FoundAttribution | null {
  const first = (lines[0] ?? "").trim();
  const opens = INTRO.test(first.slice(0, 20));
  const mayWrap = opens || (first.endsWith(">") && first.length < 200);
  let text = "";
  for (let at = 0; at < Math.min(lines.length, mayWrap ? MAX_ATTRIBUTION_LINES : 1); at += 1) {
    const line = lines[at]!.trim();
    if (line === "" || text.length + line.length > MAX_ATTRIBUTION_CHARS) return null;
    text = text === "" ? line : `${text} ${line}`;
    if (!/[:：]$/.test(line)) continue;
    if (STARRED.test(text) || QUOTING.test(text) || CJK_DATED.test(text))
      return { length: at + 1, strong: STARRED.test(text) };
    if (!VERB_LAST.test(text) && !VERB_FIRST.test(text)) continue;
    const dated = opens && /\d/.test(text) && text.length < 400 && !SPEECH.test(text);
    const strong = dated || ADDRESSED.test(text);
    return { length: at + 1, strong };
  }
  return null;
}

/**
 * Lines taken by what Outlook and others put above a quoted mail: "-----Original Message-----"
 * and the header block `From:`, `Sent:`, `To:`, with or without the other. 0 when there is none.
 */
export function originalHeaderLength(lines: readonly string[]): number {
  let at = 0;
  const marked = ORIGINAL.test(lines[0] ?? "");
  if (marked || /^_{10,80}$/.test(lines[0] ?? "")) at += 1;
  while (at > 0 && at < 3 && lines[at]?.trim() === "") at += 1;
  if (!HEADER_FROM.test(lines[at] ?? "")) return marked ? 1 : 0;
  let proved = marked;
  const end = Math.min(lines.length, MAX_HEADER_LINES);
  for (at += 1; at < end && lines[at]!.trim() !== ""; at += 1) {
    if (HEADER_SENT.test(lines[at]!)) proved = true;
    // Long lists of recipients are wrapped; anything else after the header is the mail itself.
    else if (!HEADER_LINE.test(lines[at]!) && !/[;,<@]/.test(lines[at]!)) break;
  }
  return proved ? at : 0;
}

/**
 * The person whom an attribution names: "On …, Jane Example <jane@example.org> wrote:", "Am …
 * schrieb Jane Example:", or the `From:` line below "-----Original Message-----". `user at host`
 * is read as an address. Null when the words name nobody ("you wrote:").
 */
export function parseAttribution(lines: readonly string[]): Mailbox | null {
  const block = lines.slice(0, MAX_HEADER_LINES);
  const at = block.findIndex((line) => HEADER_FROM.test(line));
  const header = at === -1 ? undefined : HEADER_FROM.exec(block[at]!)?.[1];
  if (header !== undefined) return headerPerson(header, block[at + 1] ?? "");
  const text = lines
    .slice(0, MAX_ATTRIBUTION_LINES)
    .map((line) => line.slice(0, MAX_ATTRIBUTION_CHARS).trim())
    .join(" ")
    .replaceAll(/\s{1,200}/g, " ");
  const behind = VERB_FIRST.exec(text)?.[1];
  const words = behind ?? text.replace(VERB_LAST, "").replace(/\s?\[\d[^\]]{4,60}\]:$/, "");
  const match = ADDRESS.exec(words) ?? MAILTO.exec(words) ?? BARE_ADDRESS.exec(words);
  const email = match === null ? null : cleanEmail(match[1]!.replace(" at ", "@"));
  const before = match === null ? words : words.slice(0, match.index);
  const name = nameIn(behind === undefined ? dropDate(before) : before, match !== null);
  return name === null && email === null ? null : { name, email };
}

function headerPerson(text: string, next: string): Mailbox | null {
  // A list's own address, and behind it who wrote: "<…-bounces@…> On Behalf Of Jane Example".
  const behalf = /\son behalf of(?:\s(.{2,100}))?$/i.exec(text);
  if (behalf !== null) return parseMailboxes((behalf[1] ?? next).slice(0, 200))[0] ?? null;
  const mailto = MAILTO.exec(text);
  if (mailto !== null) {
    const name = cleanName(text.slice(0, mailto.index).replace(/["<]\s{0,3}$/, ""));
    const email = cleanEmail(mailto[1]!);
    return name === null && email === null ? null : { name, email };
  }
  const plain = text.replaceAll(/([\w.+-]{1,80}) at ([\w-]{1,80}\.[\w.-]{1,80})/g, "$1@$2");
  // "Example, Jane <jane@…>" unquoted, as Outlook writes it, is one person.
  const angle = /^([^<>"]{1,100}?)\s{0,5}<([^<>]{1,250})>/.exec(plain);
  if (angle !== null) return { name: cleanName(angle[1]!), email: cleanEmail(angle[2]!) };
  return parseMailboxes(plain)[0] ?? null;
}

/** Takes "On Mon, Feb 3, 2025 at 10:11 AM +0100," off the front: all up to the last number. */
function dropDate(text: string): string {
  const trimmed = text
    .trim()
    .replace(/^(?:[*+]{1,3}|quoting)\s/i, "")
    .replace(VIA, "");
  if (!INTRO.test(trimmed.slice(0, 20))) return trimmed;
  const words = trimmed.split(" ");
  let at = words.findLastIndex((word) => /^[^A-Za-z]{0,3}\d|\d[:/.]/.test(word)) + 1;
  if (at === 0) at = 1;
  while (at < words.length && DATE_WORD.test(words[at]!)) at += 1;
  return words.slice(at).join(" ");
}

/** A name if the words can be one; without an address beside it they must look like one. */
function nameIn(text: string, addressed: boolean): string | null {
  const bare = text.replaceAll(/^[\s,;:"'([<*-]+|[\s,;:"'(<[]+$/g, "");
  const name = cleanName(bare.replace(VIA, ""));
  if (name === null || name.length > 80 || name.includes("@") || !/\p{L}/u.test(name)) return null;
  const words = name.split(" ");
  if (words.length > 7 || NOBODY.test(words[0]!) || NOBODY.test(words.at(-1)!)) return null;
  return addressed || words.some((word) => /^\P{Ll}/u.test(word)) ? name : null;
}
