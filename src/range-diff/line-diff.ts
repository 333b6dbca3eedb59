/** A run of lines that both sides have, in order. */
export interface Match {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

/** Lines as numbers: equal lines have equal ones, so that comparing is cheap. */
export class LineNumbers {
  readonly #numbers = new Map<string, number>();

  of(lines: readonly string[]): Int32Array {
    return Int32Array.from(lines, (line) => {
      const known = this.#numbers.get(line);
      if (known !== undefined) return known;
      const number = this.#numbers.size;
      this.#numbers.set(line, number);
      return number;
    });
  }
}

/** How far a comparison may go. `steps` is counted down, over all comparisons that share it. */
export interface DiffBounds {
  readonly maxEdits: number;
  readonly budget: { steps: number };
}

/**
 * The longest common subsequence of two texts, as runs of equal lines in order; null when they
 * differ in more than `maxEdits` lines or the steps are used up. Time is the length times the
 * number of changed lines, memory the square of the latter.
 *
 * @see Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986)
 */
export function matchLines(
  left: Int32Array,
  right: Int32Array,
  bounds: DiffBounds,
): Match[] | null {
  let start = 0;
  const shorter = Math.min(left.length, right.length);
  while (start < shorter && left[start] === right[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const inner = matchInner(
    left.subarray(start, left.length - tail),
    right.subarray(start, right.length - tail),
    bounds,
  );
  if (inner === null) return null;
  const runs = [
    { left: 0, right: 0, length: start },
    ...inner.map((run) => ({ ...run, left: run.left + start, right: run.right + start })),
    { left: left.length - tail, right: right.length - tail, length: tail },
  ];
  return joinRuns(runs);
}

function joinRuns(runs: readonly Match[]): Match[] {
  const joined: Match[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (run.length === 0) continue;
    if (last && last.left + last.length === run.left && last.right + last.length === run.right) {
      joined[joined.length - 1] = { ...last, length: last.length + run.length };
    } else joined.push(run);
  }
  return joined;
}

function matchInner(left: Int32Array, right: Int32Array, bounds: DiffBounds): Match[] | null {
  const most = Math.min(left.length + right.length, bounds.maxEdits);
  if (Math.abs(left.length - right.length) > most) return null;
  if (left.length === 0 || right.length === 0) return [];
  /** Furthest line of the left side reached on each diagonal `left - right`. */
  const reach = new Int32Array(2 * most + 3);
  const origin = most + 1;
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    history.push(reach.slice(origin - edits, origin + edits + 1));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = origin + diagonal;
      const down = goesDown(reach, { at, diagonal, edits });
      let x = down ? reach[at + 1]! : reach[at - 1]! + 1;
      const from = x;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal])
        x += 1;
      reach[at] = x;
      bounds.budget.steps -= 1 + x - from;
      if (x >= left.length && x - diagonal >= right.length) {
        return walkBack(history, left.length, right.length);
      }
    }
    if (bounds.budget.steps < 0) return null;
  }
  return null;
}

/** True when the furthest path to a diagonal comes by a line added, false by one removed. */
function goesDown(
  reach: Int32Array,
  { at, diagonal, edits }: { at: number; diagonal: number; edits: number },
): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && reach[at - 1]! < reach[at + 1]!;
}

/** Follows the path back from the ends; `history[d]` is what was reached with d - 1 edits. */
function walkBack(history: readonly Int32Array[], leftEnd: number, rightEnd: number): Match[] {
  const runs: Match[] = [];
  let x = leftEnd;
  let y = rightEnd;
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const before = history[edits]!;
    const diagonal = x - y;
    const at = edits + diagonal;
    const down = edits > 0 && goesDown(before, { at, diagonal, edits });
    const turnX = edits === 0 ? 0 : down ? before[at + 1]! : before[at - 1]! + 1;
    const length = x - turnX;
    if (length > 0) runs.push({ left: turnX, right: turnX - diagonal, length });
    x = down ? turnX : turnX - 1;
    y = turnX - diagonal - (down ? 1 : 0);
  }
  return runs.toReversed();
}
