import type { Relative, SeriesView } from "../model/report.ts";
import type { Link } from "../model/series.ts";
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
import { count, isOpen, ownerOf, personName, whereRaised } from "./words.ts";

/** Revisions that the head of the TODO table has columns for; older ones share the first. */
const MAX_COLUMNS = 12;

/** A TODO's state in its colour, the most pressing brightest. */
export function paintTodoState(state: TodoState, paint: Paint): string {
  if (state === "carried" || state === "outlived") return paint.red(state);
  if (state === "open" || state === "claimed") return paint.yellow(state);
  return state === "resolved" || state === "answered" ? paint.green(state) : paint.dim(state);
}

/** What became of a TODO in one revision: not there yet, raised, carried, settled, gone. */
function cell(todo: Todo, version: number): string {
  if (version < todo.raisedOn) return ".";
  if (todo.settledIn !== null && version > todo.settledIn) return ".";
  if (todo.settledIn !== null && version === todo.settledIn) return "x";
  if (version === todo.raisedOn) return isOpen(todo) || todo.settledIn !== null ? "o" : "x";
  return isOpen(todo) || todo.settledIn !== null ? ">" : ".";
}

function versionsOf(view: SeriesView): number[] {
  const versions = [...new Set(view.series.revisions.map((one) => one.version))];
  return versions.toSorted((left, right) => left - right).slice(-MAX_COLUMNS);
}

function renderTodo(view: SeriesView, todo: Todo, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const cells = versionsOf(view)
    .map((version) => cell(todo, version).padEnd(String(version).length + 2))
    .join("");
  const indent = " ".repeat(6);
  const owner = ownerOf(view.series, todo);
  const owes = isOpen(todo) && owner !== null ? `; ${owner} owes it` : "";
  const facts = `${todo.kind} by ${personName(todo.saidBy)} on ${whereRaised(view.series, todo)}${owes}`;
  const lines = [
    `  ${cells}${paintTodoState(todo.state, paint)}`,
    ...wrap(`"${shorten(inertText(todo.text.slice(0, 4_000)), 400)}"`, { width, first: indent }),
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
  const versions = versionsOf(view).map((version) => `v${version} `);
  const open = todos.filter(isOpen).length;
  return [
    `  ${open} open, ${todos.length - open} settled   (o raised, > carried, x settled)`,
    `  ${versions.join("")}`.trimEnd(),
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
