import type { Mailbox } from "../model/mail.ts";
import type { TodoRow } from "../model/report.ts";
import type { Series } from "../model/series.ts";
import { inertText } from "./inert.ts";
import { columnsFor, fitColumns, PLAIN_PAINT, wrap, type LayoutOptions } from "./layout.ts";
import { compareTodos, type TodoSort } from "./pick-todos.ts";
import { paintTodoState } from "./series-tables.ts";
import {
  count,
  daysBetween,
  labelOf,
  mailUrl,
  ownerOf,
  personName,
  quoteOf,
  span,
  titleOf,
  whereRaised,
} from "./words.ts";

/** How a list of TODOs is asked for. */
export interface TodoListOptions extends LayoutOptions {
  readonly asOf: number;
  /** How many there are, where only some are shown. */
  readonly total?: number;
  /** Whom the list is about: not named again with each. */
  readonly person?: Mailbox;
  /** Of the groups and within each; the oldest first unless told. */
  readonly sort?: TodoSort;
  /** With both, each TODO ends in a link; else in its message-id. */
  readonly linkTemplate?: string;
  readonly list?: string;
  /** Say why each was taken for a TODO, and how sure that is. */
  readonly explain?: boolean;
}

function renderRow(row: TodoRow, options: TodoListOptions): string[] {
  const { series, todo } = row;
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const said = personName(todo.saidBy);
  const owner = ownerOf(series, todo);
  const age = todo.raisedAt === 0 ? "age unknown" : span(daysBetween(todo.raisedAt, options.asOf));
  const rest = [todo.kind, age, whereRaised(series, todo)];
  const known = options.person === undefined ? null : personName(options.person);
  if (said !== known) rest.push(`said by ${said}`);
  if (owner !== null && owner !== said && owner !== known) rest.push(`owed by ${owner}`);
  const [head = "", ...more] = wrap(`${todo.state}  ${rest.join(", ")}`.replace("  ", " "), {
    width,
    first: "  ",
    rest: "      ",
  });
  const list = options.list ?? series.lists[0] ?? "all";
  const lines = [
    head.replace(todo.state, () => paintTodoState(todo.state, paint)),
    ...more,
    ...wrap(`"${quoteOf(todo, 400)}"`, { width, first: "    " }),
  ];
  if (todo.path !== null)
    lines.push(`    ${fitColumns(inertText(todo.path.slice(0, 500)), width - 4)}`);
  if (options.explain === true) {
    const why = `why: ${inertText(todo.explanation)} (confidence ${todo.confidence.toFixed(2)})`;
    lines.push(...wrap(why, { width, first: "    " }).map((line) => paint.dim(line)));
  }
  const where =
    options.linkTemplate === undefined
      ? inertText(todo.messageId)
      : mailUrl(options.linkTemplate, list, todo.messageId);
  lines.push(paint.dim(`    ${inertText(todo.id)}  ${where}`));
  return lines;
}

/** TODOs grouped by series, in the order asked for: of the groups, and within each. */
export function renderTodos(rows: readonly TodoRow[], options: TodoListOptions): string {
  if (rows.length === 0) return "No TODOs.\n";
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const compare = compareTodos(options.sort ?? "age");
  const groups = new Map<string, TodoRow[]>();
  for (const row of rows.toSorted(compare)) {
    const group = groups.get(row.series.id);
    if (group === undefined) groups.set(row.series.id, [row]);
    else group.push(row);
  }
  const total = options.total ?? rows.length;
  const shown = total > rows.length ? `${rows.length} of ` : "";
  const lines = [`${shown}${count(total, "TODO")} in ${count(groups.size, "series")}`];
  for (const group of groups.values()) {
    const series = group[0]?.series;
    if (series === undefined) continue;
    const label = ` (${labelOf(series)})`;
    lines.push("", paint.bold(fitColumns(titleOf(series), width - label.length) + label));
    for (const row of group) lines.push(...renderRow(row, options));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * A TODO as `todos --json` has it: its fields, the id and title of its series, and its age in whole
 * days (null where unknown). Times are Unix seconds UTC.
 */
export function todoJson(
  {
    series,
    todo,
  }: { readonly series: Pick<Series, "id" | "title">; readonly todo: TodoRow["todo"] },
  asOf: number,
) {
  return {
    ...todo,
    ageDays: todo.raisedAt === 0 ? null : daysBetween(todo.raisedAt, asOf),
    series: series.id,
    seriesTitle: series.title,
  };
}

/**
 * TODOs as one JSON document, `format` 1.
 */
export function todosJson(
  rows: readonly TodoRow[],
  { asOf, total }: { readonly asOf: number; readonly total: number },
): string {
  const todos = rows.map((row) => todoJson(row, asOf));
  return JSON.stringify({ format: 1, asOf, total, todos });
}
