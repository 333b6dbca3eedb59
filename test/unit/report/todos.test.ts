import { expect, test } from "vitest";
import { renderTodos, todosJson } from "../../../src/report/todos.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../support/views.ts";

const one = aSeriesView({
  id: "s-1",
  revisions: [aRevision({ title: "frob: one", count: 3 })],
}).series;
const two = aSeriesView({ id: "s-2", revisions: [aRevision({ title: "frob: two" })] }).series;

test("grouped by series, the oldest first", () => {
  const rows = [
    { series: one, todo: aTodo({ id: "todo-n", text: "Newer.", messageId: "n@example.org" }) },
    {
      series: two,
      todo: aTodo({
        id: "todo-o",
        text: "Oldest.",
        raisedAt: daysBefore(30),
        messageId: "o@example.org",
      }),
    },
    {
      series: one,
      todo: aTodo({
        id: "todo-m",
        text: "Older.",
        patch: 2,
        raisedAt: daysBefore(20),
        messageId: "m@example.org",
      }),
    },
  ];
  const text = renderTodos(rows, { asOf: NEXT_MONDAY });
  expect(text).toMatchInlineSnapshot(`
    "3 TODOs in 2 series

    frob: two (v1)
      open request, 30 days, v1, said by Rita Reviewer, owed by Ada Author
        "Oldest."
        todo-o  o@example.org

    frob: one (v1)
      open request, 20 days, v1 2/3, said by Rita Reviewer, owed by Ada Author
        "Older."
        todo-m  m@example.org
      open request, 9 days, v1 1/3, said by Rita Reviewer, owed by Ada Author
        "Newer."
        todo-n  n@example.org
    "
  `);
  expect(renderTodos(rows.toReversed(), { asOf: NEXT_MONDAY })).toBe(text);
});

test("says why when asked, and links where it can", () => {
  const rows = [{ series: one, todo: aTodo({ messageId: "a/b@example.org" }) }];
  const text = renderTodos(rows, {
    asOf: NEXT_MONDAY,
    explain: true,
    list: "frob-dev",
    linkTemplate: "https://lore.kernel.org/{list}/{id}/",
  });
  expect(text).toContain("why: a request in a review (confidence 0.90)");
  expect(text).toContain("https://lore.kernel.org/frob-dev/a%2Fb@example.org/");
});

test("none is said, hostile ones stay harmless", () => {
  expect(renderTodos([], { asOf: NEXT_MONDAY })).toBe("No TODOs.\n");
  const { series, todos } = aHostileSeries();
  const rows = todos.map((todo) => ({ series, todo }));
  expect(renderTodos(rows, { asOf: NEXT_MONDAY, explain: true })).not.toMatch(UNSAFE_TEXT);
});

test("surest first, of how many, and nobody named who is known anyway", () => {
  const rows = [
    { series: one, todo: aTodo({ text: "Old.", raisedAt: daysBefore(50), confidence: 0.6 }) },
    { series: two, todo: aTodo({ text: "Sure.", confidence: 0.9 }) },
  ];
  const { saidBy: person } = aTodo();
  const text = renderTodos(rows, { asOf: NEXT_MONDAY, sort: "confidence", total: 7, person });
  expect(text).toMatch(/^2 of 7 TODOs in 2 series\n/);
  expect(text.indexOf("Sure.")).toBeLessThan(text.indexOf("Old."));
  expect(text).not.toContain("Rita");
});

test("JSON is one document with a version", () => {
  const rows = [{ series: one, todo: aTodo({ text: "Old.", raisedAt: 0 }) }];
  expect(JSON.parse(todosJson(rows, { asOf: NEXT_MONDAY, total: 3 }))).toMatchObject({
    format: 1,
    asOf: NEXT_MONDAY,
    total: 3,
    todos: [{ text: "Old.", ageDays: null, series: "s-1", seriesTitle: "frob: one" }],
  });
});
