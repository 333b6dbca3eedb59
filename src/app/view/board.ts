import { MIN_DIGEST_CONFIDENCE } from "../../report/digest-todo.ts";
import { DAY_SECONDS, isInFlight } from "../../report/words.ts";
import type { SeriesGist } from "../../model/overview.ts";
import type { Mover, Series, SeriesState } from "../../model/series.ts";
import { ABANDONED_DAYS } from "../../series/silence.ts";
import type { AppContext } from "../context.ts";
import { stateAt } from "../moment.ts";

/** Where a series stands on a board: whose move it is, or why nobody has to move. */
export const BOARD_COLUMNS = ["author", "reviewers", "maintainer", "done", "quiet"] as const;
export type BoardColumnKey = (typeof BOARD_COLUMNS)[number];

export const BOARD_SORTS = ["recent", "waiting", "todos"] as const;
export type BoardSort = (typeof BOARD_SORTS)[number];

/** Which series of a list are wanted. */
export interface BoardQuery {
  readonly list: string;
  /** Only this column; null: all of them. */
  readonly column: BoardColumnKey | null;
  readonly state: SeriesState | null;
  /** Words that title or author must hold, in any case. */
  readonly text: string;
  readonly onlyWithTodos: boolean;
  readonly sort: BoardSort;
  /** From 1. */
  readonly page: number;
  /** Series of one page, or of each column. */
  readonly size: number;
}

/** A series with its revisions on a board; `state` as of the board's moment. */
export interface BoardRow {
  readonly gist: SeriesGist;
  readonly state: SeriesState;
  readonly series: Series;
}

export interface BoardColumn {
  readonly key: BoardColumnKey;
  readonly total: number;
  readonly rows: readonly BoardRow[];
}

/** What a list's board shows. */
export interface Board {
  readonly query: BoardQuery;
  readonly asOf: number;
  readonly columns: readonly BoardColumn[];
}

/** A series without its revisions, as of a moment. */
export interface Seen {
  readonly gist: SeriesGist;
  readonly state: SeriesState;
  readonly column: BoardColumnKey;
}

function columnOf(state: SeriesState, mover: Mover): BoardColumnKey {
  if (state === "accepted" || state === "rejected") return "done";
  if (state === "stalled" || state === "abandoned" || mover === "nobody") return "quiet";
  return mover;
}

/** A gist as it stands at a moment. */
export function seenAt(gist: SeriesGist, asOf: number): Seen {
  const state = stateAt(gist.status, asOf);
  return { gist, state, column: columnOf(state, gist.status.nextMove) };
}

function isAsked({ gist, state, column }: Seen, query: BoardQuery): boolean {
  const words = query.text.toLowerCase().split(/\s+/u).filter(Boolean);
  const { name, email } = gist.author;
  const text = `${gist.title} ${name ?? ""} ${email ?? ""}`.toLowerCase();
  return (
    (query.column === null || query.column === column) &&
    (query.state === null || query.state === state) &&
    (!query.onlyWithTodos || gist.openTodos > 0) &&
    words.every((word) => text.includes(word))
  );
}

const COMPARE: Readonly<Record<BoardSort, (left: Seen, right: Seen) => number>> = {
  recent: (left, right) => right.gist.status.lastActivityAt - left.gist.status.lastActivityAt,
  waiting: (left, right) => left.gist.status.lastActivityAt - right.gist.status.lastActivityAt,
  todos: (left, right) => right.gist.openTodos - left.gist.openTodos,
};

/**
 * The series of a list by whose move it is, as of a moment; of a single column the page asked for,
 * of several the first of each. What was given up long ago is shown only where it is asked for.
 */
export async function loadBoard(
  { store }: AppContext,
  query: BoardQuery,
  asOf: number,
): Promise<Board> {
  const asked = query.column !== null || query.state !== null || query.text !== "";
  const gists = await store.listGists({
    list: query.list,
    minConfidence: MIN_DIGEST_CONFIDENCE,
    activeSince: asked ? 0 : asOf - ABANDONED_DAYS * DAY_SECONDS,
  });
  const seen = gists
    .map((gist) => seenAt(gist, asOf))
    .filter((one) => isAsked(one, query))
    .sort(COMPARE[query.sort]);
  const keys = query.column === null ? BOARD_COLUMNS : [query.column];
  const columns: BoardColumn[] = [];
  for (const key of keys) {
    const all = seen.filter(({ column }) => column === key);
    const from = query.column === null ? 0 : (query.page - 1) * query.size;
    const shown = all.slice(from, from + query.size);
    columns.push({ key, total: all.length, rows: await withSeries({ store }, shown) });
  }
  return { query, asOf, columns };
}

/** Series of a board with their revisions, in the order given. */
export async function withSeries(
  { store }: Pick<AppContext, "store">,
  shown: readonly Seen[],
): Promise<BoardRow[]> {
  const rows = await store.listSeries({ ids: shown.map(({ gist }) => gist.id) });
  const series = new Map(rows.map((row) => [row.series.id, row.series]));
  return shown.flatMap(({ gist, state }) => {
    const own = series.get(gist.id);
    return own === undefined ? [] : [{ gist, state, series: own }];
  });
}

/** A list on the page of all lists. */
export interface ListOverview {
  readonly name: string;
  readonly messages: number;
  readonly oldest: number;
  readonly newest: number;
  readonly moves: Readonly<Record<Exclude<Mover, "nobody">, number>>;
  /** Open TODOs of the series in flight. */
  readonly openTodos: number;
  readonly recent: readonly BoardRow[];
}

const RECENT = 6;

/** Every list with what moves on it, each as of its newest mail. */
export async function listOverviews({ store }: AppContext): Promise<ListOverview[]> {
  const found: ListOverview[] = [];
  for (const list of await store.listLists()) {
    const gists = await store.listGists({
      list: list.name,
      activeSince: list.newest - ABANDONED_DAYS * DAY_SECONDS,
      minConfidence: MIN_DIGEST_CONFIDENCE,
    });
    const seen = gists.map((gist) => seenAt(gist, list.newest));
    const flying = seen.filter(({ gist, state }) =>
      isInFlight({ status: { ...gist.status, state } }),
    );
    const moving = (mover: Mover) =>
      flying.filter(({ gist }) => gist.status.nextMove === mover).length;
    found.push({
      ...list,
      moves: {
        author: moving("author"),
        reviewers: moving("reviewers"),
        maintainer: moving("maintainer"),
      },
      openTodos: flying.reduce((sum, { gist }) => sum + gist.openTodos, 0),
      recent: await withSeries({ store }, flying.slice(0, RECENT)),
    });
  }
  return found;
}
