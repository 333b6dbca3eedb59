import type { Revision, RevisionPatch } from "../model/series.ts";
import { isPartial } from "./current.ts";

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
 * only some of them anew those that stood before in the other places. Anew is what says its place
 * ("[PATCH v2 3/7]" alone), and a single patch of the same title in the thread of an older one.
 */
export function standingPatches(revisions: readonly Revision[], id: string): RevisionPatch[] {
  const seen = revisions.filter(({ ghost }) => !ghost);
  const threads = new Set<string>();
  let standing: readonly RevisionPatch[] = [];
  for (const revision of seen.slice(0, seen.findIndex((each) => each.id === id) + 1)) {
    const alone = threads.has(revision.thread) ? placeAlone(revision, standing) : null;
    if (alone !== null) standing = replace(standing, [alone]);
    else if (isPartial(revision)) standing = replace(standing, revision.patches);
    else standing = revision.patches;
    threads.add(revision.thread);
  }
  return standing.toSorted((a, b) => a.position - b.position);
}

/** The patch of a revision that holds just one, in the place of the one that it replaces. */
function placeAlone(
  { cover, patches, total }: Revision,
  standing: readonly RevisionPatch[],
): RevisionPatch | null {
  const [only] = patches;
  if (only === undefined || patches.length > 1 || cover !== null || (total ?? 1) > 1) return null;
  const replaced = standing.find(({ title }) => title === only.title);
  return standing.length > 1 && replaced !== undefined
    ? { ...only, position: replaced.position }
    : null;
}

function replace(
  standing: readonly RevisionPatch[],
  anew: readonly RevisionPatch[],
): RevisionPatch[] {
  const places = new Set(anew.map(({ position }) => position));
  return [...standing.filter(({ position }) => !places.has(position)), ...anew];
}
