import { expect, test } from "vitest";
import { buildDigest } from "../../../src/report/digest.ts";
import { obfuscateAddresses, obfuscateInput } from "../../../src/report/obfuscate.ts";
import { renderDigestText } from "../../../src/report/text.ts";
import { aDigestInput, aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

test.each([
  ["ask ada@example.org, please", "ask ada@…, please"],
  ["<a.b+c@x-y.example.co.uk>", "<a.b+c@…>"],
  [
    "see https://lore.kernel.org/l/20250101-x@example.org/ or ada@example.org",
    "see https://lore.kernel.org/l/20250101-x@example.org/ or ada@…",
  ],
  ["foo@bar is no address, nor is @ada", "foo@bar is no address, nor is @ada"],
  ["a@example.org,b@example.org", "a@…,b@…"],
  ["ada@example.org,https://example.org/x", "ada@…,https://example.org/x"],
  ["mailto:ada@example.org?subject=x", "mailto:ada@…?subject=x"],
  ["zoë@bücher.example", "zoë@…"],
  ["ada@\u200bexample\u2060.org", "ada@…"],
])("%s", (text, expected) => {
  expect(obfuscateAddresses(text)).toBe(expected);
});

test("no text makes it slow", () => {
  const started = Date.now();
  for (const text of ["a", "a@", "a.", "@a.", "x://", "a@a.a."]) {
    obfuscateAddresses(text.repeat(1_000_000 / text.length));
  }
  expect(Date.now() - started).toBeLessThan(5_000);
});

test("a digest loses the addresses of its words and keeps its links", () => {
  const todo = aTodo({ text: "Please Cc: eve@example.org on this.", raisedAt: daysBefore(9) });
  const view = aSeriesView({
    revisions: [
      aRevision({ title: "frob: tell bob@example.org", postedAt: daysBefore(12) }),
      aRevision({ version: 2, title: "frob: tell bob@example.org", postedAt: daysBefore(1) }),
    ],
    todos: [todo],
  });
  const input = aDigestInput([view]);
  expect(renderDigestText(buildDigest(input))).toMatch(
    /tell bob@example\.org[^]*Cc: eve@example\.org/,
  );
  const text = renderDigestText(buildDigest(obfuscateInput(input)));
  expect(text).toMatch(/tell bob@…[^]*Cc: eve@…/);
  expect(text).toContain(`https://lore.kernel.org/frob-dev/${todo.messageId}/`);
});
