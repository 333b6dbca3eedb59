import { expect, test } from "vitest";
import type { RangeDiff, RangePair } from "../../../src/model/range-diff.ts";
import { renderRangeDiff } from "../../../src/report/range-diff.ts";

const patch = (position: number, title = `part ${position}`) => ({
  messageId: `p${position}@example.org`,
  position,
  title,
});
const PLAIN = { hunks: [], tooLarge: false };

function aDiff(pairs: readonly RangePair[], fields: Partial<RangeDiff> = {}): RangeDiff {
  const side = { id: "x", postedAt: Date.UTC(2025, 1, 3) / 1000, patches: 3, own: 3 };
  return {
    series: "s1",
    title: "widget: rework",
    older: { ...side, label: "v1" },
    newer: { ...side, label: "v2" },
    by: "mails",
    note: null,
    pairs,
    ...fields,
  };
}

const CHANGED: RangePair = {
  left: patch(2),
  right: patch(1),
  status: "!",
  tooLarge: false,
  hunks: [
    {
      section: "a.c: int open(void)",
      lines: [
        { kind: "same", text: " \tint x;" },
        { kind: "removed", text: "+\told();" },
        { kind: "added", text: "+\tnew();" },
      ],
    },
  ],
};

const PAIRS: readonly RangePair[] = [
  { left: patch(1), right: null, status: "<", ...PLAIN },
  CHANGED,
  { left: patch(3), right: patch(2), status: "=", ...PLAIN },
  { left: null, right: patch(10), status: ">", ...PLAIN },
];

test("shows which patch became which, and what changed in it", () => {
  expect(renderRangeDiff(aDiff(PAIRS))).toBe(`widget: rework
v1 (2025-02-03) -> v2 (2025-02-03): 1 unchanged, 1 changed, 1 new, 1 gone

 1: <  -: part 1
 2: !  1: part 1
    @@ a.c: int open(void)
      \tint x;
    -+\told();
    ++\tnew();
 3: =  2: part 2
 -: > 10: part 10
`);
});

test("--stat leaves out what changed", () => {
  const text = renderRangeDiff(aDiff(PAIRS), { stat: true });
  expect(text).toContain(" 2: !  1: part 1\n 3: =");
});

test("says who compared, why not git, and what was posted in parts", () => {
  const note = "/tree: it has no blob 1234567 (a.c)";
  const newer = { ...aDiff([]).newer, own: 1 };
  expect(renderRangeDiff(aDiff([], { note, newer }))).toBe(`widget: rework
v1 (2025-02-03) -> v2 (2025-02-03): no patches
v2 posts 1 of 3 patches anew, the rest stands as before
compared on the mails, not by git: ${note}
`);
  expect(renderRangeDiff(aDiff(PAIRS, { by: "git" }))).toContain("\ncompared by git\n");
});

test("says so where there is too much to show", () => {
  const pair = { ...CHANGED, hunks: [], tooLarge: true };
  expect(renderRangeDiff(aDiff([pair]))).toContain("    (too large to compare line by line)\n");
});

test("points to the factor where a patch of one title is gone and new", () => {
  const rewritten: RangePair[] = [
    { left: patch(1, "same"), right: null, status: "<", ...PLAIN },
    { left: null, right: patch(1, "same"), status: ">", ...PLAIN },
  ];
  expect(renderRangeDiff(aDiff(rewritten))).toContain("--creation-factor");
  expect(renderRangeDiff(aDiff(PAIRS))).not.toContain("--creation-factor");
});

test("nothing of a mail steers the terminal, and code keeps its indentation", () => {
  const evil = "\u001b[31m\u202e";
  const pair: RangePair = {
    left: patch(1, `a${evil}`),
    right: patch(1, `a${evil}`),
    status: "!",
    tooLarge: false,
    hunks: [
      {
        section: `b${evil}`,
        lines: [{ kind: "added", text: `+\t  c${evil}${"x".repeat(9_000)}` }],
      },
    ],
  };
  const text = renderRangeDiff(aDiff([pair], { title: evil, note: `${evil}\nx` }));
  for (const character of evil.replace("[31m", "")) expect(text).not.toContain(character);
  expect(text).toContain("    ++\t  c\u241b[31mxxx");
  expect(text.length).toBeLessThan(3_000);
});

test("paints marks by the comparison and lines by their own diff", () => {
  const as = (name: string) => (text: string) => `<${name} ${text}>`;
  const paint = {
    bold: as("bold"),
    dim: as("dim"),
    red: as("red"),
    green: as("green"),
    yellow: as("yellow"),
    cyan: as("cyan"),
  };
  const text = renderRangeDiff(aDiff(PAIRS), { paint });
  expect(text).toContain("<red  2:> <yellow !> <green  1:> <yellow part 1>");
  expect(text).toContain("    <red -><dim <green +\told();>>");
  expect(text).toContain("    <green +><bold <green +\tnew();>>");
  expect(text).toContain("<green  -: > 10: part 10>");
});
