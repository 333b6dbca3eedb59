import type { Mailbox } from "../model/mail.ts";

/** "… wrote:" in the languages that occur; the person stands before it or, in some, behind. */
const WROTE =
  /\b(?:wrote|writes|schrieb|schreef|a écrit|escribió|escreveu|ha scritto|napisał\(?a?\)?|pisze|skrev|kirjoitti|написал\(?а?\)?|пишет)\b[^:：]{0,80}[:：]\s{0,3}$|写道\s{0,3}[:：]\s{0,3}$|さんは書きました\s{0,3}[:：]?$/iu;
const ANGLED = /<\s{0,3}(?:mailto:)?([^<>\s]{1,120}(?:@| at )[^<>]{1,120}?)\s{0,3}>/i;
const SQUARED = /\[mailto:([^\]\s]{1,200})\]/i;
const BARE_ADDRESS = /([\w.+-]{1,80}(?:@| at )[\w-]{1,80}(?:\.[\w-]{1,80}){1,5})/;
const ORIGINAL =
  /^-{3,10}\s{0,3}(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|forwarded message|原始邮件)\s{0,3}-{3,10}/i;
const OUTLOOK_FROM = /^\s{0,3}(?:from|von|de|发件人)\s{0,3}[:：]\s{0,3}(\S.{0,300})$/i;
/** Words before the name: "On Mon, 3 Feb 2025 at 10:11:12 +0100,", "Am 14.01.25 um 10:54", … */
const LEAD = /^(?:on|am|le|el|em|il|op|den|dnia|w dniu|在|at)\s/i;
const DATE_WORD =
  /^(?:\d.*|at|um|à|om|kl\.?|o|às|alle|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|january|february|march|april|june|july|august|september|october|november|december|am|pm|[ap]\.m\.?|utc|gmt|[a-z]{2,4}t|[+-]\d{4}|of|the|day|date|time|年|月|日)\.?,?$/i;
const MAX_NAME_CHARS = 80;

/** True when the lines, joined, introduce a quote: "On …, Jane wrote:", "Am … schrieb Jane:". */
export function isAttribution(text: string): boolean {
  return text.length < 600 && WROTE.test(text) && !/^\s*[-*]\s/.test(text);
}

/** True for Outlook's line above a quoted mail: "-----Original Message-----". */
export function isOriginalMessageMark(line: string): boolean {
  return ORIGINAL.test(line.trim());
}

/**
 * The person whom an attribution names: "On …, Jane Example <jane@example.org> wrote:", "Am …
 * schrieb Jane Example:", or the `From:` line below "-----Original Message-----".
 */
export function parseAttribution(lines: readonly string[]): Mailbox | null {
  const from = lines.map((line) => OUTLOOK_FROM.exec(line)).find((match) => match !== null);
  const text = from?.[1] ?? lines.join(" ").replace(/\s+/g, " ").trim();
  const address = (ANGLED.exec(text) ?? SQUARED.exec(text) ?? BARE_ADDRESS.exec(text))?.[1] ?? null;
  const email = address === null ? null : address.replace(/ at /i, "@").toLowerCase();
  const name = nameIn(text, address, from !== undefined);
  if (name === null && email === null) return null;
  return { name, email: email !== null && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null };
}

function nameIn(text: string, address: string | null, plain: boolean): string | null {
  const cut = address === null ? text : text.slice(0, text.indexOf(address));
  const before = cut.replace(/["<[(]{1,3}(?:mailto:)?\s{0,3}$/i, "").replace(WROTE, "");
  // "Am … schrieb Jane:": the verb comes first.
  const behind = /\b(?:schrieb|schreef|skrev)\s{1,3}([^:<]{2,80})/i.exec(text)?.[1];
  const candidate = behind ?? (plain ? before : dropDate(before));
  const name = candidate
    .replace(/^[\s,"'(]+|[\s,"'):<[]+$/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (name === "" || name.length > MAX_NAME_CHARS || !/\p{L}{2}/u.test(name)) return null;
  return name.includes("@") ? null : name;
}

/** Takes "On Mon, Feb 3, 2025 at 10:11 AM +0100," off the front. */
function dropDate(text: string): string {
  const words = text.trim().replace(LEAD, "").split(" ");
  if (!LEAD.test(text.trim()) && !/^\d/.test(text.trim())) return text.trim();
  let at = 0;
  while (at < words.length && DATE_WORD.test(words[at] ?? "")) at += 1;
  return words.slice(at).join(" ");
}
