import { expect, test } from "vitest";
import { normaliseConfig } from "../../../src/config/normalise.ts";

test("GitHub takes all lists unless some are named", () => {
  const lists = [{ name: "a" }, { name: "b" }];
  expect(normaliseConfig({ lists }, {}).github.lists).toEqual(["a", "b"]);
  expect(normaliseConfig({ lists, github: { lists: ["b"] } }, {}).github.lists).toEqual(["b"]);
  expect(normaliseConfig({ lists, github: { lists: [] } }, {}).github.lists).toEqual([]);
});

test("an archive's zone wins over its list's", () => {
  const archives = [{ path: "a" }, { path: "b", zone: "UTC" }];
  const config = normaliseConfig({ lists: [{ name: "a", zone: "Europe/Oslo", archives }] }, {});
  expect(config.lists[0]?.archives.map(({ zone }) => zone)).toEqual(["Europe/Oslo", "UTC"]);
});

test("a tree's day begins at midnight UTC; without branches the one checked out is read", () => {
  const trees = [
    { name: "a", path: "x", since: "2024-02-29" },
    { name: "b", url: "file:///x" },
  ];
  expect(normaliseConfig({ trees }, {}).trees).toEqual([
    {
      name: "a",
      url: null,
      path: "x",
      branches: [],
      lists: [],
      since: Date.UTC(2024, 1, 29) / 1000,
    },
    { name: "b", url: "file:///x", path: null, branches: [], lists: [], since: null },
  ]);
});

test("zero is a value, not a missing one", () => {
  const config = normaliseConfig({ todos: { minConfidence: 0 }, github: { minAgeDays: 0 } }, {});
  expect(config.todos.minConfidence).toBe(0);
  expect(config.github.minAgeDays).toBe(0);
});
