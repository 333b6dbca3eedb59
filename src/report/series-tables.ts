import type { Relative, SeriesView } from "../model/report.ts";
import type { Link, Revision } from "../model/series.ts";
import type { Todo, TodoState } from "../model/todo.ts";
import { byAge } from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  PLAIN_PAINT,
  shorten,
  wrap,
  type LayoutOptions,
  type Paint,
} from "./layout.ts";
import { count, isOpen, ownerOf, personName, quoteOf, revisionAt, whereRaised } from "./words.ts";

/** Revisions that the TODO table has columns for: the newest ones. */
const MAX_COLUMNS = 12;
/** Longest head of a column; a label is rarely longer than "RFC v12". */
const MAX_LABEL = 10;

/** A TODO's state in its colour, the most pressing brightest. */
export function paintTodoState(state: TodoState, paint: Paint): string {
  if (state === "carried" || state === "outlived") return paint.red(state);
  if (state === "open" || state === "claimed") return paint.yellow(state);
  return state === "resolved" || state === "answered" ? paint.green(state) : paint.dim(state);
}

/** A column of the table: a revision that was not merely sent again. */
export interface MatrixColumn {
  readonly revision: Revision;
  readonly head: string;
}

/** The newest revisions, oldest first, by when they were posted: numbers may start anew after RFC. */
export function matrixColumns(view: SeriesView): MatrixColumn[] {
  const { revisions } = view.series;
  const own = revisions.filter(({ resend }) => !resend);
  return (own.length > 0 ? own : revisions)
    .toSorted((left, right) => left.postedAt - right.postedAt)
    .slice(-MAX_COLUMNS)
    .map((revision) => ({ revision, head: shorten(inertText(revision.label), MAX_LABEL) }));
}

/** The column of a version as it was at a moment; -1 when it is not shown. */
function columnOf(columns: readonly MatrixColumn[], version: number, at: number): number {
  const shown = columns.map(({ revision }) => revision);
  const found = revisionAt(shown, version, at);
  return found === null ? -1 : shown.indexOf(found);
}

/** `o` raised, `>` carried, `x` settled, `.` not there (yet, or any more). */
export type MatrixCell = "o" | ">" | "x" | ".";

/** What became of a TODO in each column. */
export function matrixCells(todo: Todo, columns: readonly MatrixColumn[]): MatrixCell[] {
  const raised = columnOf(columns, todo.raisedOn, todo.raisedAt);
  const last = todo.history.at(-1)?.at ?? 0;
  const settled = todo.settledIn === null ? null : columnOf(columns, todo.settledIn, last);
  const over = !isOpen(todo) && settled === null;
  return columns.map((_, index) => {
    if (index < raised) return ".";
    if (settled !== null && index > settled) return ".";
    if (index === settled) return "x";
    if (index === raised) return over ? "x" : "o";
    return over ? "." : ">";
  });
}

function renderTodo(view: SeriesView, todo: Todo, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const columns = matrixColumns(view);
  const cells = matrixCells(todo, columns)
    .map((cell, index) => cell.padEnd((columns[index]?.head.length ?? 0) + 1))
    .join("");
  const indent = " ".repeat(6);
  const owner = ownerOf(view.series, todo);
  const owes = isOpen(todo) && owner !== null ? `; ${owner} owes it` : "";
  const facts = `${todo.kind} by ${personName(todo.saidBy)} on ${whereRaised(view.series, todo)}${owes}`;
  const lines = [
    `  ${cells}${paintTodoState(todo.state, paint)}`,
    ...wrap(`"${quoteOf(todo, 400)}"`, { width, first: indent }),
    ...wrap(facts, { width, first: indent }),
    `${indent}${inertText(todo.id)}  ${inertText(todo.messageId)}`,
  ];
  if (todo.evidence !== null && todo.evidence !== "") {
    const words = shorten(inertText(todo.evidence.slice(0, 4_000)), 200);
    lines.push(...wrap(`${todo.state}: "${words}"`, { width, first: indent }));
  }
  if (todo.evidenceMessageId !== null) lines.push(`${indent}${inertText(todo.evidenceMessageId)}`);
  return lines;
}

/**
 * The TODOs of a series against its revisions, the open ones first: `o` raised, `>` carried, `x`
 * settled; below each its words, the mail that says it and the evidence of its state.
 */
export function renderTodoTable(view: SeriesView, options: LayoutOptions): string[] {
  if (view.todos.length === 0) return [];
  const todos = view.todos.toSorted(
    (left, right) => Number(isOpen(right)) - Number(isOpen(left)) || byAge(left, right),
  );
  const heads = matrixColumns(view).map(({ head }) => `${head} `);
  const open = todos.filter(isOpen).length;
  return [
    `  ${open} open, ${todos.length - open} settled   (o raised, > carried, x settled)`,
    `  ${heads.join("")}`.trimEnd(),
    ...todos.flatMap((todo) => renderTodo(view, todo, options)),
  ];
}

function renderLink(view: SeriesView, link: Link, width: number): string[] {
  const label = (id: string): string => {
    const revision = view.series.revisions.find((one) => one.id === id);
    return revision === undefined ? inertText(id) : shorten(inertText(revision.label), 30);
  };
  const lines = wrap(`${link.decision}: ${label(link.older)} -> ${label(link.newer)}`, {
    width,
    first: "  ",
  });
  for (const one of link.evidence) {
    const weight = `${one.weight >= 0 ? "+" : ""}${Number(one.weight.toFixed(2))}`;
    const words = shorten(inertText(one.text.slice(0, 4_000)), 200);
    const first = `    ${weight.padStart(6)}  `;
    lines.push(...wrap(`${one.kind}: ${words}`, { width, first }));
    lines.push(`${" ".repeat(12)}${inertText(one.messageId)}`);
  }
  return lines;
}

/** Why revisions are one series, linked ones first, strongest evidence first as it was stored. */
export function renderLinks(view: SeriesView, width: number): string[] {
  if (view.links.length === 0)
    return [`  no links: ${count(view.series.revisions.length, "revision")}`];
  return view.links
    .toSorted(
      (left, right) => Number(right.decision === "linked") - Number(left.decision === "linked"),
    )
    .flatMap((link) => renderLink(view, link, width));
}

/** Relatives shown; a work with more is tree-wide, and its look-alikes say little. */
const MAX_RELATIVES = 5;

/** Series that a possible link leads to: what speaks for it most, and how to make it one series. */
export function renderRelatives(
  view: SeriesView,
  relatives: readonly Relative[],
  width: number,
): string[] {
  const lines = relatives.slice(0, MAX_RELATIVES).flatMap(({ series, link }) => {
    const strongest = link.evidence.toSorted((a, b) => b.weight - a.weight)[0];
    const words = shorten(inertText((strongest?.text ?? "").slice(0, 4_000)), 120);
    const first = `  ${inertText(series.id)}  `;
    return [
      ...wrap(shorten(inertText(series.title.slice(0, 2_000)), 200), { width, first }),
      ...wrap(`${strongest?.kind ?? "?"}: ${words}`, { width, first: " ".repeat(first.length) }),
    ];
  });
  const [first] = relatives;
  if (first === undefined) return [];
  const more = relatives.length - MAX_RELATIVES;
  return [
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  to join: patchtrail series link ${inertText(view.series.id)} ${inertText(first.series.id)}`,
  ];
}
