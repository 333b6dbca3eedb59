import type { TodoRow } from "../../model/report.ts";
import type { Series } from "../../model/series.ts";
import { OPEN_TODO_STATES } from "../../model/todo.ts";
import { compareTodos, isWanted, type TodoSort } from "../../report/pick-todos.ts";
import type { AppContext } from "../context.ts";
import { filterOf, type TodoQuery } from "./todo-rows.ts";

/** A page of TODOs, and how many there are on all pages. */
export interface TodoPage {
  readonly rows: readonly TodoRow[];
  readonly total: number;
}

/**
 * TODOs that a query asks for, page by page; ages are counted to `asOf`, Unix seconds.
 *
 * @throws TrackerError `not-found`, `usage` for people who are nobody or several
 */
export async function loadTodoPage(
  context: AppContext,
  query: Omit<TodoQuery, "series">,
  options: {
    readonly asOf: number;
    readonly sort: TodoSort;
    /** From 1. */
    readonly page: number;
    readonly size: number;
  },
): Promise<TodoPage> {
  const { store } = context;
  const filter = await filterOf(context, query);
  const list = query.list === undefined ? {} : { list: query.list };
  const gists = await store.listGists({ ...list, minConfidence: 0 });
  const authors = new Map(gists.map(({ id, author }) => [id, author]));
  const onlyOpen = filter.states?.every((state) => OPEN_TODO_STATES.has(state)) ?? true;
  const placed = await store.listPlacedTodos({ ...list, onlyOpen });
  const wanted = placed
    .filter(({ todo, series }) => {
      const author = authors.get(series);
      return author !== undefined && isWanted({ series: { author }, todo }, filter, options.asOf);
    })
    .sort(compareTodos(options.sort));
  const from = (options.page - 1) * options.size;
  const shown = wanted.slice(from, from + options.size);
  const series = await seriesById(
    context,
    shown.map((one) => one.series),
  );
  return {
    total: wanted.length,
    rows: shown.flatMap(({ todo, series: id }) => {
      const own = series.get(id);
      return own === undefined ? [] : [{ series: own, todo }];
    }),
  };
}

/** Series with their revisions, by id. */
export async function seriesById(
  { store }: AppContext,
  ids: readonly string[],
): Promise<Map<string, Series>> {
  const rows = await store.listSeries({ ids: [...new Set(ids)] });
  return new Map(rows.map(({ series }) => [series.id, series]));
}
