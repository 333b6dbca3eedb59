import { describe, expect, test } from "vitest";
import {
  makeInferredId,
  parseInReplyTo,
  parseMessageId,
  parseReferences,
} from "../../../src/mail/message-id.ts";
import { MAX_REFERENCES } from "../../../src/limits.ts";

test.each([
  ["<A.b-1@example.org>", "A.b-1@example.org"],
  ["  < a@example.org > (comment)", "a@example.org"],
  ["a@example.org", "a@example.org"],
  ["(comment) a@example.org", "a@example.org"],
  ["<a@example.org> <b@example.org>", "a@example.org"],
  ["<no-at-sign>", "no-at-sign"],
  ["<a@example.org", "a@example.org"],
  ["<hidden@xxxxxxxxxxx>", null],
  ["", null],
  ["<>", null],
  [`<${"x".repeat(1_100)}@example.org>`, null],
])("Message-ID %j", (value, id) => {
  expect(parseMessageId(value)).toBe(id);
});

test("an id that its mailer wrote as encoded words is read whole", () => {
  const words =
    "=?utf-8?q?=3C20250203-a-series=5Fwith=5Fa=5Flong=5Fname?= =?utf-8?q?-v1-2-abc=40example=2Eorg=3E?=";
  const id = "20250203-a-series_with_a_long_name-v1-2-abc@example.org";
  expect(parseMessageId(words)).toBe(id);
  expect(parseReferences([words])).toEqual([id]);
});

describe("References", () => {
  test.each([
    [
      ["<a@x> <b@x>", "<c@x>"],
      ["a@x", "b@x", "c@x"],
    ],
    [["<a@x><b@x> <a@x>"], ["a@x", "b@x"]],
    [["a@x, b@x"], ["a@x", "b@x"]],
    [["garbage"], []],
  ])("%j", (values, ids) => {
    expect(parseReferences(values)).toEqual(ids);
  });

  test("of very many the first and the last stay", () => {
    const ids = Array.from({ length: MAX_REFERENCES + 50 }, (_, at) => `id${at}@x`);
    const found = parseReferences([ids.map((id) => `<${id}>`).join(" ")]);
    expect(found.length).toBe(MAX_REFERENCES);
    expect([found[0], found.at(-1), found.includes("id20@x")]).toEqual([
      "id0@x",
      ids.at(-1),
      false,
    ]);
  });
});

test.each([
  [["<a@x>"], ["a@x"]],
  [["a@x"], ["a@x"]],
  [["<a@x> <b@x>"], ["a@x", "b@x"]],
  [["Your message of Tue, 3 Feb <jane@example.org>"], []],
  [
    ['Message from Jane <jane@example.org> of "Tue" <20140529.1044@example.org>'],
    ["20140529.1044@example.org"],
  ],
  [["Your message of Tuesday"], []],
])("In-Reply-To %j", (values, ids) => {
  expect(parseInReplyTo(values)).toEqual(ids);
});

test("an inferred id depends on every part and on where it stands", () => {
  const ids = [
    ["a", "b"],
    ["ab", ""],
    ["a", "c"],
  ].map(makeInferredId);
  expect(new Set(ids).size).toBe(3);
  expect(makeInferredId(["a", "b"])).toBe(ids[0]);
});

test.each([
  ["<a\u0000b\u001b@example.org>", "ab@example.org"],
  // Half a surrogate pair: stored, it would never be found again.
  ["=?utf-16le?q?=00=d8?=@example.org", "\ufffd@example.org"],
])("what no database can look up is not in an id: %j", (value, id) => {
  expect(parseMessageId(value)).toBe(id);
});
