import { describe, expect, test } from "vitest";
import { contentEvidence } from "../../../src/series/content-evidence.ts";
import { pairPatches } from "../../../src/series/pair-patches.ts";
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
