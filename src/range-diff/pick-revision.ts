import type { Revision, RevisionPatch } from "../model/series.ts";
import { isPartial } from "../series/current.ts";

/** What a person's word for a revision leads to; more than one when the word fits several. */
export function revisionsCalled(revisions: readonly Revision[], word: string): readonly Revision[] {
  const ids = revisions.filter(
    ({ id, cover, patches }) =>
      id === word || cover === word || patches.some(({ messageId }) => messageId === word),
  );
  if (ids.length > 0) return ids;
  const name = normal(word);
  const exact = revisions.filter(({ label }) => normal(label) === name);
  if (exact.length > 0) return exact;
  return revisions.filter(({ version }) => name === `v${version}`);
}

/** `V3`, `3` and `v3` are one; so are `RFC v1` and `rfc 1`. */
function normal(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/(?<![\w.])(?=\d)/, "v");
}

/**
 * The patches that a revision leaves its series with, by position: its own, and for one that posts
 * only some of them anew those that stood before in the other places. Anew is what says so by its
 * number ("[PATCH v2 3/7]" alone), and a single patch in the thread of an older revision that has
 * one of its title. Each takes the place of the patch of its title, else that of its number.
 */
export function standingPatches(revisions: readonly Revision[], id: string): RevisionPatch[] {
  const seen = revisions.filter(({ ghost }) => !ghost);
  const threads = new Set<string>();
  let standing: readonly RevisionPatch[] = [];
  for (const revision of seen.slice(0, seen.findIndex((each) => each.id === id) + 1)) {
    const inThread = threads.has(revision.thread);
    const anew = isPartial(revision) || (inThread && isAlone(revision, standing));
    standing = anew ? replace(standing, revision.patches) : revision.patches;
    threads.add(revision.thread);
  }
  return standing.toSorted((a, b) => a.position - b.position);
}

/** A single patch without a number, of the title of one that stands in a longer series. */
function isAlone({ cover, patches, total }: Revision, standing: readonly RevisionPatch[]): boolean {
  const [only] = patches;
  if (cover !== null || patches.length !== 1 || (total ?? 1) > 1 || standing.length < 2)
    return false;
  return standing.some(({ title }) => title === only?.title);
}

function replace(
  standing: readonly RevisionPatch[],
  anew: readonly RevisionPatch[],
): RevisionPatch[] {
  const byTitle = new Map(standing.map(({ title, position }) => [title, position]));
  const placed = new Map(standing.map((patch) => [patch.position, patch]));
  for (const patch of anew) {
    const position = byTitle.get(patch.title) ?? patch.position;
    // A second patch of that title is another one.
    byTitle.delete(patch.title);
    placed.set(position, { ...patch, position });
  }
  return [...placed.values()];
}
