import { expect, test } from "vitest";
import { renderHits } from "../../../src/report/search.ts";
import { MONDAY } from "../../support/messages.ts";

const hit = {
  messageId: "a@example.org",
  subject: "[PATCH] \u001b[31mred\u001b[0m",
  from: { name: "Ada Example", email: "ada@example.org" },
  at: MONDAY,
  lists: ["widget-dev"],
  kind: "patch" as const,
  thread: "a@example.org",
  version: 1,
  series: "abc",
  subjectMarks: [],
  excerpt: "the place that was found",
  excerptMarks: [[4, 9]] as const,
};

test("a hit tells subject, who, when, where, the place found and the message-id", () => {
  const text = renderHits([hit], { width: 80 });
  for (const part of [
    "[PATCH]",
    "2025-02-03",
    "Ada Example",
    "widget-dev",
    "the place",
    "a@example.org",
  ]) {
    expect(text).toContain(part);
  }
});

test("escape sequences of a mail do not reach the terminal", () => {
  expect(renderHits([hit])).not.toContain("\u001b");
});

test("a long subject is cut to the width", () => {
  const lines = renderHits([{ ...hit, subject: "x".repeat(500) }], { width: 60 }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});
