import { MAX_SUBJECT_CHARS } from "../limits.ts";
import type { PatchSubject } from "../model/patch.ts";
import { readPrefixWords, prefixKind } from "./subject-prefix.ts";

/** Reply and forward marks in the languages that occur on the lists; neither is a posting. */
const REPLY_MARK =
  /^(?:re|aw|sv|vs|vb|antw|ant|odp|ynt|rif|fw|fwd|wg|tr|enc|rv|回复|答复|转发|回覆|轉寄)(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,2})?\s{0,3}[:：]\s{0,10}/i;
/** "Re: (subset) [PATCH …]": what b4 puts into thanks for a part of a series. */
const SUBSET = /^\(subset\)\s{0,5}/i;
const BRACKETED = /^\[([^\][]{0,200})\]{1,2}\s{0,20}/;
/** What is left of mailers' punctuation behind a bracket: "[External] : [PATCH] …". */
const GAP = /^[:\-–]\s{1,5}(?=\S)/;
const MAX_BRACKETS = 8;
/** The prefix without brackets: "PATCH v2: title", "RFC PATCH 1/2: title". */
const BARE =
  /^((?:(?:rfc|resend|repost)\s)?patch(?:\s?v\.?\d{1,3}|[\s,]\d{1,4}\/\d{1,4}|\sresend|\srfc){0,4})\s{0,3}:\s{0,5}/i;
