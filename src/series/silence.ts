import type { Applied } from "../model/series.ts";

/** Days without a mail about it after which a series that waits is stalled, then given up. */
export const STALLED_DAYS = 30;
export const ABANDONED_DAYS = 180;

/** When the newest commit of a tree that holds a patch of it was made; 0 without any. */
export function lastCommitAt(applied: Applied | null): number {
  const inTrees = applied?.commits.filter(({ how }) => how !== "notice") ?? [];
  return Math.max(0, ...inTrees.map(({ at }) => at));
}
