import { describe, expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import {
  addedLines,
  codeChanged,
  nameBrought,
  quotedAbove,
} from "../../../src/todo/diff-evidence.ts";
import { aTodo } from "../../support/views.ts";
import { ALICE, contextOf, mailOf, revisionOf, RITA } from "./build-context.ts";

const patch = (id: string, revision: number, diff: string): SeriesMail =>
  mailOf({ id, from: ALICE, at: 1, role: "patch", revision, pieces: [["diff", diff]] });
const lines = (...added: readonly string[]) => new Map(added.map((line) => [line, "v2-1"]));

describe("addedLines", () => {
  test("are those of the patches of one revision, white space folded, with their mail", () => {
    const context = contextOf(
      [revisionOf(1, 1, ["one"]), revisionOf(2, 2, ["one"])],
      [
        patch("a", 0, "+++ b/frob.c\n+\tfrob(  dev);\n-\tgone(dev);\n \tstays(dev);\n+\t}"),
        patch("b", 1, "+\tother(dev);"),
        mailOf({ id: "r", from: RITA, at: 2, pieces: [["diff", "+\tproposed(dev);"]] }),
      ],
    );
    expect([...addedLines(context, 0)]).toEqual([["frob( dev);", "a"]]);
  });

  test("code in a quote or in a description is not added", () => {
    const [quoted] = mailOf({
      id: "a",
      from: ALICE,
      at: 1,
      pieces: [["diff", "+\tquoted(dev);"]],
    }).blocks;
    const mail = patch("a", 0, "+\tfrob(dev);");
    const said = { ...mail, blocks: [...mail.blocks, { ...quoted!, depth: 1 }] };
    const context = contextOf([revisionOf(1, 1, ["one"])], [said]);
    expect([...addedLines(context, 0).keys()]).toEqual(["frob(dev);"]);
  });
});

describe("quotedAbove", () => {
  const above = (pieces: Parameters<typeof mailOf>[0]["pieces"], line: number) =>
    quotedAbove(aTodo({ line }), mailOf({ id: "r", from: RITA, at: 2, pieces }));

  test("gives added lines and those left as they are, the nearest last", () => {
    const quote = "@@ -1 +1 @@\n \tint before;\n+\tfrob(dev);\n-\tbark(dev);\n+\tgrowl(dev);";
    expect(
      above(
        [
          ["quote", quote],
          ["text", "Why?"],
        ],
        5,
      ),
    ).toMatchObject({
      added: ["frob(dev);", "growl(dev);"],
      context: ["@ -1 +1 @@", "int before;", "bark(dev);"],
      block: { kind: "quote" },
    });
  });

  test("of a long quote only the nearest lines count", () => {
    const quote = Array.from({ length: 20 }, (_, at) => `+\tfrob(${at});`).join("\n");
    expect(
      above(
        [
          ["quote", quote],
          ["text", "Why?"],
        ],
        20,
      ).added,
    ).toEqual([14, 15, 16, 17, 18, 19].map((at) => `frob(${at});`));
  });

  test("a blank line between does not part them, other words do", () => {
    const quote = ["quote", "+\tfrob(dev);"] as const;
    expect(above([quote, ["text", ""], ["text", "Why?"]], 2).added).toEqual(["frob(dev);"]);
    expect(above([quote, ["text", "\nHm."], ["text", "Why?"]], 3).block).toBeNull();
    expect(above([["text", "Why?"], quote], 0).block).toBeNull();
  });
});

describe("codeChanged", () => {
  const quoted = (...added: readonly string[]) => ({ added, context: [], block: null });

  test.each([
    ["gone", ["frob(dev);"], ["other(dev);"], true],
    ["still there", ["frob(dev);"], ["frob(dev);"], false],
    ["one of the nearest three gone", ["a1();", "b2();", "c3();"], ["b2();", "c3();"], true],
    [
      "one farther off gone",
      ["z0();", "a1();", "b2();", "c3();"],
      ["a1();", "b2();", "c3();"],
      false,
    ],
  ])("%s", (_, added, newer, changed) => {
    const sets = { older: lines(...added), newer: lines(...newer) };
    expect(codeChanged(quoted(...added), sets)).toBe(changed);
  });

  test("nothing can be told without a diff, or of lines that the patch did not add", () => {
    const above = quoted("frob(dev);");
    expect(codeChanged(above, { older: lines("frob(dev);"), newer: lines() })).toBeNull();
    expect(codeChanged(above, { older: lines("x();"), newer: lines("y();") })).toBeNull();
    expect(codeChanged(quoted(), { older: lines("x();"), newer: lines("y();") })).toBeNull();
    // The diff of the older revision was not seen: what is quoted stands for it.
    expect(codeChanged(above, { older: lines(), newer: lines("y();") })).toBe(true);
  });
});

describe("nameBrought", () => {
  const names = new Set(["devm_frob_alloc"]);
  const [with_, without] = [lines("x = devm_frob_alloc(dev);"), lines("x = frob_alloc(dev);")];

  test("is the mail whose diff has the name that was asked for", () => {
    expect(nameBrought(names, { older: without, newer: with_ })).toBe("v2-1");
  });

  test.each([
    ["it was there before", names, with_, with_],
    ["it did not come", names, without, without],
    ["the older diff was not seen", names, lines(), with_],
    ["it is part of a longer name", names, without, lines("x = devm_frob_alloc_many(dev);")],
    ["it is short", new Set(["a_bcd"]), without, lines("a_bcd();")],
    ["it is a word", new Set(["mutexes"]), without, lines("mutexes();")],
  ])("none where %s", (_, asked, older, newer) => {
    expect(nameBrought(asked, { older, newer })).toBeNull();
  });
});
