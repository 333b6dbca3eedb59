import { expect, test } from "vitest";
import { contentEvidence } from "../../../src/series/content-evidence.ts";
import { pairPatches } from "../../../src/series/pair-patches.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aRevision } from "./builders.ts";

test("another author weakens evidence of content", () => {
  const [a, b] = [traitsOf(aRevision("a")), traitsOf(aRevision("b", { version: 2 }))];
  const pairing = pairPatches(a, b);
  const sum = (samePeople: boolean) =>
    contentEvidence(a, b, { pairing, samePeople }).reduce((total, { weight }) => total + weight, 0);
  expect(sum(true)).toBeGreaterThan(sum(false));
});
