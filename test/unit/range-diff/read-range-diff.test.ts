import { expect, test } from "vitest";
import { readRangeDiff } from "../../../src/range-diff/read-range-diff.ts";

const patches = (side: string, positions: readonly number[]) =>
  positions.map((position) => ({ messageId: `${side}${position}`, position, title: "t" }));

test("reads what git prints, with the patches as its mails number them", () => {
  const output = ` 1:  049612e !  2:  67321ad widget: ten
    @@ Commit message
         widget: ten
     
    -    Make it 10.
    +    1:  049612e ! 1:  67321ad is no head here
    @@ a.c: line 6
     -line 10
    -+ten
    ++TEN
 2:  ca85329 <  -:  ------- widget: add n
 -:  ------- >  1:  87ce0e7 widget: add n
10:  ca85329 =  3:  87ce0e7 widget: kept
`;
  const older = patches("a", [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const pairs = readRangeDiff(output, { older, newer: patches("b", [1, 2, 3]) });
  expect(
    pairs.map(({ left, right, status }) => [left?.messageId, status, right?.messageId]),
  ).toEqual([
    ["a1", "!", "b2"],
    ["a3", "<", undefined],
    [undefined, ">", "b1"],
    ["a11", "=", "b3"],
  ]);
  expect(pairs[0]?.hunks).toEqual([
    {
      section: "Commit message",
      lines: [
        { kind: "same", text: "    widget: ten" },
        { kind: "same", text: "" },
        { kind: "removed", text: "    Make it 10." },
        { kind: "added", text: "    1:  049612e ! 1:  67321ad is no head here" },
      ],
    },
    {
      section: "a.c: line 6",
      lines: [
        { kind: "same", text: "-line 10" },
        { kind: "removed", text: "+ten" },
        { kind: "added", text: "+TEN" },
      ],
    },
  ]);
  expect(pairs.slice(1).every(({ hunks }) => hunks.length === 0)).toBe(true);
});

test("makes nothing of nothing", () => {
  expect(readRangeDiff("", { older: [], newer: [] })).toEqual([]);
  expect(readRangeDiff("    +stray\n", { older: [], newer: [] })).toEqual([]);
});
