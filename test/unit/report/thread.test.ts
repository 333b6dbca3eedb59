import { expect, test } from "vitest";
import type { ThreadEntry } from "../../../src/model/readings.ts";
import { renderThread } from "../../../src/report/thread.ts";
import { withinBudget } from "../../support/budget.ts";
import { HOSTILE, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aPerson, MONDAY } from "../../support/views.ts";

function entry(messageId: string, fields: Partial<ThreadEntry> = {}): ThreadEntry {
  return {
    messageId,
    parent: null,
    subject: "[PATCH 0/2] frob: keys",
    from: aPerson("Ada Author"),
    at: MONDAY,
    kind: "cover",
    openTodos: 0,
    ...fields,
  };
}

// cover
// ├── 1/2
// │   └── Re: 1/2 (one TODO)
// └── Re: cover
// ghost
// └── lost
test("a tree, a mail a line, with ghosts and marks", () => {
  const reply = { kind: "reply" as const, from: aPerson("Ben Reviewer") };
  const entries = [
    entry("lost", {
      parent: "ghost@example.org",
      at: MONDAY + 9,
      ...reply,
      subject: "Re: something",
    }),
    entry("cover"),
    entry("p1", {
      parent: "cover",
      subject: "[PATCH 1/2] frob: one",
      kind: "patch",
      at: MONDAY + 1,
    }),
    entry("r0", {
      parent: "cover",
      subject: "Re: [PATCH 0/2] frob: keys",
      at: MONDAY + 3,
      ...reply,
    }),
    entry("r1", {
      parent: "p1",
      subject: "Re: [PATCH 1/2] frob: one",
      at: MONDAY + 2,
      openTodos: 1,
      ...reply,
    }),
  ];
  const text = renderThread(entries);
  expect(text).toMatchInlineSnapshot(`
    "2025-02-17  Ada Author: [PATCH 0/2] frob: keys
    2025-02-17    Ada Author: [PATCH 1/2] frob: one
    2025-02-17      Ben Reviewer  [1 open TODO]
    2025-02-17    Ben Reviewer
                (not seen) ghost@example.org
    2025-02-17    Ben Reviewer: Re: something
    "
  `);
  expect(renderThread(entries.toReversed())).toBe(text);
});

test("20,000 mails deep is no matter, nor a circle, nor an own parent", () => {
  const deep = Array.from({ length: 20_000 }, (_, index) =>
    entry(`m${index}`, index === 0 ? {} : { parent: `m${index - 1}`, kind: "reply" }),
  );
  expect(renderThread(deep).trimEnd().split("\n")).toHaveLength(20_000);
  const circle = [
    entry("a", { parent: "b" }),
    entry("b", { parent: "a" }),
    entry("c", { parent: "c" }),
  ];
  expect(renderThread(circle).trimEnd().split("\n")).toHaveLength(3);
});

test("20,000 answers to one mail take no time worth naming", () => {
  const wide = Array.from({ length: 20_000 }, (_, index) => entry(`m${index}`, { parent: "root" }));
  let text = "";
  expect(withinBudget(2_000, () => (text = renderThread(wide)))).toBe("in time");
  expect(text).toContain("(not seen) root");
});

test("subjects and names are inert, dates may be missing", () => {
  const text = renderThread([
    entry("x", { subject: HOSTILE, from: { name: HOSTILE, email: null }, at: 0 }),
  ]);
  expect(text).not.toMatch(UNSAFE_TEXT);
  expect(renderThread([])).toBe("No mails.\n");
});
