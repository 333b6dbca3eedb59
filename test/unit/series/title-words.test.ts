import { describe, expect, test } from "vitest";
import { isTelling, titleLikeness, titleStems } from "../../../src/series/title-words.ts";

describe("isTelling", () => {
  test.each([
    ["fix build", false],
    ["update maintainers", false],
    ["powerpc: cleanup", false],
    ["widget: mend the torn gear teeth", true],
  ])("%s: %s", (title, expected) => {
    expect(isTelling(title)).toBe(expected);
  });
});

const likeness = (a: string, b: string) => titleLikeness(titleStems(a), titleStems(b));

describe("titleLikeness", () => {
  test.each([
    ["widget: do not allow empty gears", "widget: do not allow empty gear", 1],
    ["widget: turn gears slowly", "lib/cogs: turn gears slowly", 1],
    ["widget: add spin method to gear_ops", "widget: add spin and stop methods to gear_ops", 3 / 4],
    ["revert widget: turn gears slowly", "reapply: widget: turn gears slowly", 1],
    ["widget: turn gears slowly", "net: count lost frames", 0],
    ["fix typo", "fix build", 0],
    ["", "", 0],
  ])("%s / %s", (a, b, expected) => {
    expect(likeness(a, b)).toBeCloseTo(expected);
  });

  test("a hostile title is read in no time", () => {
    const started = performance.now();
    titleStems(`${"a: ".repeat(100_000)}${"b-".repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test.each([
  ["widget: turn gear_ops.spin off", ["turn", "gear_ops.spin", "off"]],
  ["widget: zero-size a-b allocations", ["zero", "size", "allocation"]],
  ["widget: carried entries, freed", ["carry", "entry", "fre"]],
  ["revert widget: turn it", ["turn"]],
])("%j says %j", (title, stems) => {
  expect([...titleStems(title)]).toEqual(stems);
});
