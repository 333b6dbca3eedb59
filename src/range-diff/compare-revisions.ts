import { MAX_LINE_EDITS, MAX_COMPARING_STEPS, MAX_SERIES_PATCHES } from "../limits.ts";
import type { RangeHunk, RangePair, RangePatch } from "../model/range-diff.ts";
import { diffSize, hunksOf } from "./diff-hunks.ts";
import { type DiffBounds, LineNumbers, matchLines } from "./line-diff.ts";
import { pairByCost, type Saving } from "./pair-by-cost.ts";
import { type ComparedPatch, diffLength, patchTextOf } from "./patch-text.ts";

/**
 * Lets two patches be one when the diff between them is shorter than this share, in percent, of
 * what both would count alone. git's default.
 */
export const CREATION_FACTOR = 60;

/** Less than one line even for all patches of the longest series: titles decide between equals. */
const TITLE_BONUS = 0.5 / MAX_SERIES_PATCHES;

interface Side {
  readonly patch: ComparedPatch;
  readonly lines: readonly string[];
  readonly numbers: Int32Array;
  readonly diff: Int32Array;
  /** The numbers of the diff in ascending order: what two diffs share at most is soon counted. */
  readonly sorted: Int32Array;
  /** What it costs that nothing on the other side is this patch. */
  readonly alone: number;
}

/**
 * Compares two revisions patch by patch as git-range-diff(1) does. Patches with the same diff are
 * paired first (those with the same message before others), then those with the same patch-id, the
 * rest so that the diffs between the paired
 * ones are shortest in all; a patch that no mail gives a diff for goes by its title.
 *
 * @param options.creationFactor percent; higher takes more different patches for one another
 * @returns pairs in the order of the newer side; patches that are gone stand where they were
 */
export function compareRevisions(
  older: readonly ComparedPatch[],
  newer: readonly ComparedPatch[],
  options: { readonly creationFactor: number },
): RangePair[] {
  const lineNumbers = new LineNumbers();
  const read = (patch: ComparedPatch) => readSide(patch, lineNumbers, options.creationFactor);
  const left = older.map(read);
  const right = newer.map(read);
  const rightOf = pairAlike(left, right);
  for (const { left: at, right: to } of pairByCost(savingsOf(left, right, rightOf))) {
    rightOf.set(at, to);
  }
  const budget = { steps: MAX_COMPARING_STEPS };
  return inOrder({ left, right }, rightOf).map(([from, to]) =>
    describe(left[from], right[to], budget),
  );
}

function readSide(patch: ComparedPatch, lineNumbers: LineNumbers, creationFactor: number): Side {
  const text = patchTextOf(patch);
  const numbers = lineNumbers.of(text.lines);
  const diff = numbers.subarray(text.diffStart);
  return {
    patch,
    lines: text.lines,
    numbers,
    diff,
    sorted: diff.slice().sort(),
    alone: Math.floor((diffLength(text) * creationFactor) / 100),
  };
}

/** Index on the right for each on the left that is surely the same patch. */
function pairAlike(left: readonly Side[], right: readonly Side[]): Map<number, number> {
  const rightOf = new Map<number, number>();
  const taken = new Set<number>();
  const keys: ((side: Side) => string | null)[] = [
    (side) => side.numbers.join(" "),
    (side) => (side.diff.length > 0 ? side.diff.join(" ") : null),
    (side) => side.patch.patchId,
    (side) => (side.diff.length === 0 ? side.patch.title : null),
  ];
  for (const keyOf of keys) {
    const waiting = new Map<string, number[]>();
    for (const [at, side] of left.entries()) {
      const key = rightOf.has(at) ? null : keyOf(side);
      if (key !== null) waiting.set(key, [...(waiting.get(key) ?? []), at]);
    }
    for (const [at, side] of right.entries()) {
      const from = taken.has(at) ? undefined : waiting.get(keyOf(side) ?? "\0")?.shift();
      if (from === undefined) continue;
      rightOf.set(from, at);
      taken.add(at);
    }
  }
  return rightOf;
}

