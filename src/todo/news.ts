import type { SeriesMail } from "../model/series.ts";
import { type ChangelogEntry, entryOf } from "./changelog.ts";
import { splitSentences } from "./sentences.ts";
import { flat } from "./words.ts";

/** Sentences of one revision that are read; tree-wide series repeat themselves. */
const MAX_SENTENCES = 600;
/** Fewer words tell nothing ("No functional change."). */
const MIN_CHARS = 16;

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

/**
 * What the cover and the descriptions of a revision say that those of the one before it did not:
 * a changelog that its author did not call one.
 */
export function newSentences(
  mails: readonly SeriesMail[],
  before: readonly SeriesMail[],
): ChangelogEntry[] {
  const old = new Set(sentencesOf(before).map(({ text }) => flat(text)));
  return sentencesOf(mails)
    .filter(({ text }) => text.length >= MIN_CHARS && !old.has(flat(text)))
    .map(({ text, mail }) => entryOf(text, mail));
}
