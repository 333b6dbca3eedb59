import { expect, test } from "vitest";
import { hashOf, tokensOf } from "../../../src/todo/tokens.ts";

test("tokensOf lowers words, and takes names of code and numbers each for one class", () => {
  expect(tokensOf("Why can’t foo_bar() or kfree() take 12 bytes?")).toEqual([
    "why",
    "can't",
    "<code>",
    "or",
    "<code>",
    "take",
    "<number>",
    "bytes",
    "?",
  ]);
});

test("tokensOf stays within bounds on a line without end", () => {
  expect(tokensOf("a ".repeat(100_000))).toHaveLength(120);
  expect(tokensOf("")).toEqual([]);
});

test("hashOf is FNV-1a, signed", () => {
  expect(hashOf("")).toBe(0x811c9dc5 | 0);
  expect(hashOf("a")).toBe(0xe40c292c | 0);
  expect(hashOf("b", hashOf("a"))).toBe(hashOf("ab"));
});
