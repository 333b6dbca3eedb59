import { expect, test } from "vitest";
import { ruleFaults } from "../../../src/config/rules.ts";

test.each([
  ["nothing at all", undefined],
  ["a word", "hello"],
  ["lists that are none", { lists: "widget-dev", github: { lists: 3 } }],
  ["a list that is none", { lists: [null, 7, { archives: [null, "x"] }] }],
  ["a list that GitHub may name", { lists: [{ name: "a" }], github: { lists: ["a"] } }],
])("finds no fault between values in %s", (_, data) => {
  expect(ruleFaults(data)).toEqual([]);
});

test("names each list whose name was used before", () => {
  const data = { lists: [{ name: "a" }, { name: "b" }, { name: "a" }, { name: "a" }] };
  expect(ruleFaults(data).map(({ path }) => path)).toEqual(["lists[2].name", "lists[3].name"]);
});

test.each([
  [{}, "neither"],
  [{ url: null, path: null }, "neither"],
  [{ url: "https://lists.example.org/", path: "a.mbox" }, "both"],
])("wants one of url and path in %j", (archive, found) => {
  const faults = ruleFaults({ lists: [{ name: "a", archives: [{ path: "b" }, archive] }] });
  expect(faults).toEqual([{ path: "lists[0].archives[1]", expected: "url or path", found }]);
});

test("names a person who is there twice", () => {
  const data = { github: { assignees: { "Ada Author": "ada", "ada author": "ada2" } } };
  expect(ruleFaults(data).map(({ path }) => path)).toEqual(["github.assignees.ada author"]);
});
