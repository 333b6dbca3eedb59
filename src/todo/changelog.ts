import type { SeriesContext, SeriesMail } from "../model/series.ts";
import { type Meaning, meaningOf } from "./meaning.ts";
import { codeNames } from "./words.ts";

/** One point of a changelog: what a revision did differently. */
export interface ChangelogEntry {
  readonly text: string;
  readonly messageId: string;
  /** Position of the patch whose mail holds it; 0 = cover. */
  readonly position: number;
  readonly meaning: Meaning;
  /** Names of code in it. */
  readonly names: ReadonlySet<string>;
}

/** A point that a mail makes, ready to be compared with TODOs. */
export function entryOf(text: string, mail: SeriesMail): ChangelogEntry {
  const { messageId } = mail.message;
  const words = text.replaceAll(ADDRESS, " ");
  return {
    text,
    messageId,
    position: mail.position,
    meaning: meaningOf(words),
    names: codeNames(words),
  };
}

/** Lines of a changelog that are read for one mail. */
const MAX_LINES = 400;
const HEAD =
  /^\W{0,6}(?:(?:(?:main|major|minor|notable|the|other|list of|summary of) )?(?:changes?|change-?log|chang\w{1,3}|diff\w{0,8}|what's new|history|updates?)\b.{0,40}|since\b.{0,20}|(?:rfc )?v\d.{0,24}|(?:from )?rfc\b.{0,20})$/i;
const INLINE_HEAD =
  /^\W{0,4}(?:rfc\s{0,2})?\[?v(\d{1,2})\]?(?:\s{0,2}(?:->|=>|\.\.|to)\s{0,2}v?(\d{1,2}))?\s{0,2}(?:\([^)]{0,30}\))?\s{0,2}(?::|\)| - )\s{0,4}(\S.*)$/i;
/** "v2: <address>", "Link to v1: <address>" point to an older revision and tell nothing. */
const ONLY_ADDRESS =
  /^(?:[^\s]{0,12}|.{0,60}\b(?:link|v\d{1,2}|version|revision|series|here|at|patch)\b.{0,20})\s{0,2}[(<[]?https?:\/\/\S{1,500}$/i;
const ADDRESS = /\bhttps?:\/\/\S{1,500}/g;
const BULLET = /^\s{0,12}(?:[-*+•o]|\(?\d{1,2}[.):])\s{1,6}/;

/** The version that a changelog head is for; null when it names none. */
function versionOfHead(line: string): number | null {
  const numbers = [...line.matchAll(/\bv\s?(\d{1,2})\b/gi)].map((match) => Number(match[1]));
  const last = numbers.at(-1);
  if (last === undefined) return null;
  return numbers.length === 1 && /\b(?:since|from|against|over|compared)\b/i.test(line)
    ? last + 1
    : last;
}

/**
 * The points of the changelogs of one mail that are for a version (or name none), in order; a
 * point over several lines is one.
 */
export function changelogEntries(mail: SeriesMail, version: number): ChangelogEntry[] {
  const entries: { text: string; open: boolean }[] = [];
  for (const block of mail.blocks) {
    if (block.kind !== "changelog" || block.depth > 0) continue;
    let current: number | null = null;
    for (const raw of block.lines.slice(0, MAX_LINES)) {
      const line = raw.slice(0, 1_000);
      const inline = INLINE_HEAD.exec(line);
      if (inline !== null) current = Number(inline[2] ?? inline[1]);
      else if (HEAD.test(line.trim()) && !BULLET.test(line)) {
        current = versionOfHead(line) ?? current;
        continue;
      }
      if (current !== null && current !== version) continue;
      const words = inline?.[3] ?? line.replace(BULLET, "").trim();
      const last = entries.at(-1);
      if (words === "") {
        if (last !== undefined) last.open = false;
      } else if (last?.open === true && inline === null && !BULLET.test(line))
        last.text += ` ${words}`;
      else entries.push({ text: words, open: true });
    }
    const last = entries.at(-1);
    if (last !== undefined) last.open = false;
  }
  return entries
    .map(({ text }) => text.trim())
    .filter((text) => !ONLY_ADDRESS.test(text))
    .map((text) => entryOf(text, mail));
}

/** The changelog of a revision: of its cover and its patches, and of what its author adds in text. */
export function revisionChangelog(context: SeriesContext, revision: number): ChangelogEntry[] {
  const version = context.series.revisions[revision]?.version ?? 1;
  return context.mails
    .filter((mail) => mail.revision === revision && mail.role !== "reply")
    .flatMap((mail) => changelogEntries(mail, version));
}
