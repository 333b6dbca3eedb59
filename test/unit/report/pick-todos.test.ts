import { expect, test } from "vitest";
import { isWanted, orderTodos, type TodoFilter } from "../../../src/report/pick-todos.ts";
import { aPerson, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../support/views.ts";

const { series } = aSeriesView();
const rows = [
  aTodo({ text: "open", raisedAt: daysBefore(5), confidence: 0.7 }),
  aTodo({ text: "carried", raisedAt: daysBefore(40), state: "carried", confidence: 0.9 }),
  aTodo({ text: "settled", state: "resolved" }),
  aTodo({ text: "promise", kind: "promise", ownerName: "Rita Reviewer", raisedAt: 0 }),
].map((todo) => ({ series, todo }));

const picked = (filter: TodoFilter): string[] =>
  rows.filter((row) => isWanted(row, filter, NEXT_MONDAY)).map(({ todo }) => todo.text);

test.each<[string, TodoFilter, string[]]>([
  ["nothing asked: what is open", {}, ["open", "carried", "promise"]],
  ["several states", { states: ["carried", "resolved"] }, ["carried", "settled"]],
  ["kinds", { kinds: ["promise", "gap"] }, ["promise"]],
  ["old ones; of unknown age is none", { minAge: 30 }, ["carried"]],
  ["new ones", { maxAge: 5 }, ["open"]],
  ["sure ones", { minConfidence: 0.9 }, ["carried", "promise"]],
  ["owed by", { owner: aPerson("Ada Author") }, ["open", "carried"]],
  ["said by", { saidBy: aPerson("Rita Reviewer") }, ["open", "carried", "promise"]],
  ["either", { person: aPerson("Ada Author") }, ["open", "carried"]],
])("%s", (_, filter, texts) => {
  expect(picked(filter)).toEqual(texts);
});

test("oldest or surest first, and no more than asked for", () => {
  const texts = (sort: "age" | "confidence", limit: number) =>
    orderTodos(rows.slice(0, 3), { sort, limit }).map(({ todo }) => todo.text);
  expect(texts("age", 2)).toEqual(["carried", "settled"]);
  expect(texts("confidence", 1)).toEqual(["carried"]);
});
