import type { SeriesView, TodoRow } from "../model/report.ts";
import type { Mailbox } from "../model/mail.ts";
import type { SeriesRow } from "../model/readings.ts";
import { LOOSE_END_HORIZON_DAYS } from "./digest.ts";
import { sureTodos, toldTodos } from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  fitColumns,
  PLAIN_PAINT,
  shorten,
  wrap,
  type LayoutOptions,
} from "./layout.ts";
import {
  obfuscateAddresses,
  obfuscatePerson,
  obfuscateSeries,
  obfuscateTodo,
  obfuscateView,
} from "./obfuscate.ts";
import { rowJson } from "./status.ts";
import { renderTodos, todoJson } from "./todos.ts";
import { samePerson } from "../people.ts";
import { owes } from "./whose.ts";
import {
  agoAt,
  compareText,
  count,
  DAY_SECONDS,
  isInFlight,
  isOpen,
  labelOf,
  lastRevision,
  personName,
  shellWord,
  titleOf,
} from "./words.ts";

/** What is read of a series for the status of a person. */
export type PersonView = Pick<SeriesView, "series" | "status" | "todos">;

/** What the status of a person is made of. */
export interface PersonStatusInput {
  readonly person: Mailbox;
  readonly views: readonly PersonView[];
  /** Unix seconds UTC to which ages are counted. */
  readonly asOf: number;
  readonly linkTemplate?: string;
  readonly list?: string;
  /** Whether mail addresses are taken out of the words. */
  readonly obfuscate?: boolean;
}

function isMine(view: PersonView, person: Mailbox): boolean {
  return samePerson(person, lastRevision(view.series)?.author ?? view.series.author);
}

/** Where the TODOs that are only counted are to be seen. */
export function olderCommand({ person, obfuscate }: PersonStatusInput, flag: string): string {
  const who = person.name ?? person.email ?? "";
  return `patchtrail todos ${flag} ${shellWord(obfuscate === true ? obfuscateAddresses(who) : who)}`;
}

/** `and 3 TODOs in series quiet for 180 days`. */
export function olderWords(older: number): string {
  return `and ${count(older, "TODO")} in series quiet for ${LOOSE_END_HORIZON_DAYS} days`;
}

/** The person in words. */
export function personTitle({ person, obfuscate }: PersonStatusInput): string {
  return personName(obfuscate === true ? obfuscatePerson(person) : person);
}

/** Those that wait longest first. */
export function longestWaiting(views: readonly PersonView[]): PersonView[] {
  return views.toSorted(
    (left, right) =>
      left.status.lastActivityAt - right.status.lastActivityAt ||
      compareText(left.series.id, right.series.id),
  );
}

function renderMoves(views: readonly PersonView[], asOf: number, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  return longestWaiting(views).flatMap(({ series, status }) => {
    const label = ` (${labelOf(series)}, ${agoAt(status.lastActivityAt, asOf)})`;
    const reason = shorten(inertText(status.nextMoveReason), 200);
    return [
      `  ${fitColumns(titleOf(series), width - 2 - label.length)}${label}`,
      ...wrap(`-> ${status.nextMove}: ${reason}`, { width, first: "    ", rest: "       " }),
    ];
  });
}

/** Series and TODOs on one side of what is owed. */
export interface Debts {
  readonly moves: readonly PersonView[];
  readonly todos: readonly TodoRow[];
  /** TODOs in series that were given up: only their number is told. */
  readonly older: number;
}

/**
 * What a person owes (open TODOs, series that wait for their re-roll) and is owed (what they asked
 * for and is open, series of theirs that wait for others).
 */
export function findDebts({ person, views, asOf, obfuscate }: PersonStatusInput): {
  owes: Debts;
  owed: Debts;
} {
  const flying = views.filter((view) => isInFlight(view) && isMine(view, person));
  const mine: TodoRow[] = [];
  const theirs: TodoRow[] = [];
  const older = { mine: 0, theirs: 0 };
  const horizon = asOf - LOOSE_END_HORIZON_DAYS * DAY_SECONDS;
  for (const view of views) {
    const live = view.status.lastActivityAt >= horizon;
    for (const todo of toldTodos(view)) {
      if (!isOpen(todo)) continue;
      if (!live) {
        if (owes(view.series, todo, person)) older.mine += 1;
        else if (samePerson(person, todo.saidBy)) older.theirs += 1;
      } else if (owes(view.series, todo, person)) mine.push({ series: view.series, todo });
      else if (samePerson(person, todo.saidBy)) theirs.push({ series: view.series, todo });
    }
  }
  const waiting = (movers: readonly string[]) =>
    flying.filter((view) => movers.includes(view.status.nextMove));
  const shown = (debts: Debts): Debts => (obfuscate === true ? withoutAddresses(debts) : debts);
  return {
    owes: shown({ moves: waiting(["author"]), todos: mine, older: older.mine }),
    owed: shown({
      moves: waiting(["reviewers", "maintainer"]),
      todos: theirs,
      older: older.theirs,
    }),
  };
}

function withoutAddresses({ moves, todos, older }: Debts): Debts {
  // Of one series they stay the TODOs of one series.
  const series = new Map(todos.map((row) => [row.series.id, obfuscateSeries(row.series)]));
  return {
    moves: moves.map(obfuscateView),
    todos: todos.map((row) => ({
      series: series.get(row.series.id) ?? row.series,
      todo: obfuscateTodo(row.todo),
    })),
    older,
  };
}

/** What a person owes and is owed, in words, under their name. Ages are counted to `asOf`. */
export function renderPerson(input: PersonStatusInput, options: LayoutOptions = {}): string {
  const { bold } = options.paint ?? PLAIN_PAINT;
  return `${bold(personTitle(input))}\n${renderDebts(input, options)}`;
}

/** The same without the name. */
export function renderDebts(input: PersonStatusInput, options: LayoutOptions = {}): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const debts = findDebts(input);
  const part = (name: string, { moves, todos, older }: Debts, flag: string): string[] => {
    const lines = ["", paint.bold(name)];
    if (moves.length === 0 && todos.length === 0) lines.push("  nothing");
    lines.push(...renderMoves(moves, input.asOf, options));
    if (moves.length > 0 && todos.length > 0) lines.push("");
    if (todos.length > 0) lines.push(renderTodos(todos, { ...options, ...input }).trimEnd());
    if (older === 0) return lines;
    const hint = `${olderWords(older)}: ${olderCommand(input, flag)}`;
    return [...lines, "", ...wrap(hint, { width: columnsFor(options), first: "  " })];
  };
  const lines = [
    ...part("Owes", debts.owes, "--owner"),
    ...part("Is owed", debts.owed, "--said-by"),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a person owes and is owed, as `status --person --json` prints it. */
export function personJson(input: PersonStatusInput) {
  const debts = findDebts(input);
  const part = ({ moves, todos, older }: Debts) => ({
    series: seriesRows(moves).map(rowJson),
    todos: todos.map((row) => todoJson(row, input.asOf)),
    older,
  });
  return {
    person: input.person,
    asOf: input.asOf,
    owes: part(debts.owes),
    owed: part(debts.owed),
  };
}

/** Rows for the status of a list out of full views; they count the TODOs that a digest counts. */
export function seriesRows(views: readonly PersonView[]): SeriesRow[] {
  return views.map((view) => ({
    series: view.series,
    status: view.status,
    openTodos: sureTodos(view).filter(isOpen).length,
  }));
}
