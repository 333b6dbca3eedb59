import { expect, test } from "vitest";
import { currentPatches, lastWholeIndex } from "../../../src/series/current.ts";
import { aPatch, aRevision } from "./builders.ts";

const whole = aRevision("c", {
  cover: "c",
  total: 3,
  patches: [1, 2, 3].map((position) => aPatch(`p${position}`, { position })),
});
const part = aRevision("p2b", { version: 2, total: 3, patches: [aPatch("p2b", { position: 2 })] });

test("a patch re-rolled alone replaces just that patch", () => {
  expect(lastWholeIndex([whole, part])).toBe(0);
  expect(
    currentPatches([whole, part]).map(({ patch, revision }) => [patch.messageId, revision]),
  ).toEqual([
    ["p1", 0],
    ["p2b", 1],
    ["p3", 0],
  ]);
});

test("a whole re-roll replaces all", () => {
  const next = aRevision("d", { version: 2, patches: [aPatch("d")] });
  expect(currentPatches([whole, part, next]).map(({ patch }) => patch.messageId)).toEqual(["d"]);
});

test("a series seen in parts only has its last part", () => {
  expect(lastWholeIndex([part])).toBe(0);
});
