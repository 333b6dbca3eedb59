import { describe, expect, test } from "vitest";
import { MAX_ASSIGNED_TOGETHER } from "../../../src/limits.ts";
import { pairByCost, type Saving } from "../../../src/range-diff/pair-by-cost.ts";

const total = (savings: readonly Saving[]) => savings.reduce((sum, { saving }) => sum + saving, 0);

/** The most that any choice of pairs saves, by trying all. */
function best(savings: readonly Saving[]): number {
  const [first, ...rest] = savings;
  if (first === undefined) return 0;
  const without = rest.filter(({ left, right }) => left !== first.left && right !== first.right);
  return Math.max(best(rest), first.saving + best(without));
}

describe("pairByCost", () => {
  test("takes the best sum, not the best first pair", () => {
    const pairs = pairByCost([
      { left: 0, right: 0, saving: 10 },
      { left: 0, right: 1, saving: 9 },
      { left: 1, right: 0, saving: 9 },
    ]);
    expect(pairs.map(({ left, right }) => [left, right])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test("leaves out what is better alone", () => {
    expect(pairByCost([])).toEqual([]);
    expect(
      pairByCost([
        { left: 0, right: 0, saving: 10 },
        { left: 1, right: 0, saving: 3 },
      ]),
    ).toEqual([{ left: 0, right: 0, saving: 10 }]);
  });

  test("saves as much as any choice could, with each item used once", () => {
    let state = 11;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 16) % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const savings: Saving[] = [];
      for (let left = 0; left < 4; left += 1) {
        for (let right = 0; right < 4; right += 1) {
          if (random(3) > 0) savings.push({ left, right, saving: 1 + random(9) });
        }
      }
      const pairs = pairByCost(savings);
      expect(new Set(pairs.map(({ left }) => left)).size).toBe(pairs.length);
      expect(new Set(pairs.map(({ right }) => right)).size).toBe(pairs.length);
      expect(total(pairs)).toBe(best(savings));
    }
  });

  test("pairs very many alike greedily instead of for minutes", () => {
    const side = MAX_ASSIGNED_TOGETHER;
    const savings = Array.from({ length: side * side }, (_, at) => {
      const left = Math.floor(at / side);
      const right = at % side;
      return { left, right, saving: left === right ? 5 : 1 };
    });
    const pairs = pairByCost(savings);
    expect(pairs).toHaveLength(side);
    expect(pairs.every(({ left, right }) => left === right)).toBe(true);
  });
});
