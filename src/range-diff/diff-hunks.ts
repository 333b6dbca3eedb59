import type { RangeLine } from "../model/range-diff.ts";
import type { Match } from "./line-diff.ts";

/** Same lines shown around changed ones, as git does. */
const CONTEXT = 3;

/** Two texts whose runs of equal lines are known. */
export interface MatchedTexts {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly matches: readonly Match[];
}

/** Changed lines with at most `CONTEXT` same ones around them. */
export interface LineHunk {
  /** Index of its first line on the left. */
  readonly leftStart: number;
  readonly lines: readonly RangeLine[];
}

/** Lines between two runs of equal ones, from..to on either side. */
interface Gap {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
}

/**
 * How many lines a unified diff would have, heads of hunks included: what git-range-diff(1) takes
 * for the cost of a pair.
 *
 * @param left number of lines on the left, `right` on the right
 */
export function diffSize(matches: readonly Match[], left: number, right: number): number {
  let size = 0;
  for (const gaps of groupGaps(matches, left, right)) {
    const { from, to } = spanOf(gaps, left);
    const removed = sum(gaps, (gap) => gap.leftTo - gap.leftFrom);
    const added = sum(gaps, (gap) => gap.rightTo - gap.rightFrom);
    size += 1 + (to - from - removed) + removed + added;
  }
  return size;
}

/** The hunks of a unified diff of two texts. */
export function hunksOf({ left, right, matches }: MatchedTexts): LineHunk[] {
  return groupGaps(matches, left.length, right.length).map((gaps) => {
    const { from, to } = spanOf(gaps, left.length);
    const lines: RangeLine[] = [];
    let at = from;
    for (const gap of gaps) {
      push(lines, "same", left.slice(at, gap.leftFrom));
      push(lines, "removed", left.slice(gap.leftFrom, gap.leftTo));
      push(lines, "added", right.slice(gap.rightFrom, gap.rightTo));
      at = gap.leftTo;
    }
    push(lines, "same", left.slice(at, to));
    return { leftStart: from, lines };
  });
}

/** Gaps that share a hunk, in order. */
function groupGaps(matches: readonly Match[], left: number, right: number): Gap[][] {
  const groups: Gap[][] = [];
  let x = 0;
  let y = 0;
  for (const run of [...matches, { left, right, length: 0 }]) {
    const gap = { leftFrom: x, leftTo: run.left, rightFrom: y, rightTo: run.right };
    x = run.left + run.length;
    y = run.right + run.length;
    if (gap.leftFrom === gap.leftTo && gap.rightFrom === gap.rightTo) continue;
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && gap.leftFrom - last.leftTo <= 2 * CONTEXT) groups.at(-1)?.push(gap);
    else groups.push([gap]);
  }
  return groups;
}

/** Lines of the left side that a hunk shows. */
function spanOf(gaps: readonly Gap[], left: number): { from: number; to: number } {
  return {
    from: Math.max(0, (gaps[0]?.leftFrom ?? 0) - CONTEXT),
    to: Math.min(left, (gaps.at(-1)?.leftTo ?? 0) + CONTEXT),
  };
}

function sum(gaps: readonly Gap[], lengthOf: (gap: Gap) => number): number {
  return gaps.reduce((total, gap) => total + lengthOf(gap), 0);
}

function push(lines: RangeLine[], kind: RangeLine["kind"], texts: readonly string[]): void {
  for (const text of texts) lines.push({ kind, text });
}
