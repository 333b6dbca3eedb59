import type { DigestInput, DigestSectionKey, SeriesView } from "../model/report.ts";
import { isOpen, compareText, lastRevision } from "./words.ts";
import { sureTodos } from "./digest-todo.ts";

/** A series and the one section of the digest that tells of it. */
export interface Placed {
  readonly view: SeriesView;
  readonly key: Exclude<DigestSectionKey, "loose-ends">;
  /** It stalled this week. */
  readonly newlyStalled: boolean;
}

function acceptedThisWeek(view: SeriesView, input: DigestInput): boolean {
  if (view.status.state !== "accepted") return false;
  const at = view.status.applied?.at;
  if (at !== undefined) return at >= input.week.from && at < input.week.to;
  return input.before.get(view.series.id)?.status.state !== "accepted";
}

function sectionOf(view: SeriesView, input: DigestInput): Placed["key"] | null {
  const { state, nextMove } = view.status;
  if (state === "accepted") return acceptedThisWeek(view, input) ? "accepted" : null;
  if (state === "rejected" || state === "abandoned") return null;
  const last = lastRevision(view.series);
  const postedThisWeek =
    last !== null &&
    !last.ghost &&
    last.postedAt >= input.week.from &&
    last.postedAt < input.week.to;
  if (postedThisWeek) {
    const known = view.series.revisions.some((one) => one.postedAt < input.week.from);
    // The first revision that we see may be a v5: its earlier ones were posted elsewhere or before
    // our archive begins. It is a re-roll for everybody who reads the list.
    const startsLate = (view.series.revisions[0]?.version ?? 1) > 1;
    return known || startsLate ? "re-rolled" : "new";
  }
  if (state === "stalled") return "stalled";
  return nextMove === "nobody" ? null : nextMove;
}

/**
 * How much there is to say about a series: the patches of its last revision that the list saw (of
 * a stable review with 578 it may be one) and its TODOs.
 */
function weight(view: SeriesView): number {
  const last = lastRevision(view.series);
  const size = last === null ? 0 : Math.min(last.patches.length, 30);
  return size + 3 * sureTodos(view).filter(isOpen).length;
}

/**
 * Most important first. Of what happened this week the largest and most discussed, of what waits
 * the longest waiting, of what stalled the new cases and then those stalled last.
 */
function compare(left: Placed, right: Placed): number {
  const seen = Number(isGhost(left.view)) - Number(isGhost(right.view));
  return seen || compareSeen(left, right);
}

/** Known from replies alone, mostly from before an archive begins: there is little to say of it. */
export function isGhost(view: SeriesView): boolean {
  return lastRevision(view.series)?.ghost === true;
}

function compareSeen(left: Placed, right: Placed): number {
  const tie = compareText(left.view.series.id, right.view.series.id);
  const activity = left.view.status.lastActivityAt - right.view.status.lastActivityAt;
  if (left.key === "stalled") {
    const fresh = Number(right.newlyStalled) - Number(left.newlyStalled);
    return fresh || -activity || tie;
  }
  if (left.key === "author" || left.key === "maintainer") return activity || tie;
  if (left.key === "reviewers") {
    const posted =
      (lastRevision(left.view.series)?.postedAt ?? 0) -
      (lastRevision(right.view.series)?.postedAt ?? 0);
    return posted || tie;
  }
  return weight(right.view) - weight(left.view) || activity || tie;
}

/** Every series that has a section in the digest of a week, the most important of each first. */
export function placeSeries(input: DigestInput): Placed[] {
  const placed: Placed[] = [];
  for (const view of input.series) {
    const key = sectionOf(view, input);
    if (key === null) continue;
    const before = input.before.get(view.series.id)?.status.state;
    placed.push({ view, key, newlyStalled: key === "stalled" && before !== "stalled" });
  }
  return placed.toSorted((left, right) => compareText(left.key, right.key) || compare(left, right));
}
