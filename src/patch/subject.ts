import { MAX_SUBJECT_CHARS } from "../limits.ts";
import type { PatchSubject } from "../model/patch.ts";

/** Reply and forward marks in the languages that occur on the lists; neither is a posting. */
const REPLY_MARK =
  /^(?:re|aw|sv|vs|antw|ant|odp|rif|fw|fwd|wg|tr|回复|答复|转发)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]\s{0,10}/i;
const BRACKETED = /^\[([^\][]{0,200})\]\s{0,20}/;
const PATCH_WORD = /^patch(?:es|set|series)?$/i;
/** Numbers glued to the word: PATCHv2, PATCH1/8, PATCHV2. */
const GLUED = /\b(patch|rfc|resend)(?=v\d|\d{1,4}\/\d)/gi;
const COUNTER = /^(\d{1,4})\/(\d{1,4})$/;
const REROLL = /^v\.?(\d{1,3})(?:\.(\d{1,2})|[a-z])?$/i;
const RESEND = /^(?:resend|repost|resent|resubmit)(?:ed)?\d{0,2}$/i;
/** Prefixes that look like patches' but announce something else. */
const NO_PATCH =
  /\b(?:git pull|pull|bug|regression|announce|build (?:success|failure|regression)|lsf\/mm|topic)\b/i;
