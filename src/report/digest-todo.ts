import type { DigestInput, DigestTodo, SeriesView } from "../model/report.ts";
import { OPEN_TODO_STATES, type Todo } from "../model/todo.ts";
import { inertText } from "./inert.ts";
import { shorten } from "./layout.ts";
import { isWorthTelling } from "./worth-telling.ts";
import {
  compareText,
  DAY_SECONDS,
  daysBetween,
  isOpen,
  labelOf,
  mailUrl,
  ownerOf,
  personName,
  quoteOf,
  span,
  whereRaised,
} from "./words.ts";

/** Below this a sentence is as often mere talk as a TODO; a digest that cries wolf is not read. */
export const MIN_DIGEST_CONFIDENCE = 0.6;
/** Nearly all sentences are whole in so many characters: half a one is not understood. */
const MAX_TODO_QUOTE = 240;
/** TODOs shown of one series in one section. */
export const MAX_TODOS_A_SERIES = 3;
/** A promise gets two weeks, a question one, before it is a loose end. */
export const PROMISE_DAYS = 14;
export const QUESTION_DAYS = 7;

/** The TODOs of a series that are sure enough for a digest; what a person dismissed never was one. */
export function sureTodos(view: Pick<SeriesView, "todos"> | undefined): Todo[] {
  return (view?.todos ?? []).filter(
    (todo) => todo.confidence >= MIN_DIGEST_CONFIDENCE && todo.state !== "dismissed",
  );
}

/** Those of them that a digest quotes (`isWorthTelling`). */
export function toldTodos(view: Pick<SeriesView, "series" | "status" | "todos">): Todo[] {
  return sureTodos(view).filter((todo) => isWorthTelling(view, todo));
}

/** Oldest first; ties by id. */
export function byAge(left: Todo, right: Todo): number {
  return left.raisedAt - right.raisedAt || compareText(left.id, right.id);
}

/**
 * True for what fell between two chairs at a moment: carried over, outlived, a promise older than
 * two weeks, a question older than one.
 */
export function isLoose(todo: Todo, at: number): boolean {
  if (todo.state === "carried" || todo.state === "outlived") return true;
  if (todo.state !== "open") return false;
  const age = at - todo.raisedAt;
  if (todo.kind === "promise") return age > PROMISE_DAYS * DAY_SECONDS;
  return todo.kind === "question" && age > QUESTION_DAYS * DAY_SECONDS;
}

/** True when the TODO was settled, by evidence, within a span of time. */
export function settledBetween(todo: Todo, from: number, to: number): boolean {
  if (isOpen(todo) || todo.state === "obsolete") return false;
  const at = todo.history.at(-1)?.at ?? null;
  return at !== null && at >= from && at < to;
}

function whyListed(view: Pick<SeriesView, "series">, todo: Todo, at: number): string {
  if (todo.state === "carried") return `still open in ${labelOf(view.series)}`;
  if (todo.state === "outlived") return "merged as it was";
  if (todo.state === "claimed") return "said to be done, not confirmed";
  if (todo.state !== "open") return settledHow(view, todo);
  if (todo.kind === "promise" && isLoose(todo, at)) return "not kept yet";
  return todo.kind === "question" ? "not answered yet" : "open";
}

function settledHow(view: Pick<SeriesView, "series">, todo: Todo): string {
  const settledIn = view.series.revisions.find((one) => one.version === todo.settledIn);
  if (todo.state === "resolved" && settledIn !== undefined) {
    return `settled in ${shorten(inertText(settledIn.label), 30)}`;
  }
  return todo.state === "resolved" ? "settled" : todo.state;
}

/** A TODO in the words of a digest, ages counted to the end of its week. */
export function digestTodo(
  view: Pick<SeriesView, "series">,
  todo: Todo,
  input: Pick<DigestInput, "week" | "list" | "linkTemplate">,
): DigestTodo {
  return {
    id: todo.id,
    text: quoteOf(todo, MAX_TODO_QUOTE),
    kind: todo.kind,
    state: todo.state,
    saidBy: personName(todo.saidBy),
    owner: ownerOf(view.series, todo),
    where: whereRaised(view.series, todo),
    ageDays: daysBetween(todo.raisedAt, input.week.to),
    why: whyListed(view, todo, input.week.to),
    messageId: todo.messageId,
    url: mailUrl(input.linkTemplate, input.list, todo.messageId),
  };
}

/** What a TODO's mail said and what is known since: `Gavin promised it on v3 2/5, 12 days ago`. */
export function todoParts(todo: DigestTodo): { readonly said: string; readonly since: string } {
  const verb = {
    request: "asked for it",
    promise: "promised it",
    question: "asked",
    gap: "left it open",
    marker: "marked it",
  }[todo.kind];
  const when = todo.ageDays === 0 ? "today" : `${span(todo.ageDays)} ago`;
  const owes =
    todo.owner !== null && todo.owner !== todo.saidBy && OPEN_TODO_STATES.has(todo.state);
  const owner = owes ? `; ${todo.owner} owes it` : "";
  return {
    said: `${todo.saidBy} ${verb} on ${todo.where}, ${when}`,
    since: `${todo.why}${owner}`,
  };
}

/** `Gavin promised it on v3 2/5, 12 days ago; still open in v7; Ada owes it`: what goes below a quote. */
export function todoLine(todo: DigestTodo): string {
  const { said, since } = todoParts(todo);
  return `${said}; ${since}`;
}
