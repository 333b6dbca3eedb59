import { expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import { renderLinks, renderTodoTable } from "../../../src/report/series-tables.ts";
import { aRevision, aSeriesView, aTodo } from "../../support/views.ts";

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
