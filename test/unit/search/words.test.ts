import { expect, test } from "vitest";
import { inflections, wordsOf } from "../../../src/search/words.ts";

test.each([
  ["drop", ["dropped", "dropping", "drops"]],
  ["dropping", ["drop", "dropped", "drops"]],
  ["removed", ["remove", "removes", "removing"]],
  ["copies", ["copy", "copied", "copying"]],
  ["match", ["matches", "matched", "matching"]],
  ["matches", ["match", "matching"]],
  ["caches", ["cache", "cached", "caching"]],
  ["fix", ["fixes", "fixed", "fixing"]],
  ["patches", ["patch"]],
  ["Leaking", ["leak", "leaks", "leaked"]],
])("forms of %s", (word, forms) => {
  const all = inflections(word);
  expect(all[0]).toBe(word.toLowerCase());
  for (const form of forms) expect(all).toContain(form);
  expect(all.length).toBeLessThan(25);
});

test("words are cut as the index cuts them", () => {
  expect(wordsOf("foo->bar_baz(0x1F), Thomas Weißschuh <t@e.org>")).toEqual([
    "foo",
    "bar_baz",
    "0x1F",
    "Thomas",
    "Weißschuh",
    "t",
    "e",
    "org",
  ]);
});
