import type { TodoRow } from "../model/report.ts";
import { byAge } from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  fitColumns,
  PLAIN_PAINT,
  shorten,
  wrap,
  type LayoutOptions,
} from "./layout.ts";
import { paintTodoState } from "./series-tables.ts";
import {
  compareText,
  count,
  daysBetween,
  labelOf,
  mailUrl,
  ownerOf,
  personName,
  span,
  titleOf,
  whereRaised,
} from "./words.ts";

/** How a list of TODOs is asked for. */
export interface TodoListOptions extends LayoutOptions {
  readonly asOf: number;
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
  const rest = [todo.kind, age, whereRaised(series, todo), `said by ${said}`];
  if (owner !== null && owner !== said) rest.push(`owed by ${owner}`);
  const [head = "", ...more] = wrap(`${todo.state}  ${rest.join(", ")}`.replace("  ", " "), {
    width,
    first: "  ",
    rest: "      ",
  });
  const list = options.list ?? series.lists[0] ?? "all";
  const lines = [
    head.replace(todo.state, () => paintTodoState(todo.state, paint)),
    ...more,
    ...wrap(`"${shorten(inertText(todo.text.slice(0, 4_000)), 400)}"`, { width, first: "    " }),
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

/** TODOs grouped by series, the series with the oldest one first, the oldest of each first. */
export function renderTodos(rows: readonly TodoRow[], options: TodoListOptions): string {
  if (rows.length === 0) return "No TODOs.\n";
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const groups = new Map<string, TodoRow[]>();
  for (const row of rows) {
    const group = groups.get(row.series.id);
    if (group === undefined) groups.set(row.series.id, [row]);
    else group.push(row);
  }
  const sorted = [...groups.values()]
    .map((group) => group.toSorted((left, right) => byAge(left.todo, right.todo)))
    .toSorted((left, right) => {
      const [first, second] = [left[0], right[0]];
      if (first === undefined || second === undefined) return 0;
      return byAge(first.todo, second.todo) || compareText(first.series.id, second.series.id);
    });
  const lines = [`${count(rows.length, "TODO")} in ${count(sorted.length, "series")}`];
  for (const group of sorted) {
    const series = group[0]?.series;
    if (series === undefined) continue;
    const label = ` (${labelOf(series)})`;
    lines.push("", paint.bold(fitColumns(titleOf(series), width - label.length) + label));
    for (const row of group) lines.push(...renderRow(row, options));
  }
  return `${lines.join("\n")}\n`;
}
