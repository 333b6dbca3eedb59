import { expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import { renderLinks, renderTodoTable } from "../../../src/report/series-tables.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const revisions = [1, 2, 3].map((version) => aRevision({ version }));

// Three revisions: what the columns v1 v2 v3 show of a TODO.
test.each<[Partial<Todo>, string]>([
  [{ raisedOn: 1, state: "carried" }, "o  >  >"],
  [{ raisedOn: 2, state: "carried" }, ".  o  >"],
  [{ raisedOn: 3, state: "open" }, ".  .  o"],
  [{ raisedOn: 1, state: "resolved", settledIn: 2 }, "o  x  ."],
  [{ raisedOn: 1, state: "resolved", settledIn: 3 }, "o  >  x"],
  [{ raisedOn: 2, state: "answered" }, ".  x  ."],
])("%j is drawn as %j", (fields, cells) => {
  const view = aSeriesView({ revisions, todos: [aTodo(fields)] });
  const line = renderTodoTable(view, {})[2] ?? "";
  expect(
    line
      .trim()
      .replace(/ +\S+$/u, "")
      .trim(),
  ).toBe(cells);
});

test("columns are revisions by label: RFC v1 and v1 are two", () => {
  const twice = [
    aRevision({ label: "RFC v1", rfc: true, postedAt: daysBefore(40) }),
    aRevision({ label: "v1", slug: "again", postedAt: daysBefore(20) }),
    aRevision({ label: "v1 RESEND", slug: "resent", resend: true, postedAt: daysBefore(15) }),
    aRevision({ version: 2, postedAt: daysBefore(10) }),
  ];
  const settled = { state: "resolved", settledIn: 1 } as const;
  const at = daysBefore(20);
  const todos = [
    aTodo({ raisedAt: daysBefore(30), state: "carried" }),
    aTodo({ raisedAt: daysBefore(12) }),
    aTodo({
      ...settled,
      raisedAt: daysBefore(30),
      history: [{ state: "resolved", messageId: "m@example.org", text: "", at }],
    }),
  ];
  const lines = renderTodoTable(aSeriesView({ revisions: twice, todos }), {});
  expect(lines[1]).toBe("  RFC v1 v1 v2");
  expect(lines.filter((line) => /^ {2}[ox.]/.test(line))).toEqual([
    "  o      >  >  carried",
    "  .      o  >  open",
    "  o      x  .  resolved",
  ]);
});

test("open ones come first, and the evidence of a state is quoted with its mail", () => {
  const todos = [
    aTodo({ state: "resolved", evidence: "v2: add the tag", evidenceMessageId: "v2@example.org" }),
    aTodo({ text: "Still to do." }),
  ];
  const text = renderTodoTable(aSeriesView({ revisions, todos }), {}).join("\n");
  expect(text.indexOf("Still to do.")).toBeLessThan(text.indexOf("This needs"));
  expect(text).toContain('resolved: "v2: add the tag"\n      v2@example.org');
});

test("a series without links says so", () => {
  expect(renderLinks(aSeriesView(), 80)).toEqual(["  no links: 1 revision"]);
});
