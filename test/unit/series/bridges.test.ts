import { expect, test } from "vitest";
import type { Link } from "../../../src/model/series.ts";
import { findBridges } from "../../../src/series/bridges.ts";
import { aRevision, shuffled } from "./builders.ts";

const link = (older: string, newer: string, decision: Link["decision"] = "linked"): Link => ({
  older,
  newer,
  decision,
  evidence: [],
});
const revisions = ["a", "b", "c", "d"].map((id, at) => aRevision(id, { version: at + 1 }));

// a --- c --- d
//      /
//    b
test("the revision that is linked to two parts joined them", () => {
  const links = [link("a", "c"), link("b", "c"), link("c", "d"), link("a", "d")];
  expect(findBridges(revisions, links)).toEqual([{ revision: "c", parts: [["a"], ["b"]] }]);
  expect(findBridges(shuffled(revisions), links)).toHaveLength(1);
});

test("nothing was joined where each follows the one before it, or is only possibly the same", () => {
  expect(findBridges(revisions, [link("a", "b"), link("b", "c"), link("a", "c")])).toEqual([]);
  expect(findBridges(revisions, [link("a", "c"), link("b", "c", "possible")])).toEqual([]);
});

test("of two posted in one second the lower id came first", () => {
  const [a, b, c] = ["a", "b", "c"].map((id) => aRevision(id, { postedAt: 1 }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("no revisions");
  const links = [link("a", "b"), link("a", "c")];
  expect(findBridges([c, b, a], links)).toEqual([]);
  expect(findBridges([c, b, a], [link("a", "c"), link("b", "c")])).toMatchObject([
    { revision: "c" },
  ]);
});