/** What it would save to pair any two of the patches that are still alone. */
function savingsOf(
  left: readonly Side[],
  right: readonly Side[],
  rightOf: ReadonlyMap<number, number>,
): Saving[] {
  const taken = new Set(rightOf.values());
  const budget = { steps: MAX_COMPARING_STEPS };
  return left.flatMap((one, from) =>
    rightOf.has(from)
      ? []
      : right.flatMap((other, to) => {
          if (taken.has(to)) return [];
          const tie = one.patch.title === other.patch.title ? TITLE_BONUS : 0;
          const saving = one.alone + other.alone - costOf(one, other, budget) + tie;
          return saving > 0 ? [{ left: from, right: to, saving }] : [];
        }),
  );
}

/** Length of the diff between two diffs; an estimate from below where it takes too long. */
function costOf(one: Side, other: Side, budget: DiffBounds["budget"]): number {
  const most = one.alone + other.alone;
  const least = one.diff.length + other.diff.length - 2 * countCommon(one.sorted, other.sorted);
  budget.steps -= one.diff.length + other.diff.length;
  if (least > most || budget.steps < 0) return least;
  const matches = matchLines(one.diff, other.diff, {
    maxEdits: Math.min(most, MAX_LINE_EDITS),
    budget,
  });
  if (matches !== null) return diffSize(matches, one.diff.length, other.diff.length);
  return most <= MAX_LINE_EDITS && budget.steps >= 0 ? most + 1 : least;
}

function countCommon(left: Int32Array, right: Int32Array): number {
  let common = 0;
  for (let x = 0, y = 0; x < left.length && y < right.length;) {
    const difference = left[x]! - right[y]!;
    if (difference === 0) common += 1;
    if (difference <= 0) x += 1;
    if (difference >= 0) y += 1;
  }
  return common;
}

/** Pairs of indexes, -1 for none: by the newer side, what is gone behind all that stood before it. */
function inOrder(
  { left, right }: { readonly left: readonly Side[]; readonly right: readonly Side[] },
  rightOf: ReadonlyMap<number, number>,
): [number, number][] {
  const leftOf = new Map([...rightOf].map(([from, to]) => [to, from]));
  const shown = new Set<number>();
  const pairs: [number, number][] = [];
  let from = 0;
  const showGone = (): void => {
    for (; from < left.length && (shown.has(from) || !rightOf.has(from)); from += 1) {
      if (!shown.has(from)) pairs.push([from, -1]);
    }
  };
  for (let to = 0; to < right.length; to += 1) {
    showGone();
    const match = leftOf.get(to) ?? -1;
    pairs.push([match, to]);
    shown.add(match);
  }
  showGone();
  return pairs;
}

function describe(
  left: Side | undefined,
  right: Side | undefined,
  budget: DiffBounds["budget"],
): RangePair {
  const sides = { left: patchOf(left), right: patchOf(right) };
  if (left === undefined || right === undefined) {
    return { ...sides, status: left === undefined ? ">" : "<", hunks: [], tooLarge: false };
  }
  const matches = matchLines(left.numbers, right.numbers, { maxEdits: MAX_LINE_EDITS, budget });
  if (matches === null) return { ...sides, status: "!", hunks: [], tooLarge: true };
  const hunks = hunksOf({ left: left.lines, right: right.lines, matches }).map(
    ({ leftStart, lines }): RangeHunk => ({ section: sectionAt(left.lines, leftStart), lines }),
  );
  return { ...sides, status: hunks.length === 0 ? "=" : "!", hunks, tooLarge: false };
}

function patchOf(side: Side | undefined): RangePatch | null {
  if (side === undefined) return null;
  const { messageId, position, title } = side.patch;
  return { messageId, position, title };
}

/** The last head of a section or hunk above a line. */
function sectionAt(lines: readonly string[], start: number): string {
  for (let at = start - 1; at >= 0; at -= 1) {
    const match = /^ ## (.{1,9000}) ##$|^.?@@ (.{1,9000})$/.exec(lines[at] ?? "");
    if (match !== null) return match[1] ?? match[2] ?? "";
  }
  return "";
}
