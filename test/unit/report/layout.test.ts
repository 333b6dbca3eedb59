import { describe, expect, test } from "vitest";
import {
  columnsFor,
  displayWidth,
  fitColumns,
  padColumns,
  padLeft,
  shorten,
  wrap,
  wrapParts,
} from "../../../src/report/layout.ts";

test.each([
  ["abc", 3],
  ["漢字", 4],
  ["ｆｕｌｌ", 8],
  ["e\u0301", 1],
  ["한글", 4],
  ["👍", 2],
  ["Zoë", 3],
  ["", 0],
])("%j fills %i columns", (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test("padding counts columns, not characters", () => {
  expect(padColumns("漢字", 6)).toBe("漢字  ");
  expect(padLeft("漢", 3)).toBe(" 漢");
  expect(padColumns("longer", 3)).toBe("longer");
});

test.each([
  ["short", 10, "short"],
  ["a longer text", 8, "a longe…"],
  ["漢字漢字", 5, "漢字…"],
])("%j in %i columns is %j", (text, columns, expected) => {
  expect(fitColumns(text, columns)).toBe(expected);
});

describe("shorten", () => {
  test.each([
    ["stays as it is", 20, "stays as it is"],
    ["cut between two words here", 14, "cut between…"],
    ["cut, then", 6, "cut…"],
    ["x".repeat(50), 10, `${"x".repeat(9)}…`],
    ["👍👍👍👍", 3, "👍👍…"],
  ])("%j to %i", (text, characters, expected) => {
    expect(shorten(text, characters)).toBe(expected);
    expect(Array.from(expected).length).toBeLessThanOrEqual(Math.max(characters, 14));
  });
});

describe("wrap", () => {
  test("hangs its lines and keeps within the width", () => {
    expect(wrap("one two three four five", { width: 14, first: "* ", rest: "  " })).toEqual([
      "* one two",
      "  three four",
      "  five",
    ]);
  });

  test("breaks words that fit no line, wide ones where two columns are left", () => {
    expect(wrap("漢字".repeat(5), { width: 11 })).toEqual(["漢字漢字漢", "字漢字漢字"]);
    for (const line of wrap(`a ${"x".repeat(10_000)}`, { width: 72 })) {
      expect(displayWidth(line)).toBeLessThanOrEqual(72);
    }
  });

  test("loses and invents nothing", () => {
    const text = "one 漢字の長い長い長い長い長い長い題名 two threeeeeeeeeeeeeeeeeeeeeeeeeee four";
    const lines = wrap(text, { width: 20 });
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(20);
  });

  test("an empty text is one empty line", () => {
    expect(wrap("", { width: 20 })).toEqual([""]);
  });
});

test("parts are kept whole where they fit", () => {
  expect(wrapParts(["v3", "3 patches", "last mail 2 days ago"], { width: 24 })).toEqual([
    "v3, 3 patches,",
    "last mail 2 days ago",
  ]);
});

test.each([
  [undefined, 80],
  [10, 40],
  [500, 120],
])("a terminal of %s columns is laid out for %i", (width, columns) => {
  expect(columnsFor(width === undefined ? {} : { width })).toBe(columns);
});
