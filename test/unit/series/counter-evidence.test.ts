import { describe, expect, test } from "vitest";
import { pairPatches } from "../../../src/series/pair-patches.ts";
import { counterEvidence } from "../../../src/series/counter-evidence.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision, DAY, MONDAY } from "./builders.ts";

function against(
  a: ReturnType<typeof aRevision>,
  b: ReturnType<typeof aRevision>,
  declared = false,
): string[] {
  const [older, newer] = [traitsOf(a), traitsOf(b)];
  return counterEvidence(older, newer, { pairing: pairPatches(older, newer), declared }).map(
    ({ text }) => text,
  );
}
const other = [aPatch("x", { files: ["net/other.c"], title: "net: another thing altogether" })];

describe("counterEvidence", () => {
  test.each([
    [
      "different change-ids",
      aRevision("a", { changeId: "x" }),
      aRevision("b", { version: 2, changeId: "y" }),
      "different change-ids",
    ],
    [
      "a stable tree",
      aRevision("a"),
      aRevision("b", { version: 2, tags: ["5.10"] }),
      "another branch",
    ],
    ["one number twice", aRevision("a"), aRevision("b", { patches: other }), "both are v1"],
    ["disjoint files", aRevision("a"), aRevision("b", { version: 2, patches: other }), "no file"],
    [
      "v1 after v7",
      aRevision("a", { version: 7, postedAt: MONDAY }),
      aRevision("b", { postedAt: MONDAY + DAY }),
      "v1 came after v7",
    ],
    [
      "years",
      aRevision("a"),
      aRevision("b", { version: 2, postedAt: MONDAY + 1_200 * DAY }),
      "years apart",
    ],
    [
      "a revert",
      aRevision("a", { title: 'Revert "widget: mend the torn gear teeth"' }),
      aRevision("b", { title: "widget: mend the torn gear teeth", version: 2 }),
      "takes back",
    ],
    [
      "pull requests",
      aRevision("a", { tags: ["git", "pull"] }),
      aRevision("b", { tags: ["git", "pull"], version: 2 }),
      "pull requests",
    ],
  ])("%s", (_, a, b, start) => {
    expect(against(a, b).some((text) => text.includes(start))).toBe(true);
  });

  test("the same patches sent once more do not rival each other", () => {
    const patch = aPatch("a", { patchId: "same" });
    const [a, b] = ["a", "b"].map((id) =>
      aRevision(id, { patches: [{ ...patch, messageId: id }] }),
    );
    expect(a && b && against(a, b)).toEqual([]);
  });

  test("what the author says outweighs numbers and files", () => {
    expect(against(aRevision("a"), aRevision("b", { patches: other }), true)).toEqual([]);
  });

  test("a revert of a revert does what the first patch did", () => {
    const title = "widget: mend the torn gear teeth";
    const twice = aRevision("b", { version: 2, title: `Revert "Revert "${title}""` });
    expect(against(aRevision("a", { title }), twice)).toEqual([]);
  });

  test("the next number under one telling title may try another file", () => {
    const weights = (title: string) => {
      const [a, b] = [
        traitsOf(aRevision("a", { title })),
        traitsOf(
          aRevision("b", { title, version: 2, patches: [aPatch("b", { title, files: ["b.c"] })] }),
        ),
      ];
      return counterEvidence(a, b, { pairing: pairPatches(a, b), declared: false }).map(
        ({ weight }) => weight,
      );
    };
    expect(weights("widget: mend the torn gear teeth")).toEqual([-1.5]);
    expect(weights("fix build")).toEqual([-3]);
  });
});
