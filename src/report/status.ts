import {
  type Mover,
  MOVERS,
  type Series,
  SERIES_STATES,
  type SeriesState,
} from "../model/series.ts";
import type { SeriesRow } from "../model/readings.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  fitColumns,
  PLAIN_PAINT,
  wrap,
  wrapParts,
  type LayoutOptions,
  type Paint,
} from "./layout.ts";
import {
  agoAt,
  authorOf,
  compareText,
  count,
  formatDay,
  isInFlight,
  labelOf,
  lastRevision,
  mailUrl,
  patchCount,
  seriesMail,
  shellWord,
  thousands,
  titleOf,
} from "./words.ts";

/** What the status of a list is made of. */
export interface ListStatusInput {
  readonly list: string;
  readonly rows: readonly SeriesRow[];
  /** Unix seconds UTC to which ages are counted. */
  readonly asOf: number;
  /** `https://lore.kernel.org/{list}/{id}/`; without it no links are shown. */
  readonly linkTemplate?: string;
  /** Only series of which this is the next move; of which this is the state. */
  readonly next?: Mover;
  readonly state?: SeriesState;
  /** Series shown in full; the rest is counted. Default 10. */
  readonly limit?: number;
}

/** Of a series in flight somebody always has to move. */
const IN_FLIGHT_MOVERS = MOVERS.filter((mover) => mover !== "nobody");

/** A state in its colour. */
export function paintState(state: SeriesState, paint: Paint): string {
  if (state === "ready" || state === "accepted") return paint.green(state);
  if (state === "changes-requested") return paint.yellow(state);
  if (state === "rejected" || state === "stalled") return paint.red(state);
  return state === "abandoned" ? paint.dim(state) : paint.cyan(state);
}

function counts<T extends string>(
  keys: readonly T[],
  keyOf: (row: SeriesRow) => T,
  rows: readonly SeriesRow[],
): string {
  const found = new Map<T, number>();
  for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + 1);
  const parts = keys
    .filter((key) => found.has(key))
    .map((key) => `${thousands(found.get(key) ?? 0)} ${key}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

function facts(series: Series, asOf: number): string[] {
  const revision = lastRevision(series);
  const patches = revision === null ? 0 : patchCount(revision);
  return [
    labelOf(series),
    ...(patches > 1 ? [count(patches, "patch")] : []),
    authorOf(series),
    `posted ${agoAt(revision?.postedAt ?? asOf, asOf)}`,
  ];
}

function renderRow(row: SeriesRow, input: ListStatusInput, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const { series, status } = row;
  const indent = { width, first: "  ", rest: "  " };
  const [first = "v1", ...others] = facts(series, input.asOf);
  const active = `last mail ${agoAt(status.lastActivityAt, input.asOf)}`;
  const parts = [`${status.state}: ${first}`, ...others];
  if (!others.includes(active.replace("last mail", "posted"))) parts.push(active);
  const [state = "", ...rest] = wrapParts(parts, indent);
  const lines = [
    paint.bold(fitColumns(titleOf(series), width)),
    state.replace(status.state, () => paintState(status.state, paint)),
    ...rest,
    ...wrap(`-> ${status.nextMove}: ${inertText(status.nextMoveReason)}`, {
      ...indent,
      rest: "     ",
    }),
  ];
  if (row.openTodos > 0) lines.push(paint.yellow(`  ${count(row.openTodos, "open TODO")}`));
  if (input.linkTemplate !== undefined) {
    const url = mailUrl(input.linkTemplate, input.list, seriesMail(series));
    lines.push(paint.dim(`  ${url}`));
  }
  return lines;
}

function chosen(input: ListStatusInput): SeriesRow[] {
  const asked = input.next !== undefined || input.state !== undefined;
  return input.rows
    .filter((row) => (asked ? true : isInFlight(row)))
    .filter((row) => input.next === undefined || row.status.nextMove === input.next)
    .filter((row) => input.state === undefined || row.status.state === input.state)
    .toSorted(
      (left, right) =>
        right.status.lastActivityAt - left.status.lastActivityAt ||
        compareText(left.series.id, right.series.id),
    );
}

/**
 * The status of a list: how many series in which state, whose move it is, and the series that move,
 * newest mail first. With `next` or `state` only those, whether they move or not.
 */
export function renderStatus(input: ListStatusInput, options: LayoutOptions = {}): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const rows = chosen(input);
  const limit = input.limit ?? 10;
  const flying = input.rows.filter(isInFlight);
  const todos = input.rows.reduce((sum, row) => sum + row.openTodos, 0);
  const list = inertText(input.list);
  const text = (name: string, value: string): string[] =>
    wrap(value, { width, first: `  ${name.padEnd(10)}`, rest: " ".repeat(12) });
  const lines = [
    paint.bold(`${fitColumns(list, width - 20)}, ${formatDay(input.asOf)}`),
    ...text(
      "States",
      counts(SERIES_STATES, (row) => row.status.state, input.rows),
    ),
    ...text(
      "Next move",
      counts(IN_FLIGHT_MOVERS, (row) => row.status.nextMove, flying),
    ),
    ...text("TODOs", `${thousands(todos)} open`),
  ];
  for (const row of rows.slice(0, limit)) lines.push("", ...renderRow(row, input, options));
  if (rows.length === 0) lines.push("", "No series.");
  if (rows.length > limit) {
    const filter = [
      ...(input.next === undefined ? [] : [`--next ${input.next}`]),
      ...(input.state === undefined ? [] : [`--state ${input.state}`]),
    ];
    const command = [
      "patchtrail status --list",
      shellWord(input.list),
      ...filter,
      `--limit ${rows.length}`,
    ].join(" ");
    lines.push("", `… and ${thousands(rows.length - limit)} more: ${command}`);
  }
  return `${lines.join("\n")}\n`;
}

/** A series as `status --json` prints it: its revisions by their labels alone. */
export function rowJson({ series, status, openTodos }: SeriesRow) {
  return {
    ...series,
    revisions: series.revisions.map(({ label }) => label),
    status,
    openTodos,
  };
}
