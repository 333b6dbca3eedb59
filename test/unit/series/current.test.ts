import { expect, test } from "vitest";
import { currentPatches, isPartial, lastWholeIndex } from "../../../src/series/current.ts";
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

test("a part is less than half of what it counts, without a cover", () => {
  const of = (count: number, fields = {}) =>
    isPartial(
      aRevision("x", {
        total: 4,
        patches: Array.from({ length: count }, (_, at) => aPatch(`x${at}`, { position: at + 1 })),
        ...fields,
      }),
    );
  expect([of(1), of(2)]).toEqual([true, false]);
  expect(of(1, { cover: "c" })).toBe(false);
  expect(of(1, { total: 1 })).toBe(false);
  expect(of(0, { total: 1 })).toBe(false);
  expect(of(1, { total: null })).toBe(false);
  expect(of(0, { ghost: true })).toBe(false);
});