/** Version said behind the bracket: "[PATCH 0/4] v2: title", "take 2". */
const LEADING_VERSION = /^v(\d{1,3})(?:\.(\d{1,2}))?\s{0,3}[:,-]\s{1,5}/i;
const TRAILING_VERSION = /[\s,(]{1,3}(?:v|version |take |take#|rev )(\d{1,3})\)?\s{0,3}$/i;
/** A few words in capitals without brackets: "PATCH v2: title". */
const BARE = /^(?:rfc )?patch(?:\s?v?\d{1,3}|\s\d{1,4}\/\d{1,4}){0,3}\s{0,3}:\s{0,5}/i;

/**
 * Reads the subject of a patch, a cover letter or a reply to one, with all the oddities of real
 * lists: `PATCHv2`, `PATCH1/8`, `v6,19/24`, `v3.1`, `[PATCH 2/3 v2]`, `[Nouveau] [PATCH]`, `V2`,
 * `[RESEND][PATCH]`, "take 2".
 *
 * Total; nothing is guessed from other mails. A subject that names no version keeps null.
 *
 * @param subject decoded and unfolded
 * @see git-format-patch(1), options --subject-prefix, --reroll-count and --numbered
 */
export function parsePatchSubject(subject: string | null): PatchSubject {
  const { reply, rest } = stripReplyMarks((subject ?? "").slice(0, MAX_SUBJECT_CHARS));
  const brackets: string[] = [];
  let title = rest;
  for (let match = BRACKETED.exec(title); match !== null; match = BRACKETED.exec(title)) {
    const words = match[1] ?? "";
    const marksPatch = isPatchPrefix(words);
    // A bracket after the prefix that says nothing of patches is part of the title.
    if (!marksPatch && brackets.some(isPatchPrefix) && !isReroll(words)) break;
    brackets.push(words);
    title = title.slice(match[0].length);
    if (brackets.length > 6) break;
  }
  const bare = brackets.length === 0 ? BARE.exec(title) : null;
  if (bare !== null) {
    brackets.push(bare[0].replace(":", ""));
    title = title.slice(bare[0].length);
  }
  return build({ reply, brackets, title });
}

function stripReplyMarks(subject: string): { reply: boolean; rest: string } {
  let rest = subject.trim();
  let reply = false;
  for (let marks = 0; marks < 20; marks += 1) {
    const match = REPLY_MARK.exec(rest);
    if (match !== null) {
      reply = true;
      rest = rest.slice(match[0].length).trim();
      continue;
    }
    // List tags may stand between the marks: "Re: [Nouveau] Re: [PATCH] …".
    const tag = BRACKETED.exec(rest);
    const behind = tag === null ? "" : rest.slice(tag[0].length);
    if (tag === null || isPatchPrefix(tag[1] ?? "") || !REPLY_MARK.test(behind)) break;
    rest = behind;
  }
  return { reply, rest };
}

function wordsOf(bracket: string): string[] {
  return bracket
    .replace(GLUED, "$1 ")
    .replace(/(\d)\s{1,3}of\s{1,3}(\d)/gi, "$1/$2")
    .split(/[\s,;:]+/)
    .filter((word) => word !== "");
}

function isPatchPrefix(bracket: string): boolean {
  if (NO_PATCH.test(bracket)) return false;
  return wordsOf(bracket).some(
    (word) => PATCH_WORD.test(word) || /^rfc$/i.test(word) || /^rfc-?patch$/i.test(word),
  );
}

function isReroll(bracket: string): boolean {
  return wordsOf(bracket).every(
    (word) => REROLL.test(word) || COUNTER.test(word) || RESEND.test(word) || /^rfc$/i.test(word),
  );
}

function build(parts: {
  reply: boolean;
  brackets: readonly string[];
  title: string;
}): PatchSubject {
  const { reply, brackets } = parts;
  let title = parts.title.replace(/\s+/g, " ").trim();
  let version: number | null = null;
  let minor: number | null = null;
  let position: number | null = null;
  let total: number | null = null;
  let rfc = false;
  let resend = false;
  const tags: string[] = [];
  for (const word of brackets.flatMap(wordsOf)) {
    const counter = COUNTER.exec(word);
    const reroll = REROLL.exec(word);
    if (PATCH_WORD.test(word)) continue;
    if (counter !== null) [position, total] = [Number(counter[1]), Number(counter[2])];
    else if (reroll !== null) {
      version = Number(reroll[1]);
      minor = reroll[2] === undefined ? null : Number(reroll[2]);
    } else if (/^rfc(?:-?patch)?$/i.test(word)) rfc = true;
    else if (/^rfcv?\d+$/i.test(word)) [rfc, version] = [true, Number(/\d+$/.exec(word)?.[0])];
    else if (RESEND.test(word)) resend = true;
    else tags.push(word.toLowerCase());
  }
  const patch = brackets.some(isPatchPrefix) || (position !== null && brackets.some(isReroll));
  if (patch && version === null) {
    const said = LEADING_VERSION.exec(title) ?? TRAILING_VERSION.exec(title);
    if (said !== null) {
      version = Number(said[1]);
      title = title.replace(said[0], " ").trim();
    }
  }
  if (/^rfc:\s/i.test(title)) rfc ||= patch;
  return { reply, patch, version, minor, position, total, rfc, resend, tags, title };
}

/** Marks of a re-roll inside a title, which come and go between revisions. */
const REROLL_IN_TITLE =
  /(?:^|[\s([])(?:v\d{1,3}(?:\.\d{1,2})?|take ?#?\d{1,2}|resend|repost)(?:[)\]]|(?=$|[\s:,.]))/gi;

/**
 * A title as it is compared over revisions: lower case, white space and punctuation folded, marks
 * of re-rolls and prefixes gone. Two titles with the same key need not be one work.
 */
export function normaliseTitle(title: string): string {
  return title
    .slice(0, MAX_SUBJECT_CHARS)
    .toLowerCase()
    .replace(REROLL_IN_TITLE, " ")
    .replace(/^(?:\s{0,3}\[[^\][]{0,80}\]){1,4}/, " ")
    .replace(/^\s{0,5}(?:rfc|patch)\s{0,3}:/, " ")
    .replace(/["'`´‘’“”]/g, "")
    .replace(/\(\s{0,3}\)/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s:,-]+/, "")
    .replace(/[\s.:;,!-]+$/, "")
    .trim();
}
