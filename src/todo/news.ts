import type { SeriesMail } from "../model/series.ts";
import { type ChangelogEntry, entryOf } from "./changelog.ts";
import { splitSentences } from "./sentences.ts";
import { flat } from "./words.ts";

/** Sentences of one revision that are read; tree-wide series repeat themselves. */
const MAX_SENTENCES = 600;
/** Fewer words tell nothing ("No functional change."). */
const MIN_CHARS = 16;
/** Longer ones are lists of titles, tables and logs. */
const MAX_CHARS = 400;

function isSaying(text: string): boolean {
  return text.length >= MIN_CHARS && text.length <= MAX_CHARS;
}

function sentencesOf(mails: readonly SeriesMail[]): { text: string; mail: SeriesMail }[] {
  const found: { text: string; mail: SeriesMail }[] = [];
  for (const mail of mails) {
    if (mail.role === "reply") continue;
    for (const block of mail.blocks) {
      if (block.depth > 0 || (block.kind !== "text" && block.kind !== "commit-message")) continue;
      for (const { text } of splitSentences(block)) found.push({ text, mail });
      if (found.length >= MAX_SENTENCES) return found.slice(0, MAX_SENTENCES);
    }
  }
  return found;
}

/** What the cover and the descriptions of a revision say: sentences, flat. */
export function saidBy(mails: readonly SeriesMail[]): Set<string> {
  return new Set(sentencesOf(mails).map(({ text }) => flat(text)));
}

/**
 * What the cover and the descriptions of a revision say that was not said `before`: a changelog
 * that its author did not call one.
 */
export function newSentences(
  mails: readonly SeriesMail[],
  before: ReadonlySet<string>,
): ChangelogEntry[] {
  return sentencesOf(mails)
    .filter(({ text }) => isSaying(text) && !before.has(flat(text)))
    .map(({ text, mail }) => entryOf(text, mail));
}

/** Sentences of a description, quoted right above a TODO, that are looked for; the nearest. */
const NEAR_SENTENCES = 2;

/**
 * Whether the words of a description that a TODO stands under are gone in a later revision: the
 * older one says what is quoted, the newer does not.
 */
export function wordsChanged(
  quoted: readonly string[],
  older: ReadonlySet<string>,
  newer: ReadonlySet<string>,
): boolean {
  const known = quoted.map(flat).filter((text) => text.length >= MIN_CHARS && older.has(text));
  return newer.size > 0 && known.slice(-NEAR_SENTENCES).some((text) => !newer.has(text));
}

const SUBSTITUTION = /\bs([/|,])(?!\1)(.{2,80}?)\1(.{0,80}?)\1/;

/** "s/old/new/": the old words are gone from the lines that a later revision adds and says. */
export function wasSubstituted(
  text: string,
  older: readonly Iterable<string>[],
  newer: readonly Iterable<string>[],
): boolean {
  const match = SUBSTITUTION.exec(text.slice(0, 2_000));
  const old = match?.[2]?.trim() ?? "";
  // What is said is kept flat: there, capitals alone cannot be told.
  if (old === "" || flat(old) === "" || flat(old) === flat(match?.[3] ?? "")) return false;
  const holds = (texts: readonly Iterable<string>[]): boolean =>
    texts.some((lines) => [...lines].some((line) => ` ${flat(line)} `.includes(` ${flat(old)} `)));
  return holds(older) && !holds(newer);
}
