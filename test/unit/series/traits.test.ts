import { expect, test } from "vitest";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision } from "./builders.ts";

test("traits know whether a posting is whole and which branch it is for", () => {
  const revision = aRevision("c", {
    total: 2,
    cover: "c",
    patches: [aPatch("1")],
    title: "[for 5.15/5.10] widget: mend",
  });
  expect(traitsOf(revision)).toMatchObject({ full: false, sideline: "5.10 5.15" });
  expect(traitsOf(revision)).toBe(traitsOf(revision));
});
