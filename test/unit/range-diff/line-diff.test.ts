import { describe, expect, test } from "vitest";
import { LineNumbers, matchLines, type Match } from "../../../src/range-diff/line-diff.ts";

const FREE = { maxEdits: 4_000, budget: { steps: 1e9 } };

function match(left: string, right: string, maxEdits = 4_000): Match[] | null {
  const numbers = new LineNumbers();
  const bounds = { maxEdits, budget: { steps: 1e9 } };
  return matchLines(numbers.of(left.split("")), numbers.of(right.split("")), bounds);
}

/** Small numbers that look random and are the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
}

/** Length of the longest common subsequence by the table that every textbook has. */
function longestCommon(left: Int32Array, right: Int32Array): number {
  let row = Array.from({ length: right.length + 1 }, () => 0);
  for (const line of left) {
    const next = [0];
    for (const [at, other] of right.entries()) {
      next.push(line === other ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe("matchLines", () => {
  test("finds what both sides have", () => {
    expect(match("abcdef", "abXdef")).toEqual([
      { left: 0, right: 0, length: 2 },
      { left: 3, right: 3, length: 3 },
    ]);
    expect(match("same", "same")).toEqual([{ left: 0, right: 0, length: 4 }]);
    expect(match("", "new")).toEqual([]);
    expect(match("abc", "xyz")).toEqual([]);
  });

  test("gives runs of equal lines, in order, and as many as can be", () => {
    const random = generator(7);
    for (let round = 0; round < 200; round += 1) {
      const alphabet = 2 + random(6);
      const some = () => Int32Array.from({ length: random(40) }, () => random(alphabet));
      const [left, right] = [some(), some()];
      const matches = matchLines(left, right, FREE) ?? [];
      let [x, y, common] = [0, 0, 0];
      for (const run of matches) {
        expect(run.left).toBeGreaterThanOrEqual(x);
        expect(run.right).toBeGreaterThanOrEqual(y);
        expect(run.length).toBeGreaterThan(0);
        expect(left.slice(run.left, run.left + run.length)).toEqual(
          right.slice(run.right, run.right + run.length),
        );
        x = run.left + run.length;
        y = run.right + run.length;
        common += run.length;
      }
      expect(common).toBe(longestCommon(left, right));
    }
  });

  test("gives up where the bounds say so, and not one edit sooner", () => {
    expect(match("abcd", "wxyz", 7)).toBeNull();
    expect(match("abcd", "wxyz", 8)).toEqual([]);
    const left = Int32Array.from({ length: 5_000 }, (_, at) => at);
    const right = left.map((line) => line + 10_000);
    const budget = { steps: 1_000 };
    expect(matchLines(left, right, { maxEdits: 20_000, budget })).toBeNull();
    expect(budget.steps).toBeGreaterThan(-2_000);
  });
});
