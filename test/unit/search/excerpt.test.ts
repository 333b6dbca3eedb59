import { expect, test } from "vitest";
import { excerptOf, marksIn, wantedWords } from "../../../src/search/excerpt.ts";
import { parseQuery } from "../../../src/search/parse.ts";

const wanted = (query: string) => {
  const parsed = parseQuery(query, 0);
  return parsed.query === null ? [] : wantedWords(parsed.query);
};
/** An excerpt with [ ] around what was looked for. */
function marked(text: string, query: string, length = 60): string {
  const { text: piece, marks } = excerptOf(text, wanted(query), length);
  return marks
    .toReversed()
    .reduce(
      (line, [from, to]) => `${line.slice(0, from)}[${line.slice(from, to)}]${line.slice(to)}`,
      piece,
    );
}

test.each([
  ["Then EEH recovers.", "eeh", "Then [EEH] recovers."],
  [
    "obj-y += eeh_driver.o\nThen eeh recovers.",
    "eeh",
    "obj-y += eeh_driver.o Then [eeh] recovers.",
  ],
  ["call foo->bar (x) now", "foo->bar()", "call [foo->bar] (x) now"],
  ["the memory\n   hotplug path", '"memory hotplug"', "the [memory hotplug] path"],
  ["kfree_sensitive(key);", "kfree_s*", "[kfree_sensitive](key);"],
  ["It was dropped.", "~drop", "It was [dropped]."],
  ["nothing of it here", "eeh", "nothing of it here"],
  ["eeh and vfio", "eeh -vfio", "[eeh] and vfio"],
])("%j, looked for %s", (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test("the piece with most of what was looked for is shown, own words before quotes", () => {
  const far = "filler ".repeat(60);
  expect(marked(`eeh ${far} eeh with vfio ${far}`, "eeh vfio")).toContain("[eeh] with [vfio]");
  expect(marked(`> quoted eeh\n${far}\nmine: eeh\n`, "eeh")).toContain("mine: [eeh]");
});

test("of an answer in which nothing was looked for, its own words are shown", () => {
  expect(marked("On Monday,\nBob wrote:\n> Why?\n>\n> How?\n\nBecause.\n", "is:reply")).toBe(
    "Because.",
  );
  expect(marked("> all\n> quoted\n", "is:reply")).toBe("all quoted");
});

test("quote marks do not part a sentence", () => {
  expect(marked("> > the memory\n> > hotplug path", "hotplug")).toBe("the memory [hotplug] path");
});

test("a text made to be slow is not", () => {
  const text = "a ".repeat(100_000);
  const before = process.cpuUsage();
  excerptOf(text, wanted("a_b a ba*"), 200);
  marksIn("ab".repeat(100_000), wanted("b ab abab"));
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
});
