import { describe, expect, test } from "vitest";
import {
  fromLineTime,
  isFormatPatchLine,
  isHeaderLine,
  isMboxFromLine,
  isPipermailFromLine,
} from "../../../src/archive/from-line.ts";

describe("the time of a From_ line", () => {
  test.each([
    ["From a@example.org Wed Jan 15 11:05:34 2025", "2025-01-15T11:05:34Z"],
    ["From a@example.org  Wed Jan  5 01:05 2025", "2025-01-05T01:05:00Z"],
    ["From a@example.org Wed Jan 15 11:05:34 2025 +0100", "2025-01-15T10:05:34Z"],
    ["From a@example.org Wed Jan 15 11:05:34 +0100 2025", "2025-01-15T10:05:34Z"],
    ["From a@example.org Wed, 15 Jan 2025 11:05:34 -0500", "2025-01-15T16:05:34Z"],
  ])("%s", (line, expected) => {
    expect(fromLineTime(line)).toBe(Date.parse(expected) / 1000);
  });

  test.each([
    "From mboxrd@z Thu Jan  1 00:00:00 1970",
    `From ${"a1".repeat(20)} Mon Sep 17 00:00:00 2001`,
    "From a@example.org Wed Jan 15 11:05:34 2099",
    "From a@example.org Wed Foo 15 11:05:34 2025",
    "From somebody",
  ])("is null where nobody can believe it: %s", (line) => {
    expect(fromLineTime(line)).toBeNull();
  });
});

test.each([
  ["From a@example.org Wed Jan 15 11:05:34 2025", true],
  ["From mboxrd@z Thu Jan  1 00:00:00 1970\r", true],
  ["From time to time I wonder about 2025", false],
  ["From Wed Jan 15 on", false],
])("mbox From_ line: %s", (line, expected) => {
  expect(isMboxFromLine(line)).toBe(expected);
});

test("a pipermail From_ line hides the address and has its own date form", () => {
  expect(isPipermailFromLine("From ann at example.org  Wed Jan 15 11:05:34 2025")).toBe(true);
  expect(isPipermailFromLine("From ann@example.org  Wed Jan 15 11:05:34 2025")).toBe(false);
  expect(isPipermailFromLine("From what we saw at work  it was Wed 15")).toBe(false);
});

test("the mark of git format-patch is told from a mail's From_ line", () => {
  expect(isFormatPatchLine(`From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001`)).toBe(true);
  expect(isFormatPatchLine("From a@example.org Mon Sep 17 00:00:00 2001")).toBe(false);
});

test.each([
  ["Subject: x", true],
  ["X-Odd : x", true],
  [">From someone", true],
  ["two words: x", false],
  ["", false],
])("header line %j", (line, expected) => {
  expect(isHeaderLine(line)).toBe(expected);
});

test("a megabyte on one line is judged at once", () => {
  const line = `From ${"a at b ".repeat(150_000)}`;
  const start = performance.now();
  isPipermailFromLine(line);
  isMboxFromLine(line);
  isHeaderLine(line);
  expect(performance.now() - start).toBeLessThan(1_000);
});
