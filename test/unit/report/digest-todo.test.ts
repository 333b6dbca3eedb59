import { expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import {
  digestTodo,
  isLoose,
  settledBetween,
  sureTodos,
  todoLine,
} from "../../../src/report/digest-todo.ts";
import {
  aDigestInput,
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
  MONDAY,
  NEXT_MONDAY,
} from "../../support/views.ts";

test.each<[Partial<Todo>, boolean]>([
  [{ state: "carried", raisedAt: daysBefore(1) }, true],
  [{ state: "outlived", raisedAt: daysBefore(1) }, true],
  [{ kind: "promise", raisedAt: daysBefore(15) }, true],
  [{ kind: "promise", raisedAt: daysBefore(14) }, false],
  [{ kind: "question", raisedAt: daysBefore(8) }, true],
  [{ kind: "question", raisedAt: daysBefore(7) }, false],
  [{ kind: "question", state: "answered", raisedAt: daysBefore(30) }, false],
  [{ kind: "request", raisedAt: daysBefore(30) }, false],
])("%j is a loose end: %s", (fields, loose) => {
  expect(isLoose(aTodo(fields), NEXT_MONDAY)).toBe(loose);
});

test("what a person dismissed never was a TODO", () => {
  expect(sureTodos(aSeriesView({ todos: [aTodo({ state: "dismissed" })] }))).toEqual([]);
});

test("only sure TODOs count", () => {
  const todos = [aTodo({ confidence: 0.59 }), aTodo({ confidence: 0.6, id: "sure" })];
  expect(sureTodos(aSeriesView({ todos })).map(({ id }) => id)).toEqual(["sure"]);
});

test.each<[Todo["state"], number, boolean]>([
  ["resolved", 2, true],
  ["declined", 2, true],
  ["resolved", 8, false],
  ["carried", 2, false],
  ["obsolete", 2, false],
])("%s %i days before the end is settled this week: %s", (state, days, settled) => {
  const history = [{ state, messageId: "m@example.org", text: "", at: daysBefore(days) }];
  expect(settledBetween(aTodo({ state, history }), MONDAY, NEXT_MONDAY)).toBe(settled);
});

test("says who, where, when, why and who owes it", () => {
  const view = aSeriesView({ revisions: [aRevision({ count: 5 }), aRevision({ version: 2 })] });
  const say = (fields: Partial<Todo>) =>
    todoLine(digestTodo(view, aTodo(fields), aDigestInput([view])));
  expect(say({ state: "carried", patch: 2 })).toBe(
    "Rita Reviewer asked for it on v1 2/5, 9 days ago; still open in v2; Ada Author owes it",
  );
  expect(say({ kind: "promise", owner: "writer", saidBy: aPerson("Ada Author"), patch: 0 })).toBe(
    "Ada Author promised it on v1, 9 days ago; open",
  );
  expect(say({ state: "resolved", settledIn: 2 })).toBe(
    "Rita Reviewer asked for it on v1 1/5, 9 days ago; settled in v2",
  );
});

test("long sentences are cut at a word", () => {
  const view = aSeriesView();
  const todo = digestTodo(view, aTodo({ text: "please fix this ".repeat(700) }), aDigestInput([]));
  expect(todo.text.length).toBeLessThanOrEqual(240);
  expect(todo.text).toMatch(/ (?:please|fix|this)…$/u);
});
