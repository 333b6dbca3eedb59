import { expect, test } from "vitest";
import { SKETCH_SIZE } from "../../../src/limits.ts";
import { sketchOf } from "../../../src/patch/sketch.ts";

test("counts a changed line once, whatever its white space", () => {
  expect(sketchOf(["+\twidget_open();", "+    widget_open();  "])).toHaveLength(1);
});

test("tells an added line from the same line removed", () => {
  expect(sketchOf(["+widget_open();", "-widget_open();"])).toHaveLength(2);
});

test.each([
  "+",
  "+}",
  "+\treturn ret;",
  "-\tgoto out;",
  "+\tint ret;",
  "+\t*/",
  " widget_open();",
  "@@ -1 +1 @@",
])("leaves out %j", (line) => {
  expect(sketchOf([line])).toEqual([]);
});

test("keeps the smallest hashes, in order, and is the same in any order of lines", () => {
  const lines = Array.from({ length: 500 }, (_, at) => `+widget_number(${at});`);
  const sketch = sketchOf(lines);
  expect(sketch).toHaveLength(SKETCH_SIZE);
  expect(sketch).toEqual(sketch.toSorted((a, b) => a - b));
  expect(sketchOf(lines.toReversed())).toEqual(sketch);
  expect(sketch.every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)).toBe(true);
});

test("two lists of lines share about as much of their sketches as they have in common", () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `+widget_number(${from + at});`);
  const one = sketchOf(lines(0, 1_000));
  const two = new Set(sketchOf(lines(200, 1_000)));
  const shared = one.filter((hash) => two.has(hash)).length / one.length;
  expect(shared).toBeGreaterThan(0.6);
  expect(shared).toBeLessThan(0.95);
});

test.each([
  ["+abcdef", 1],
  ["+abcde", 0],
  ["+a_b(c.d)", 1],
  [`+${"a".repeat(24)}`, 1],
  ["+return einval", 0],
  ["+return einval_again", 1],
  ["+\t  x  =\twidget", 1],
])("%j tells something: %i", (line, count) => {
  expect(sketchOf([line])).toHaveLength(count);
});
