import { expect, test } from "vitest";
import { indexRows } from "../../../src/todo/row-index.ts";

test("each id has its place, ids not in the list have none", () => {
  const ids = Int32Array.from({ length: 1_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) | 0);
  const index = indexRows(ids);
  expect(index.ids).toEqual(ids);
  expect(Array.from(ids, (id) => index.get(id))).toEqual(Array.from(ids.keys()));
  expect(index.get(0)).toBeUndefined();
});

test("ids with the same low bits do not hide each other", () => {
  const index = indexRows(Int32Array.from([0x10000, 0x20000, -0x10000]));
  expect([0x10000, 0x20000, -0x10000, 0x30000].map((id) => index.get(id))).toEqual([
    0,
    1,
    2,
    undefined,
  ]);
});
