import type { Mailbox } from "../../model/mail.ts";
import type { Mover, SeriesState } from "../../model/series.ts";
import type { Place, SeriesHead, TodoWithSeries } from "../../model/pages.ts";
import type { SeriesRow } from "../../model/readings.ts";
import { OPEN_TODO_STATES } from "../../model/todo.ts";
import { type PersonView, seriesRows } from "../../report/person.ts";
import { isWanted, type TodoFilter } from "../../report/pick-todos.ts";
import { samePerson } from "../../people.ts";
import { owes } from "../../report/whose.ts";
import type { AppContext } from "../context.ts";
import { stateAt } from "../moment.ts";

/** Rows read to fill a page: few at first, then more, as each read orders all rows anew. */
const FIRST_READ = 250;
const READ_GROWTH = 4;
/** Rows read for a page at most: then it ends, however few fitted. */
const MAX_READ = 5_000;

/** A page of rows, and where the next one begins; null where this is the last. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: Place | null;
}

/** Which page is asked for. */
export interface PageRequest {
  readonly after?: Place;
  readonly limit: number;
}

/** Reads on until enough rows fit; a page may hold fewer than asked for and not be the last. */
async function fillPage<T>(
  request: PageRequest,
  read: (page: PageRequest) => Promise<readonly T[]>,
  { fits, placeOf }: { fits: (row: T) => boolean; placeOf: (row: T) => Place },
): Promise<Page<T>> {
  const rows: T[] = [];
  let { after } = request;
  for (let size = FIRST_READ; size < MAX_READ; size *= READ_GROWTH) {
    const chunk = await read({ ...(after === undefined ? {} : { after }), limit: size });
    for (const row of chunk) {
      if (!fits(row)) continue;
      const last = rows.at(-1);
      if (last !== undefined && rows.length === request.limit) return { rows, next: placeOf(last) };
      rows.push(row);
    }
    const end = chunk.at(-1);
    if (end === undefined || chunk.length < size) return { rows, next: null };
    after = placeOf(end);
  }
  const last = rows.length === request.limit ? rows.at(-1) : undefined;
  return { rows, next: last === undefined ? (after ?? null) : placeOf(last) };
}

/** Which series are wanted, as `status` takes it. */
export interface SeriesQuery {
  readonly list?: string;
  readonly states?: readonly SeriesState[];
  readonly next?: readonly Mover[];
  /** Who posted them. */
  readonly person?: Mailbox;
  /** Heard of at or after this time, Unix seconds. */
  readonly since?: number;
}

/** A series with its TODOs but not with its links, seen from a moment. */
async function browsedView(
  { store }: AppContext,
  { series, status }: SeriesRow,
  asOf: number,
): Promise<PersonView> {
  const todos = await store.listTodos({ series: series.id });
  return { series, status: { ...status, state: stateAt(status, asOf) }, todos };
}

/** A page of series seen from a moment, those last heard of first, as `status` counts them. */
export async function browseSeries(
  context: AppContext,
  query: SeriesQuery,
  options: PageRequest & { readonly asOf: number },
): Promise<Page<SeriesRow>> {
  const { store } = context;
  const { list, states, next: movers, person, since } = query;
  const fits = ({ series, status }: SeriesHead) =>
    (states === undefined || states.includes(stateAt(status, options.asOf))) &&
    (movers === undefined || movers.includes(status.nextMove)) &&
    (person === undefined || samePerson(person, series.author));
  const filter = {
    ...(list === undefined ? {} : { list }),
    ...(since === undefined ? {} : { activeSince: since }),
  };
  const { rows: heads, next } = await fillPage(
    options,
    (page) => store.listSeriesHeads({ ...filter, ...page }),
    { fits, placeOf: ({ place }) => place },
  );
  const whole = await store.listSeries({ ids: heads.map(({ series }) => series.id) });
  const byId = new Map(whole.map((row) => [row.series.id, row]));
  const rows: SeriesRow[] = [];
  for (const { series } of heads) {
    const row = byId.get(series.id);
    if (row === undefined) continue;
    rows.push(...seriesRows([await browsedView(context, row, options.asOf)]));
  }
  return { rows, next };
}

/** A page of the TODOs that a filter wants, the oldest first; ages are counted to `asOf`. */
export async function browseTodos(
  { store, config }: AppContext,
  query: TodoFilter & { readonly list?: string; readonly series?: string },
  options: PageRequest & { readonly asOf: number },
): Promise<Page<TodoWithSeries>> {
  const { list, series, ...given } = query;
  const filter = { minConfidence: config.todos.minConfidence, ...given };
  const open = filter.states?.every((state) => OPEN_TODO_STATES.has(state)) ?? true;
  const scope = {
    open,
    ...(list === undefined ? {} : { list }),
    ...(series === undefined ? {} : { series }),
  };
  return fillPage(options, (page) => store.listTodoPage({ ...scope, ...page }), {
    fits: (row) => isWanted(row, filter, options.asOf),
    placeOf: ({ todo }) => ({ at: todo.raisedAt, id: todo.id }),
  });
}

/**
 * What a person owes and is owed; reads whole only the series that may hold something of it, and
 * is the same as what `findDebts` finds among all.
 */
export async function personViews(context: AppContext, person: Mailbox, asOf: number) {
  const { store } = context;
  const ids = new Set<string>();
  await everyRow((page) => store.listSeriesHeads(page), {
    placeOf: ({ place }) => place,
    take: ({ series }) => {
      if (samePerson(person, series.author)) ids.add(series.id);
    },
  });
  await everyRow((page) => store.listTodoPage({ ...page, open: true }), {
    placeOf: ({ todo }) => ({ at: todo.raisedAt, id: todo.id }),
    take: ({ series, todo }) => {
      if (owes(series, todo, person) || samePerson(person, todo.saidBy)) ids.add(series.id);
    },
  });
  const rows = await store.listSeries({ ids: [...ids] });
  const views: PersonView[] = [];
  for (const row of rows) views.push(await browsedView(context, row, asOf));
  return views;
}

async function everyRow<T>(
  read: (page: PageRequest) => Promise<readonly T[]>,
  { take, placeOf }: { take: (row: T) => void; placeOf: (row: T) => Place },
): Promise<void> {
  const limit = MAX_READ;
  let rows = await read({ limit });
  for (;;) {
    for (const row of rows) take(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    rows = await read({ after: placeOf(last), limit });
  }
}
