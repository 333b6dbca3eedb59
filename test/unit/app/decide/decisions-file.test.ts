import { expect, test } from "vitest";
import { parseDecisions } from "../../../../src/app/decide/decisions-file.ts";

const link = {
  kind: "link",
  subject: "a@example.org",
  object: "b@example.org",
  note: null,
  decided_by: "carla",
  decided_at: "2025-02-03T00:00:01Z",
};
const line = (fields: object) => JSON.stringify({ ...link, ...fields });

test("one decision a line; empty lines, unknown fields and carriage returns are no harm", () => {
  const text = `${line({ further: 1 })}\r\n\n${line({ kind: "todo-done", subject: "t1", object: undefined })}\n`;
  expect(parseDecisions(text, "f")).toEqual([
    {
      kind: "link",
      subject: "a@example.org",
      object: "b@example.org",
      note: null,
      decidedBy: "carla",
      decidedAt: Date.UTC(2025, 1, 3, 0, 0, 1) / 1000,
    },
    expect.objectContaining({ kind: "todo-done", subject: "t1", object: null }),
  ]);
});

test.each([
  ["no JSON", "{", "JSON object"],
  ["an array", "[]", "JSON object"],
  ["a kind of ours alone", line({ kind: "merge" }), '"kind"'],
  ["no subject", line({ subject: "" }), '"subject"'],
  ["a subject without end", line({ subject: "a".repeat(2_000) }), '"subject"'],
  ["half a pair", line({ object: null }), '"object"'],
  ["a person where none belongs", line({ kind: "todo-done" }), '"object"'],
  ["a note that is no text", line({ note: 7 }), '"note"'],
  ["a note without end", line({ note: "n".repeat(2_000) }), '"note"'],
  ["a name that is none", line({ decided_by: {} }), '"decided_by"'],
  ["a number for a time", line({ decided_at: 1_700_000_000 }), '"decided_at"'],
  ["a day that is none", line({ decided_at: "2025-99-99T00:00:00Z" }), '"decided_at"'],
])("%s is refused, with its line", (_, bad, why) => {
  expect(() => parseDecisions(`${line({})}\n${bad}\n`, "file.jsonl")).toThrow(
    new RegExp(`^file.jsonl: line 2 .*${why}`),
  );
});
