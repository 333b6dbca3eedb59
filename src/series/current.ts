import type { Revision, RevisionPatch } from "../model/series.ts";

/** A patch as it stands in the newest revision that holds it. */
export interface CurrentPatch {
  readonly patch: RevisionPatch;
  /** Index of that revision. */
  readonly revision: number;
}

/** Index of the newest revision that was posted as a whole, else of the last one. */
export function lastWholeIndex(revisions: readonly Revision[]): number {
  const at = revisions.findLastIndex((revision) => !isPartial(revision));
  return Math.max(0, at === -1 ? revisions.length - 1 : at);
}

/**
 * The patches of a series as they stand: those of the last whole revision, each replaced by its
 * single re-rolls since ("[PATCH v2 3/7]" alone), by position.
 */
export function currentPatches(revisions: readonly Revision[]): CurrentPatch[] {
  const base = lastWholeIndex(revisions);
  const byPosition = new Map<number, CurrentPatch>();
  for (const [offset, revision] of revisions.slice(base).entries()) {
    for (const patch of revision.patches) {
      byPosition.set(patch.position, { patch, revision: base + offset });
    }
  }
  return [...byPosition.values()].sort((a, b) => a.patch.position - b.patch.position);
}

/** One or few patches re-rolled of a longer series, without a cover of their own. */
export function isPartial({ cover, patches, total, ghost }: Revision): boolean {
  return !ghost && cover === null && total !== null && total > 1 && patches.length < total / 2;
}
