import type { Mailbox } from "../model/mail.ts";
import type { TodoRow } from "../model/report.ts";
import type { Series } from "../model/series.ts";
import { OPEN_TODO_STATES, type Todo, type TodoKind, type TodoState } from "../model/todo.ts";
import { byAge } from "./digest-todo.ts";
import { samePerson } from "../people.ts";
import { owes } from "./whose.ts";
import { daysBetween } from "./words.ts";

export const TODO_SORTS = ["age", "confidence"] as const;
export type TodoSort = (typeof TODO_SORTS)[number];

/** Which TODOs are wanted; what is left out is not asked about. */
export interface TodoFilter {
  readonly kinds?: readonly TodoKind[];
  /** Those in which somebody has to act, unless told. */
  readonly states?: readonly TodoState[];
  readonly minConfidence?: number;
  /** Whole days, counted to `asOf`; a TODO of unknown age has none and is left out. */
  readonly minAge?: number;
  readonly maxAge?: number;
  readonly owner?: Mailbox;
  readonly saidBy?: Mailbox;
  /** Who owes it or said it. */
  readonly person?: Mailbox;
}

/** How the TODOs are put in order. */
export interface TodoOrder {
  /** Oldest first, or surest first. */
  readonly sort: TodoSort;
  readonly limit?: number;
}

/** A TODO and whose series it is about: all that a filter looks at. */
export interface OwnedTodo {
  readonly series: Pick<Series, "author">;
  readonly todo: Todo;
}

function ageFits(row: OwnedTodo, filter: TodoFilter, asOf: number): boolean {
  const { minAge = 0, maxAge = Infinity } = filter;
  if (filter.minAge === undefined && filter.maxAge === undefined) return true;
  if (row.todo.raisedAt === 0) return false;
  const days = daysBetween(row.todo.raisedAt, asOf);
  return days >= minAge && days <= maxAge;
}

function whoFits({ series, todo }: OwnedTodo, { owner, saidBy, person }: TodoFilter): boolean {
  if (owner !== undefined && !owes(series, todo, owner)) return false;
  if (saidBy !== undefined && !samePerson(saidBy, todo.saidBy)) return false;
  if (person === undefined) return true;
  return owes(series, todo, person) || samePerson(person, todo.saidBy);
}

/** True when a TODO is one of those wanted; ages are counted to `asOf`, Unix seconds. */
export function isWanted(row: OwnedTodo, filter: TodoFilter, asOf: number): boolean {
  const { todo } = row;
  const states = filter.states ?? [...OPEN_TODO_STATES];
  return (
    states.includes(todo.state) &&
    (filter.kinds === undefined || filter.kinds.includes(todo.kind)) &&
    todo.confidence >= (filter.minConfidence ?? 0) &&
    ageFits(row, filter, asOf) &&
    whoFits(row, filter)
  );
}

/** Compares TODOs for an order: oldest or surest first, equal ones by age and id. */
export function compareTodos(
  sort: TodoSort,
): (left: Pick<TodoRow, "todo">, right: Pick<TodoRow, "todo">) => number {
  return (left, right) =>
    (sort === "confidence" ? right.todo.confidence - left.todo.confidence : 0) ||
    byAge(left.todo, right.todo);
}

/** TODOs in order, the first `limit` of them. */
export function orderTodos(rows: readonly TodoRow[], order: TodoOrder): TodoRow[] {
  return rows.toSorted(compareTodos(order.sort)).slice(0, order.limit);
}
