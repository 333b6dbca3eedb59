import { expect, test } from "vitest";
import { unobfuscateBody, unobfuscateLine } from "../../../src/mail/unobfuscate.ts";

test.each([
  ["Signed-off-by: Jane Doe <jane at example.org>", "Signed-off-by: Jane Doe <jane@example.org>"],
  ["> > Cc: a.b at example.org, c at example.com", "> > Cc: a.b@example.org, c@example.com"],
  ["On Monday, jane at example.org wrote:", "On Monday, jane@example.org wrote:"],
  ["-L:\tlist at lists.example.org (moderated)", "-L:\tlist@lists.example.org (moderated)"],
  [
    "[1] https://lore.kernel.org/r/20240520164624.665269-2-jane at example.org/",
    "[1] https://lore.kernel.org/r/20240520164624.665269-2-jane@example.org/",
  ],
  ["Message-ID: <1-2-jane at example.org>", "Message-ID: <1-2-jane@example.org>"],
])("%s", (line, expected) => {
  expect(unobfuscateLine(line)).toBe(expected);
});

test.each([
  "Look at foo.c for this",
  "We meet at example.org tomorrow",
  "It stops at drivers.base or so",
  "See https://example.org/page at home",
  "if (a < b at c > d)",
])("%s stays", (line) => {
  expect(unobfuscateLine(line)).toBe(line);
});

test("From lines that mbox escaped come back", () => {
  expect(unobfuscateBody("a\n>From here on\n> From quoted\n")).toBe(
    "a\nFrom here on\n> From quoted\n",
  );
});
