import { parseDiff } from "../../../src/patch/diff.ts";
import type { ComparedPatch } from "../../../src/range-diff/patch-text.ts";

/** The diff of one file: `lines` of a hunk with their marks. */
export function aDiff(path: string, lines: readonly string[], heading = ""): string {
  const count = (marks: string) => lines.filter((line) => marks.includes(line[0] ?? "")).length;
  return [
    `diff --git a/${path} b/${path}`,
    "index 1111111..2222222 100644",
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -10,${count(" -")} +10,${count(" +")} @@${heading}`,
    ...lines,
    "",
  ].join("\n");
}

/** A patch to be compared, by Ada unless said otherwise. */
export function aPatch(
  position: number,
  diff: string,
  fields: Partial<ComparedPatch> = {},
): ComparedPatch {
  return {
    messageId: `p${position}@example.org`,
    position,
    title: `widget: part ${position}`,
    author: { name: "Ada Example", email: "ada@example.org" },
    patchId: null,
    message: ["Because it is better so."],
    files: parseDiff(diff),
    ...fields,
  };
}
