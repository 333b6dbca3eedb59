import type { SeriesView, TodoRow } from "../model/report.ts";
import type { Mailbox } from "../model/mail.ts";
import type { Series } from "../model/series.ts";
import type { SeriesRow } from "../model/store.ts";
import type { Todo } from "../model/todo.ts";
import { sureTodos } from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  fitColumns,
  PLAIN_PAINT,
  shorten,
  wrap,
  type LayoutOptions,
} from "./layout.ts";
import { renderTodos } from "./todos.ts";
import {
  agoAt,
  compareText,
  isInFlight,
  isOpen,
  labelOf,
  lastRevision,
  personName,
  titleOf,
} from "./words.ts";

/** What the status of a person is made of. */
export interface PersonStatusInput {
  readonly person: Mailbox;
  readonly views: readonly SeriesView[];
  /** Unix seconds UTC to which ages are counted. */
  readonly asOf: number;
  readonly linkTemplate?: string;
  readonly list?: string;
}

const key = (name: string | null): string => (name ?? "").normalize("NFKC").toLowerCase().trim();

/** True when two mailboxes are one person as far as address or full name can tell. */
export function isPerson(person: Mailbox, other: Mailbox | null): boolean {
  if (other === null) return false;
  if (person.email !== null && other.email !== null && key(person.email) === key(other.email)) {
    return true;
  }
  return key(person.name) !== "" && key(person.name) === key(other.name);
}

/** True when a TODO of a series is a person's to do. */
export function owes(series: Series, todo: Todo, person: Mailbox): boolean {
  if (todo.ownerName !== null) return isPerson(person, { name: todo.ownerName, email: null });
  if (todo.owner === "writer") return isPerson(person, todo.saidBy);
  return todo.owner === "patch-author" && isPerson(person, series.author);
}

function isMine(view: SeriesView, person: Mailbox): boolean {
  return isPerson(person, lastRevision(view.series)?.author ?? view.series.author);
}

function renderMoves(views: readonly SeriesView[], asOf: number, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  return views
    .toSorted(
      (left, right) =>
        left.status.lastActivityAt - right.status.lastActivityAt ||
        compareText(left.series.id, right.series.id),
    )
    .flatMap(({ series, status }) => {
      const label = ` (${labelOf(series)}, ${agoAt(status.lastActivityAt, asOf)})`;
      const reason = shorten(inertText(status.nextMoveReason), 200);
      return [
        `  ${fitColumns(titleOf(series), width - 2 - label.length)}${label}`,
        ...wrap(`-> ${status.nextMove}: ${reason}`, { width, first: "    ", rest: "       " }),
      ];
    });
}

/**
 * What a person owes (open TODOs, series that wait for their re-roll) and is owed (what they asked
 * for and is open, series of theirs that wait for others). Ages are counted to `asOf`.
 */
export function renderPerson(input: PersonStatusInput, options: LayoutOptions = {}): string {
  const { person, views } = input;
  const paint = options.paint ?? PLAIN_PAINT;
  const flying = views.filter((view) => isInFlight(view) && isMine(view, person));
  const mine: TodoRow[] = [];
  const theirs: TodoRow[] = [];
  for (const view of views) {
    for (const todo of sureTodos(view)) {
      if (!isOpen(todo)) continue;
      if (owes(view.series, todo, person)) mine.push({ series: view.series, todo });
      else if (isPerson(person, todo.saidBy)) theirs.push({ series: view.series, todo });
    }
  }
  const part = (
    name: string,
    moves: readonly SeriesView[],
    todos: readonly TodoRow[],
  ): string[] => {
    const lines = ["", paint.bold(name)];
    if (moves.length === 0 && todos.length === 0) return [...lines, "  nothing"];
    lines.push(...renderMoves(moves, input.asOf, options));
    if (todos.length === 0) return lines;
    if (moves.length > 0) lines.push("");
    return [...lines, renderTodos(todos, { ...options, ...input }).trimEnd()];
  };
  const lines = [
    paint.bold(personName(person)),
    ...part(
      "Owes",
      flying.filter((view) => view.status.nextMove === "author"),
      mine,
    ),
    ...part(
      "Is owed",
      flying.filter((view) => ["reviewers", "maintainer"].includes(view.status.nextMove)),
      theirs,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** Rows for the status of a list out of full views; they count the TODOs that a digest counts. */
export function seriesRows(views: readonly SeriesView[]): SeriesRow[] {
  return views.map((view) => ({
    series: view.series,
    status: view.status,
    openTodos: sureTodos(view).filter(isOpen).length,
  }));
}
