import { describe, expect, test } from "vitest";
import { SKETCH_SIZE } from "../../../src/limits.ts";
import { likeness, pairPatches } from "../../../src/series/pair-patches.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision } from "./builders.ts";

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe("likeness", () => {
  test.each([
    ["the same lines", range(1, 9), range(1, 9), 1],
    ["half of them", range(1, 4), range(3, 4), 1 / 3],
    ["nothing", range(1, 4), range(9, 4), 0],
    ["no lines at all", [], [], 0],
  ])("%s", (_, a, b, expected) => {
    expect(likeness(a, b)).toBeCloseTo(expected);
  });

  test("a full sketch compares with a short one by its lowest lines", () => {
    const full = range(1, SKETCH_SIZE);
    expect(likeness(full, [1, 2, 9_999])).toBeCloseTo(2 / SKETCH_SIZE);
    expect(likeness([1, 2, 9_999], full)).toBeCloseTo(2 / SKETCH_SIZE);
  });

  test("full sketches compare by their lowest lines only", () => {
    const a = range(1, SKETCH_SIZE);
    const b = [...range(1, 32), ...range(1_000, 32)];
    expect(likeness(a, b)).toBeCloseTo(0.5);
  });
});

describe("pairPatches", () => {
  const first = aPatch("1", { title: "widget: oil it well today", sketch: range(1, 9) });
  const second = aPatch("2", { title: "widget: turn it round slowly", sketch: range(50, 9) });

  test("pairs by title, and retitled patches by their lines", () => {
    const a = traitsOf(aRevision("a", { patches: [first, second] }));
    const b = traitsOf(
      aRevision("b", { patches: [{ ...second, title: "widget: rotate" }, first] }),
    );
    expect(pairPatches(a, b)).toMatchObject({
      titles: 1,
      paired: 2,
      alike: 2,
      smaller: 2,
      larger: 2,
    });
  });

  test("like lines in other files are no pair", () => {
    const a = traitsOf(aRevision("a", { patches: [first] }));
    const b = traitsOf(aRevision("b", { patches: [{ ...first, title: "other", files: ["b.c"] }] }));
    expect(pairPatches(a, b).paired).toBe(0);
  });

  test("each patch pairs once", () => {
    const a = traitsOf(aRevision("a", { patches: [first, { ...first, messageId: "1b" }] }));
    const b = traitsOf(aRevision("b", { patches: [first] }));
    expect(pairPatches(a, b)).toMatchObject({ titles: 1, paired: 1 });
  });

  test("a reworded title pairs patches to one file, by its telling words", () => {
    const pair = (title: string, fields = {}) =>
      pairPatches(
        traitsOf(
          aRevision("a", { patches: [aPatch("1", { title: "widget: oil the left gear" })] }),
        ),
        traitsOf(aRevision("b", { patches: [aPatch("2", { title, ...fields })] })),
      );
    expect(pair("widget: oil the left gears well")).toMatchObject({
      titles: 0,
      near: 1,
      paired: 1,
    });
    expect(pair("widget: oil the left gears well").nearness).toBeCloseTo(3 / 4);
    expect(pair("widget: oil the left gears", { files: ["net/other.c"] })).toMatchObject({
      near: 0,
    });
    expect(pair("widget: count turns of the left wheel")).toMatchObject({ near: 0 });
  });

  const paired = (a: readonly (typeof first)[], b: readonly (typeof first)[]) =>
    pairPatches(
      traitsOf(aRevision("a", { patches: [...a] })),
      traitsOf(aRevision("b", { patches: [...b] })),
    );

  test("two patches of one title each have their own", () => {
    const twice = [first, { ...first, messageId: "1b" }];
    expect(paired(twice, twice)).toMatchObject({ titles: 2, paired: 2 });
  });

  test("few lines must all be the same to pair, more only in good part", () => {
    const retitled = (title: string, sketch: number[]) => ({ ...first, title, sketch });
    const alike = (a: number[], b: number[]) =>
      paired([retitled("widget: oil", a)], [retitled("gear: turn", b)]).paired;
    expect(alike([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(alike([1, 2, 3], [1, 2, 4])).toBe(0);
    expect(alike(range(1, 7), range(4, 7))).toBe(1);
    expect(alike(range(1, 7), range(5, 7))).toBe(0);
  });

  test("counts equal diffs, diffs with nothing in common, and gives an example", () => {
    const a = { ...first, patchId: "x" };
    expect(
      paired(
        [a, second],
        [
          { ...a, messageId: "n" },
          { ...second, sketch: range(900, 9) },
        ],
      ),
    ).toMatchObject({
      equal: 1,
      alike: 1,
      unlike: 1,
      telling: true,
      example: { messageId: "n" },
    });
    expect(paired([first], [second])).toMatchObject({ equal: 0, example: null, telling: false });
  });
});
