import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { joinArguments } from "../../../src/app/view/search.ts";
import { parseQuery } from "../../../src/search/parse.ts";
import { findPrefix, PREFIXES } from "../../../src/search/fields.ts";
import { MONDAY } from "../../support/messages.ts";

const text = readFileSync("docs/search.md", "utf8");
/** The first cell of each row under a heading of queries and prefixes. */
const examples = text
  .split(/^## /m)
  .filter((section) => /^(?:Words|Where|Dates|What)/.test(section))
  .flatMap((section) => [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1] ?? ""));
const commands = [...text.matchAll(/^patchtrail search (.+?)(?: --.*)?$/gm)].map(
  (line) => line[1] ?? "",
);

test("the page has examples", () => {
  expect(examples.length).toBeGreaterThan(60);
  expect(commands.length).toBeGreaterThan(3);
});

test.each([...examples, ...commands])("%s is a query", (query) => {
  expect(parseQuery(query, MONDAY).fault).toBeNull();
  expect(parseQuery(joinArguments(query.split(" ")), MONDAY).fault).toBeNull();
});

test("every prefix is on the page", () => {
  for (const name of PREFIXES.keys()) expect(text).toContain(`\`${name}:`);
});

test("every prefix on the page is one", () => {
  const told = [...text.matchAll(/`([a-z]+):(?=[^/`]*`)/g)].map(([, name = ""]) => name);
  const unknown = told.filter((name) => findPrefix(name) === undefined);
  // Words that only look like prefixes, and a key of the configuration.
  expect([...new Set(unknown)].sort()).toEqual(["mm", "search", "stat", "std"]);
});
