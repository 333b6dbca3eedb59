import { loadPersonPage } from "../app/view/person-page.ts";
import { rangeDiff } from "../app/view/range-diff.ts";
import { readQuery, search } from "../app/view/search.ts";
import { loadSeriesPage } from "../app/view/series-page.ts";
import { loadTodoPage } from "../app/view/todo-page.ts";
import { newestMail } from "../app/view/views.ts";
import { TrackerError } from "../errors.ts";
import { MAX_QUERY_CHARS } from "../limits.ts";
import { SEARCH_SORTS, SEARCH_UNITS } from "../model/search.ts";
import { TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { TODO_SORTS } from "../report/pick-todos.ts";
import { seriesPath } from "./addresses.ts";
import type { Page } from "./page.ts";
import { personPage } from "./pages/person.ts";
import { rangeDiffPage } from "./pages/range-diff.ts";
import { searchPage } from "./pages/search.ts";
import { seriesPage } from "./pages/series.ts";
import { todosPage } from "./pages/todos.ts";
import { oneOf, pageNumber, textIn } from "./query.ts";
import type { Answer, Visit } from "./visit.ts";

const TODOS_SIZE = 50;
/** Hits on one page. */
const SEARCH_LIMIT = 50;

/** A series, by any word that leads to it; its own id is where it is shown. */
export async function showSeries(visit: Visit, reference: string): Promise<Answer> {
  const loaded = await loadSeriesPage(visit.app, reference);
  const { id } = loaded.view.series;
  if (id !== reference) return { location: seriesPath(id) };
  return seriesPage(loaded, {
    page: pageNumber(visit.query) ?? 1,
    allTodos: visit.query.get("todos") === "all",
    viewer: visit.viewer,
    back: visit.path,
  });
}

/** What changed between two revisions of a series. */
export async function showRangeDiff({ app, query }: Visit, id: string): Promise<Page> {
  const [row] = await app.store.listSeries({ ids: [id] });
  if (row === undefined) throw new TrackerError("not-found", `there is no series ${id}`);
  const named = (name: string): string | null => textIn(query, name, 998) || null;
  const diff = await rangeDiff(app, {
    series: id,
    older: named("from"),
    newer: named("to"),
    trees: [],
  });
  return rangeDiffPage(diff, row.series);
}

/** TODOs of a list, or of all, with the filters of the command line. */
export async function showTodos(visit: Visit, list: string | null): Promise<Page> {
  const { app, query } = visit;
  const asked = {
    kind: oneOf(query, "kind", TODO_KINDS) ?? "",
    state: oneOf(query, "state", [...TODO_STATES, "all"]) ?? "",
    owner: textIn(query, "owner"),
    said: textIn(query, "said"),
    min: days(query, "min"),
    max: days(query, "max"),
    sure: /^(?:0(?:\.\d{1,3})?|1)$/u.test(query.get("sure") ?? "") ? textIn(query, "sure") : "",
    sort: oneOf(query, "sort", TODO_SORTS) ?? ("" as const),
  };
  const kind = oneOf(query, "kind", TODO_KINDS);
  const state = oneOf(query, "state", TODO_STATES);
  const states = asked.state === "all" ? TODO_STATES : state === null ? null : [state];
  const asOf = await newestMail(app, list);
  const page = pageNumber(query) ?? 1;
  const found = await loadTodoPage(
    app,
    {
      ...(list === null ? {} : { list }),
      ...(kind === null ? {} : { kinds: [kind] }),
      ...(states === null ? {} : { states }),
      ...(asked.owner === "" ? {} : { owner: asked.owner }),
      ...(asked.said === "" ? {} : { saidBy: asked.said }),
      ...(asked.min === "" ? {} : { minAge: Number(asked.min) }),
      ...(asked.max === "" ? {} : { maxAge: Number(asked.max) }),
      ...(asked.sure === "" ? {} : { minConfidence: Number(asked.sure) }),
    },
    { asOf, sort: asked.sort || "age", page, size: TODOS_SIZE },
  );
  const { viewer, path } = visit;
  return todosPage(found, { list, asked, asOf, page, size: TODOS_SIZE, viewer, back: path });
}

function days(query: URLSearchParams, name: string): string {
  const text = query.get(name) ?? "";
  return /^\d{1,5}$/u.test(text) ? text : "";
}

/** What a person owes and is owed. */
export async function showPerson(visit: Visit, who: string): Promise<Page> {
  const loaded = await loadPersonPage(visit.app, who);
  return personPage(loaded, { viewer: visit.viewer, back: visit.path });
}

/** What a search finds, or why it cannot be answered. */
export async function showSearch({ app, query }: Visit): Promise<Page> {
  const text = (query.get("q") ?? "").trim().slice(0, MAX_QUERY_CHARS + 1);
  const lists = (await app.store.listLists()).map(({ name }) => name);
  const list = oneOf(query, "list", lists);
  const by = oneOf(query, "by", SEARCH_UNITS) ?? "message";
  const sort = oneOf(query, "sort", SEARCH_SORTS) ?? "newest";
  const parts = { asked: { query: text, list, by, sort }, lists };
  if (text === "") return searchPage({ ...parts, result: null });
  try {
    const cursor = textIn(query, "cursor", 4_000);
    const result = await search(app, readQuery(text, Math.floor(Date.now() / 1000)), {
      by,
      sort,
      limit: SEARCH_LIMIT,
      ...(list === null ? {} : { list }),
      ...(cursor === "" ? {} : { cursor }),
    });
    return searchPage({ ...parts, result });
  } catch (error) {
    if (!(error instanceof TrackerError) || error.code !== "usage") throw error;
    const fault = { text: error.message, hint: error.hint };
    return searchPage({ ...parts, result: null, fault });
  }
}
