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

/** The first weight against it, and how it begins. */
function weightOf(
  a: ReturnType<typeof aRevision>,
  b: ReturnType<typeof aRevision>,
  start: string,
  declared = false,
): number | undefined {
  const [older, newer] = [traitsOf(a), traitsOf(b)];
  const pairing = pairPatches(older, newer);
  return counterEvidence(older, newer, { pairing, declared }).find(({ text }) =>
    text.startsWith(start),
  )?.weight;
}

describe("how much speaks against it", () => {
  const years = (days: number) =>
    weightOf(
      aRevision("a", { postedAt: MONDAY }),
      aRevision("b", { version: 2, postedAt: MONDAY + days * DAY }),
      `${Math.round(days / 365)} years`,
    );
  const back = (fields = {}) =>
    weightOf(
      aRevision("a", { version: 7, postedAt: MONDAY }),
      aRevision("b", { postedAt: MONDAY + DAY, ...fields }),
      "v1 ",
    );

  test("change-ids that differ part all but what the author declares", () => {
    const [a, b] = [aRevision("a", { changeId: "x" }), aRevision("b", { changeId: "y" })];
    expect(weightOf(a, b, "different")).toBe(-20);
    expect(weightOf(a, b, "different", true)).toBe(-9);
    expect(weightOf(a, aRevision("b", { changeId: "x" }), "different")).toBeUndefined();
    expect(weightOf(aRevision("a"), b, "different")).toBeUndefined();
  });

  test("branches of work and pull requests stay apart whatever is declared", () => {
    const pull = (id: string, version = 1) => aRevision(id, { version, tags: ["pull"] });
    expect(weightOf(pull("a"), pull("b", 2), "pull requests", true)).toBe(-20);
    expect(weightOf(aRevision("a"), pull("b", 2), "pull requests")).toBeUndefined();
    const stable = aRevision("b", { tags: ["5.10"] });
    expect(weightOf(aRevision("a"), stable, "another branch", true)).toBe(-20);
  });

  test("each whole year apart counts one, up to three", () => {
    expect([366, 740, 1_200, 9_000].map(years)).toEqual([-1, -2, -3, -3]);
    expect(years(365)).toBeUndefined();
  });

  test("a lower number that came later, more so where no file is shared", () => {
    expect(back()).toBe(-2.5);
    expect(back({ patches: other })).toBe(-5);
    for (const fields of [{ resend: true }, { rfc: true }, { postedAt: MONDAY }])
      expect(back(fields)).toBeUndefined();
  });

  test("one number twice, unless it is sent again or the RFC of the other", () => {
    const twice = (fields = {}) =>
      against(aRevision("a"), aRevision("b", { patches: other, ...fields })).some((text) =>
        text.startsWith("both are"),
      );
    expect([twice(), twice({ resend: true }), twice({ rfc: true })]).toEqual([true, false, false]);
    expect(twice({ version: 2 })).toBe(false);
  });

  test("the same titles over the same lines are the same content, either alone is not", () => {
    const sketch = [1, 2, 3, 4, 5];
    const [title, retitled] = ["widget: oil the gears", "widget: oil all those gears"];
    const rivals = (fields: Parameters<typeof aPatch>[1]) =>
      against(
        aRevision("a", { patches: [aPatch("a", { title, sketch })] }),
        aRevision("b", { patches: [aPatch("b", { title, sketch, ...fields })] }),
      ).some((text) => text.startsWith("both are"));
    expect(rivals({})).toBe(false);
    expect(rivals({ title: retitled })).toBe(true);
    expect(rivals({ sketch: [6, 7, 8, 9] })).toBe(true);
  });

  test("a single patch whose lines are all others", () => {
    const one = (id: string, sketch: number[]) =>
      aRevision(id, {
        version: id === "a" ? 1 : 2,
        patches: [aPatch(id, { title: "widget: oil the gears", sketch })],
      });
    expect(weightOf(one("a", [1, 2, 3]), one("b", [4, 5, 6]), "no changed line")).toBe(-1);
    expect(weightOf(one("a", [1, 2, 3]), one("b", [1, 2, 3]), "no changed line")).toBeUndefined();
    expect(weightOf(one("a", []), one("b", []), "no changed line")).toBeUndefined();
  });
});

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
