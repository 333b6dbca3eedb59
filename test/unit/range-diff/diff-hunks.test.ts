import { describe, expect, test } from "vitest";
import { diffSize, hunksOf } from "../../../src/range-diff/diff-hunks.ts";
import { LineNumbers, matchLines } from "../../../src/range-diff/line-diff.ts";

const MARKS = { same: " ", removed: "-", added: "+" };

function compare(left: string, right: string) {
  const numbers = new LineNumbers();
  const bounds = { maxEdits: 4_000, budget: { steps: 1e9 } };
  const sides = { left: left.split(""), right: right.split("") };
  const matches = matchLines(numbers.of(sides.left), numbers.of(sides.right), bounds) ?? [];
  const hunks = hunksOf({ ...sides, matches });
  return {
    size: diffSize(matches, left.length, right.length),
    hunks: hunks.map(({ leftStart, lines }) => [
      leftStart,
      lines.map(({ kind, text }) => MARKS[kind] + text).join(""),
    ]),
  };
}

describe("hunksOf and diffSize", () => {
  test.each([
    { what: "nothing changed", left: "abc", right: "abc", hunks: [], size: 0 },
    {
      what: "a change with three lines around it",
      left: "12345a67890",
      right: "12345b67890",
      hunks: [[2, " 3 4 5-a+b 6 7 8"]],
      size: 9,
    },
    {
      what: "one at the top",
      left: "a12345",
      right: "b12345",
      hunks: [[0, "-a+b 1 2 3"]],
      size: 6,
    },
    { what: "one at the end", left: "12345a", right: "12345", hunks: [[2, " 3 4 5-a"]], size: 5 },
    {
      what: "two that are near",
      left: "a123456b",
      right: "A123456B",
      hunks: [[0, "-a+A 1 2 3 4 5 6-b+B"]],
      size: 11,
    },
    {
      what: "two that are apart",
      left: "a1234567b",
      right: "A1234567B",
      hunks: [
        [0, "-a+A 1 2 3"],
        [5, " 5 6 7-b+B"],
      ],
      size: 12,
    },
    { what: "all new", left: "", right: "xy", hunks: [[0, "+x+y"]], size: 3 },
  ])("$what", ({ left, right, hunks, size }) => {
    expect(compare(left, right)).toEqual({ hunks, size });
  });
});
