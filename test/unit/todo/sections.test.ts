import { describe, expect, test } from "vitest";
import { findTodos } from "../../../src/todo/find.ts";
import { looseLines } from "../../../src/todo/sections.ts";
import { ALICE, blocksOf, contextOf, mailOf, revisionOf } from "./build-context.ts";

const under = (text: string): string[] => {
  const [block] = blocksOf([["text", text]]);
  return block === undefined
    ? []
    : [...looseLines(block).keys()].map((at) => block.lines[at] ?? "");
};

describe("looseLines", () => {
  test.each([
    "TODO:",
    "ToDo list:",
    "Known issues:",
    "Known Limitations :",
    "Remaining work for v3:",
    "What's missing:",
    "What is not supported yet:",
    "Open questions:",
    "Pending post-merge work includes:",
    "Not yet implemented:",
    "Future work:",
    "== Limitations",
    "# Next steps",
    "TODOs\n=====",
    "Open issues",
  ])("%j heads loose ends", (head) => {
    expect(under(`It works.\n\n${head}\n\n - suspend of the bridge\n - no tests`)).toEqual([
      " - suspend of the bridge",
      " - no tests",
    ]);
  });

  test.each([
    "Changes since v1:",
    "The series has these parts:",
    "This fixes two problems:",
    "It does the following:",
    "Tested on:",
    "It clears the known issues in the way that the sheet tells:",
  ])("%j heads something else", (head) => {
    expect(under(`${head}\n - suspend of the bridge`)).toEqual([]);
  });

  test("ends with the next head, or the next paragraph", () => {
    expect(under("TODO:\n- one\n  goes on\n- two\n\nThe rest works.")).toEqual([
      "- one",
      "  goes on",
      "- two",
    ]);
    expect(under("TODO:\n- one\nChanges in v2:\n- two")).toEqual(["- one"]);
    expect(under("TODO:\nThe old board hangs.\n\nAll others boot.")).toEqual([
      "The old board hangs.",
    ]);
    expect(
      under("Known issues\n------------\n\nOne hangs.\n\nOne is slow.\n\nThanks:\nRita"),
    ).toEqual(["One hangs.", "One is slow."]);
  });

  test("reads long blocks once", () => {
    const text = "TODO:\n- a\n".repeat(50_000);
    const start = performance.now();
    expect(under(text)).toHaveLength(50_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test("what an author lists as undone is a gap each, in a cover and not in a reply", () => {
  const text =
    "It works.\n\nTODO:\n- suspend of the bridge\n- the second queue (see [1])\n\n[1] https://example.org";
  const found = (role: "cover" | "reply") =>
    findTodos(
      contextOf(
        [revisionOf(1, 1, ["one"])],
        [mailOf({ id: "c", from: ALICE, at: 1, role, position: 0, pieces: [["text", text]] })],
      ),
    ).filter(({ confidence }) => confidence >= 0.7);
  expect(found("cover").map(({ kind, owner, text: words }) => [kind, owner, words])).toEqual([
    ["gap", "writer", "TODO: suspend of the bridge"],
    ["gap", "writer", "the second queue (see [1])"],
  ]);
  expect(found("reply")).toEqual([]);
});
