import { describe, expect, test } from "vitest";
import { contentEvidence } from "../../../src/series/content-evidence.ts";
import { type Pairing, pairPatches } from "../../../src/series/pair-patches.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision, DAY, MONDAY } from "./builders.ts";

test("another author weakens evidence of content", () => {
  const [a, b] = [traitsOf(aRevision("a")), traitsOf(aRevision("b", { version: 2 }))];
  const pairing = pairPatches(a, b);
  const sum = (samePeople: boolean) =>
    contentEvidence(a, b, { pairing, samePeople }).reduce((total, { weight }) => total + weight, 0);
  expect(sum(true)).toBeGreaterThan(sum(false));
});

describe("the next number of one author", () => {
  const sum = (older: ReturnType<typeof aRevision>, newer: ReturnType<typeof aRevision>) => {
    const [a, b] = [traitsOf(older), traitsOf(newer)];
    return contentEvidence(a, b, { pairing: pairPatches(a, b), samePeople: true }).reduce(
      (total, { weight }) => total + weight,
      0,
    );
  };
  const v1 = aRevision("a", { title: "widget: oil gears", postedAt: MONDAY });
  const retitled = (fields = {}) =>
    aRevision("b", {
      version: 2,
      title: "widget: cease to squeak",
      postedAt: MONDAY + DAY,
      ...fields,
    });

  test("for the very same file counts whatever its title", () => {
    expect(sum(v1, retitled())).toBeCloseTo(3.1);
  });

  test.each([
    ["months later", { postedAt: MONDAY + 100 * DAY }],
    ["another file as well", { patches: [aPatch("b", { files: ["a.c", "b.c"] })] }],
    ["a number that does not follow", { version: 4 }],
  ])("%s does not", (_, fields) => {
    expect(sum(v1, retitled(fields))).toBe(0);
  });
});

describe("weights", () => {
  const NONE: Pairing = {
    titles: 0,
    paired: 0,
    alike: 0,
    equal: 0,
    unlike: 0,
    near: 0,
    nearness: 0,
    smaller: 2,
    larger: 4,
    example: null,
    telling: true,
  };
  const patches = (files: readonly string[]) => [aPatch("p", { files })];
  const older = aRevision("a", { title: "widget: oil gears", cover: "a", postedAt: MONDAY });
  const newer = aRevision("b", {
    title: "gear health",
    version: 3,
    cover: "b",
    postedAt: MONDAY + DAY,
  });
  type Parts = { older?: object; newer?: object; samePeople?: boolean };
  const weigh = (pairing: Partial<Pairing>, { samePeople = true, ...parts }: Parts = {}) =>
    contentEvidence(
      traitsOf({ ...older, ...parts.older }),
      traitsOf({ ...newer, ...parts.newer }),
      {
        pairing: { ...NONE, ...pairing },
        samePeople,
      },
    ).map(({ kind, weight }) => [kind, weight]);

  test.each([
    ["widget: mend the torn gear teeth", true, 4],
    ["widget: mend the torn gear teeth", false, 2],
    ["fix build", true, 3],
    ["fix build", false, 0.5],
    ["", true, null],
  ])("the title %j of the same people (%s): %j", (title, samePeople, weight) => {
    const found = weigh({}, { older: { title }, newer: { title }, samePeople });
    expect(found).toEqual(weight === null ? [] : [["same-title", weight]]);
  });

  test.each<[string, Partial<Pairing>, [number, number]]>([
    ["all patches of one title", { titles: 4, smaller: 4 }, [4, 2.5]],
    ["two of two and four", { titles: 2 }, [3.1, 1.94]],
    ["one of two and four", { titles: 1 }, [1.55, 0.97]],
    ["titles that tell little", { titles: 4, smaller: 4, telling: false }, [3, 1.88]],
  ])("%s", (_, pairing, [same, others]) => {
    expect(weigh(pairing)).toEqual([["member-title", same]]);
    expect(weigh(pairing, { samePeople: false })).toEqual([["member-title", others]]);
  });

  test("a single patch of the same title is told by its title alone", () => {
    const single = { titles: 1, smaller: 1, larger: 1 };
    expect(weigh(single, { older: { cover: null }, newer: { cover: null } })).toEqual([]);
    expect(weigh(single, { older: { cover: null } })).toEqual([["member-title", 4]]);
    expect(weigh(single, { newer: { cover: null } })).toEqual([["member-title", 4]]);
  });

  test.each<[string, Partial<Pairing>, [number, number]]>([
    ["all change the same lines", { alike: 4, smaller: 4 }, [3.5, 2.5]],
    ["all have the same patch-id", { equal: 4, smaller: 4 }, [3.5, 2.5]],
    ["one of two and four", { alike: 1 }, [1.4, 1]],
  ])("%s", (_, pairing, [same, others]) => {
    expect(weigh(pairing)).toEqual([["content", same]]);
    expect(weigh(pairing, { samePeople: false })).toEqual([["content", others]]);
  });

  test.each<[string, Partial<Pairing>, [number, number]]>([
    ["all have nearly the same title", { near: 4, smaller: 4, nearness: 1 }, [3.6, 1.8]],
    ["half the words", { near: 4, smaller: 4, nearness: 0.5 }, [1.8, 0.9]],
    ["one of two and four", { near: 1, nearness: 1 }, [1.44, 0.72]],
  ])("%s", (_, pairing, [same, others]) => {
    expect(weigh(pairing)).toEqual([["member-title", same]]);
    expect(weigh(pairing, { samePeople: false })).toEqual([["member-title", others]]);
  });

  test.each<[string, Partial<Pairing>]>([
    ["alike", { alike: 1 }],
    ["near", { near: 1, nearness: 1 }],
    ["paired by a telling title", { paired: 1 }],
  ])("the next number of the same people follows what is %s", (_, pairing) => {
    const follows = (version: number, samePeople = true) =>
      weigh(pairing, { newer: { version }, samePeople }).some(([, weight]) => weight === 1.6);
    expect(follows(2)).toBe(true);
    expect(follows(3)).toBe(false);
    expect(follows(2, false)).toBe(false);
  });

  test("the next number follows nothing of a vague title", () => {
    expect(weigh({ paired: 1, telling: false }, { newer: { version: 2 } })).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[], boolean]>([
    ["the very same files", ["a.c", "b.c"], ["b.c", "a.c"], true],
    ["as many others", ["a.c", "b.c"], ["a.c", "c.c"], false],
    ["no files", [], [], false],
  ])("the next number of a single patch for %s", (_, before, after, counts) => {
    const found = weigh(
      { smaller: 1, larger: 1 },
      { older: { patches: patches(before) }, newer: { version: 2, patches: patches(after) } },
    );
    expect(found).toEqual(
      counts
        ? [
            ["content", 1.5],
            ["content", 1.6],
          ]
        : [],
    );
  });

  test("evidence names the patch that pairs, else the posting", () => {
    const mail = (pairing: Partial<Pairing>) =>
      contentEvidence(traitsOf(older), traitsOf(newer), {
        pairing: { ...NONE, alike: 1, ...pairing },
        samePeople: true,
      })[0]?.messageId;
    expect(mail({ example: aPatch("p7") })).toBe("p7");
    expect(mail({})).toBe("b");
  });
});
