import { expect, test } from "vitest";
import { finishBody } from "../../../src/mail/body.ts";
import { MAX_BODY_CHARS, MAX_BODY_LINES } from "../../../src/limits.ts";

test.each([
  ["a\r\nb\r\r\nc\rd", "a\nb\nc\nd\n"],
  ["a\n\n \n\n", "a\n"],
  ["", ""],
  ["\n\n", ""],
  ["\n  indented", "\n  indented\n"],
])("%j becomes %j", (text, body) => {
  expect(finishBody(text)).toEqual({ body, diagnostics: [] });
});

test.each([
  ["characters", "x".repeat(MAX_BODY_CHARS + 1)],
  ["lines", "x\n".repeat(MAX_BODY_LINES + 1)],
])("too many %s are cut and told", (_, text) => {
  const { body, diagnostics } = finishBody(text);
  expect(body.length).toBeLessThanOrEqual(text.length);
  expect(diagnostics.map(({ code }) => code)).toEqual(["body-truncated"]);
});

test("as many lines as are allowed are not cut", () => {
  expect(finishBody("x\n".repeat(MAX_BODY_LINES)).diagnostics).toEqual([]);
});
