import { describe, expect, test } from "vitest";
import { commitMessageOf } from "../../../src/patch/commit-message.ts";

describe("commitMessageOf", () => {
  test.each([
    [
      "up to the ---",
      "Why.\n\nSigned-off-by: Ada\n---\nv2: notes\n",
      ["Why.", "", "Signed-off-by: Ada"],
    ],
    ["up to the diff without one", "Why.\n\ndiff --git a/x b/x\n", ["Why."]],
    [
      "without the headers of a forwarder",
      "\nFrom: Ben <ben@example.org>\nSubject: [PATCH] a title\n  that goes on\n\nWhy.\n",
      ["Why."],
    ],
    ["below scissors", "Hi, how about this?\n\n-- >8 --\nFrom: Ben\n\nWhy.\n---\n", ["Why."]],
    ["with blank lines tidied", "\n\nWhy.  \n\n\n\nBecause.\n\n\n---\n", ["Why.", "", "Because."]],
    ["of nothing", "---\n x | 1 +\n", []],
    [
      "with what it says of a diff",
      "The diff - a long one - is below.\nSee diff -u.\n",
      ["The diff - a long one - is below.", "See diff -u."],
    ],
    ["with a list of dashes kept", "-- one\n--- x\n", ["-- one"]],
  ])("takes it %s", (_, body, message) => {
    expect(commitMessageOf(body, Infinity)).toEqual(message);
  });

  test("ends where the caller found the diff", () => {
    expect(commitMessageOf("Why.\n@@ -1 +1 @@\n-a\n+b\n", 1)).toEqual(["Why."]);
  });

  test("reads a megabyte on one line at once", () => {
    const started = performance.now();
    commitMessageOf(`${" -".repeat(500_000)}\n${"From: ".repeat(200_000)}`, Infinity);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test("below the last scissors, and below headers over several lines", () => {
  const body = "Hi.\n-- 8< --\nOld.\n-- >8 --\nSubject: one\n\tthat goes\n on\nFrom: Ben\n\nWhy.\n";
  expect(commitMessageOf(body, Infinity)).toEqual(["Why."]);
  expect(commitMessageOf("-- >8 --\nWhy.\n", Infinity)).toEqual(["Why."]);
});