const LEADING_VERSION = /^\(?v\.?(\d{1,3})(?:\.(\d{1,2}))?\)?\s{0,3}(?:[:,-]\s{1,5}|$)/i;
const TRAILING_VERSION =
  /(?:[\s,]{1,3}|\s-\s)(?:v\.?|take\s?#?|rev\s|version\s)(\d{1,2})$|[\s,]{0,3}[([]\s{0,2}(?:v\.?|take\s?#?|rev\.?\s?|version\s)(\d{1,2})\s{0,2}[)\]]$/i;
/** Things whose own names end in v1, v2: their number is not that of a re-roll. */
const NAMED_BY_NUMBER =
  /\b(?:spectre|cgroups?|memcg|ipv?|smb|nfs|gpl|lgpl|license|gen|hdcp|psci|scmi|gic|api|uapi|isa|hw|abi|variant|qspi|dwarf|book3s|power|xive|radix|format|protocol|spec|specification)[\s,-]{1,3}$/i;
const RFC_IN_TITLE = /^rfc(?:\s{0,3}:|\s)/i;

/**
 * Reads the subject of a patch, a cover letter or a reply to one, with all the oddities of real
 * lists: `PATCHv2`, `PATCH1/8`, `v6,19/24`, `v3.1`, `[PATCH 2/3 v2]`, `[Nouveau] [PATCH]`, `V2`,
 * `[RESEND][PATCH]`, "take 2". List tags in front are dropped.
 *
 * Total; nothing is guessed from other mails. A subject that names no version keeps null, and so
 * does a member patch whose own title ends in "v3": that counts its changes, not the series'.
 *
 * @param subject decoded and unfolded
 * @see git-format-patch(1), options --subject-prefix, --reroll-count and --numbered
 */
export function parsePatchSubject(subject: string | null): PatchSubject {
  const text = (subject ?? "").slice(0, MAX_SUBJECT_CHARS).replace(/\s+/g, " ").trim();
  const { reply, rest } = stripReplyMarks(text);
  const { brackets, patch, title } = takeBrackets(rest);
  const words = readPrefixWords(brackets);
  const named = patch ? takeVersion(title, words.position) : { version: null, minor: null, title };
  const said = words.version === null ? named : { ...named, title: titleBeside(named, title) };
  return {
    reply,
    patch,
    version: words.version ?? said.version,
    minor: words.version === null ? said.minor : words.minor,
    position: words.position,
    total: words.total,
    rfc: words.rfc || (patch && RFC_IN_TITLE.test(said.title)),
    resend: words.resend,
    tags: words.tags,
    title: said.title,
  };
}

/** A number behind the title that the prefix names otherwise stays in the title. */
function titleBeside(named: { title: string }, title: string): string {
  return LEADING_VERSION.test(title) ? named.title : title;
}

function stripReplyMarks(subject: string): { reply: boolean; rest: string } {
  let rest = subject;
  let reply = false;
  for (let marks = 0; marks < 20; marks += 1) {
    const match = REPLY_MARK.exec(rest);
    if (match !== null) {
      reply = true;
      rest = rest.slice(match[0].length);
      continue;
    }
    if (reply) rest = rest.replace(SUBSET, "");
    const behind = markBehindTags(rest);
    if (behind === null) break;
    rest = behind;
  }
  return { reply, rest };
}

/** List tags may stand before the marks: "[Nouveau] [EXT] Re: [PATCH] …". Null when none follows. */
function markBehindTags(text: string): string | null {
  let rest = text;
  for (let tags = 0; tags < MAX_BRACKETS; tags += 1) {
    const tag = BRACKETED.exec(rest);
    if (tag === null || prefixKind(tag[1] ?? "") === "patch") return null;
    rest = rest.slice(tag[0].length).replace(GAP, "");
    if (REPLY_MARK.test(rest)) return rest;
  }
  return null;
}

function takeBrackets(subject: string): { brackets: string[]; patch: boolean; title: string } {
  const bare = BARE.exec(subject);
  if (bare !== null) {
    return { brackets: [bare[1] ?? ""], patch: true, title: subject.slice(bare[0].length) };
  }
  const taken: { words: string; kind: ReturnType<typeof prefixKind> }[] = [];
  let title = subject;
  let patch = false;
  while (taken.length < MAX_BRACKETS) {
    const match = BRACKETED.exec(title);
    if (match === null) break;
    const words = match[1] ?? "";
    const kind = prefixKind(words);
    // Behind the prefix a bracket that says nothing of the posting is the title's own.
    if (patch && kind === "other") break;
    patch ||= kind === "patch";
    taken.push({ words, kind });
    title = title.slice(match[0].length).replace(GAP, "");
  }
  const [first, ...more] = taken;
  // "[PATCH] [bracket of the title]" keeps it; a lone "[something] title" is a list's tag.
  const kept = patch ? taken.filter(({ kind }) => kind !== "other") : [first, ...more];
  return {
    brackets: kept.flatMap((one) => (one === undefined ? [] : [one.words])),
    patch,
    title: title.trim(),
  };
}

/** "v2: title", "title (v2)", "title, take 2": the version that a title names beside its prefix. */
function takeVersion(title: string, position: number | null) {
  const lead = LEADING_VERSION.exec(title);
  if (lead !== null) {
    const minor = lead[2] === undefined ? null : Number(lead[2]);
    return { version: Number(lead[1]), minor, title: title.slice(lead[0].length) };
  }
  const trail = position === null || position === 0 ? TRAILING_VERSION.exec(title) : null;
  const before = trail === null ? "" : title.slice(0, trail.index);
  if (trail === null || NAMED_BY_NUMBER.test(`${before} `)) {
    return { version: null, minor: null, title };
  }
  const version = Number(trail[1] ?? trail[2]);
  return { version, minor: null, title: before.replace(/[\s,;:-]+$/, "") };
}

/** Marks of a re-roll inside a title, which come and go between revisions. */
const REROLL_MARK =
  /[([]\s{0,2}(?:(?:v\.?|take\s?#?|rev\.?\s?|version\s|patch\s?v?)\d{1,2}(?:\.\d{1,2})?|resend|repost|rfc|updated|rebased)\s{0,2}[)\]]|(?:^|\s)take\s?#?\d{1,2}(?=$|[\s:,.])|(?:^|\s)(?:resend|repost)(?=$|\s{0,2}[:,]|\s\[)/gi;

/**
 * A title as it is compared over revisions: lower case, white space and punctuation folded, marks
 * of re-rolls ("(v2)", "v2:", "take 2") and brackets in front gone. Two titles with the same key
 * need not be one work.
 */
export function normaliseTitle(title: string): string {
  let text = title.slice(0, MAX_SUBJECT_CHARS).toLowerCase().replace(/\s+/g, " ").trim();
  text = text.replace(/^(?:\[[^\][]{0,200}\][\s:]{0,5}){1,8}(?=\S)/, "");
  text = text.replace(REROLL_MARK, " ").trim();
  text = text.replace(LEADING_VERSION, "").replace(/^(?:rfc|patch)\s{0,3}:\s{0,5}/, "");
  const trail = TRAILING_VERSION.exec(text);
  if (trail !== null && !NAMED_BY_NUMBER.test(`${text.slice(0, trail.index)} `)) {
    text = text.slice(0, trail.index);
  }
  return text
    .replace(/["'`´‘’“”]/g, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s:,;-]+/, "")
    .replace(/[\s.:;,!-]+$/, "");
}
