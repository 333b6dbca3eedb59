import { BOARD_COLUMNS, BOARD_SORTS, listOverviews, loadBoard } from "../app/board.ts";
import type { AppContext } from "../app/context.ts";
import { loadMail, loadThread } from "../app/thread-page.ts";
import { linkTemplate, newestMail } from "../app/views.ts";
import { TrackerError } from "../errors.ts";
import { SERIES_STATES } from "../model/series.ts";
import { listPath, mailPath } from "./addresses.ts";
import type { Page, Viewer } from "./page.ts";
import { boardPage } from "./pages/board.ts";
import { homePage } from "./pages/home.ts";
import { mailPage, threadPage } from "./pages/thread.ts";
import { oneOf, pageNumber } from "./query.ts";

/** What a page is made from. */
export interface Visit {
  readonly app: AppContext;
  readonly query: URLSearchParams;
  readonly viewer: Viewer | null;
  /** Path and query as asked for. */
  readonly path: string;
}

/** Leads elsewhere: `location` is a path of ours. */
export interface Redirect {
  readonly location: string;
}

export type Answer = Page | Redirect;

const COLUMN_SIZE = 25;
const TABLE_SIZE = 50;

export async function showHome({ app }: Visit): Promise<Page> {
  return homePage(await listOverviews(app));
}

/** The board of a list. */
export async function showBoard({ app, query }: Visit, list: string): Promise<Page> {
  const column = oneOf(query, "next", BOARD_COLUMNS);
  const board = await loadBoard(
    app,
    {
      list,
      column,
      state: oneOf(query, "state", SERIES_STATES),
      text: (query.get("q") ?? "").slice(0, 200),
      onlyWithTodos: query.get("todo") === "1",
      sort: oneOf(query, "sort", BOARD_SORTS) ?? "recent",
      page: pageNumber(query) ?? 1,
      size: column === null ? COLUMN_SIZE : TABLE_SIZE,
    },
    await newestMail(app, list),
  );
  return boardPage(board);
}

/** A mail's list as its address should name it. */
async function listOfMail({ app }: Visit, list: string | null, messageId: string): Promise<string> {
  const message = await app.store.getMessage(messageId);
  if (message === null) {
    throw new TrackerError("not-found", `no mail ${messageId} is stored`, {
      hint: "it may be on a list, or of a time, that is not followed here",
    });
  }
  const known = message.lists;
  return list !== null && known.includes(list) ? list : (known[0] ?? "all");
}

/** One mail, at the address that lore gives it. */
export async function showMail(
  visit: Visit,
  list: string | null,
  messageId: string,
): Promise<Answer> {
  const own = await listOfMail(visit, list, messageId);
  if (own !== list) return { location: mailPath(own, messageId) };
  const loaded = await loadMail(visit.app, messageId);
  if (loaded === null) throw new TrackerError("not-found", `no mail ${messageId} is stored`);
  return mailPage(loaded, { list: own, linkTemplate: linkTemplate(visit.app, own) });
}

/** The thread of a mail. */
export async function showThread(
  visit: Visit,
  list: string | null,
  messageId: string,
): Promise<Answer> {
  const own = await listOfMail(visit, list, messageId);
  if (own !== list) return { location: `${mailPath(own, messageId)}T/` };
  const thread = await loadThread(visit.app, messageId, pageNumber(visit.query));
  if (thread === null) throw new TrackerError("not-found", `no mail ${messageId} is stored`);
  return threadPage(thread, { list: own, linkTemplate: linkTemplate(visit.app, own) });
}

const LIST_PAGES: Readonly<Record<string, (visit: Visit, list: string) => Promise<Answer>>> = {
  "": showBoard,
};

/**
 * What stands at a path below the root that is no page of its own: a list's pages, a mail at the
 * address that lore gives it, or at `/r/`. Null: nothing.
 *
 * @param steps decoded steps of the path, `""` for a slash at its end
 */
export async function showBelowList(
  visit: Visit,
  steps: readonly string[],
): Promise<Answer | null> {
  const [name = "", second, third, ...rest] = steps;
  const lists = (await visit.app.store.listLists()).map((list) => list.name);
  const list = lists.includes(name) ? name : null;
  if (list === null && name !== "r") {
    // lore has mails under lists that we may not follow; the mail itself may be known from another.
    const stored = second === undefined ? null : await visit.app.store.getMessage(second);
    if (stored === null) return null;
  }
  if (second === undefined) return list === null ? null : { location: listPath(list) };
  const page =
    list !== null && rest.length === 0 && third === undefined ? LIST_PAGES[second] : null;
  if (list !== null && page) return page(visit, list);
  if (second === "" || rest.some((step) => step !== "")) return null;
  if (third === undefined) return { location: mailPath(list, second) };
  if (third === "") return showMail(visit, list, second);
  if (third !== "T" && third !== "t") return null;
  return rest.length === 0
    ? { location: `${mailPath(list, second)}T/` }
    : showThread(visit, list, second);
}
