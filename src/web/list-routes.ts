import { BOARD_COLUMNS, BOARD_SORTS, loadBoard } from "../app/view/board.ts";
import { findDigest } from "../app/send/digest-archive.ts";
import { listFeed } from "../app/send/feeds.ts";
import { newestMail } from "../app/view/views.ts";
import { TrackerError } from "../errors.ts";
import { SERIES_STATES } from "../model/series.ts";
import { MIN_DIGEST_CONFIDENCE } from "../report/digest-todo.ts";
import { formatIsoWeek, isoWeekOf, parseIsoWeek } from "../report/iso-week.ts";
import { listCharts } from "../report/list-charts.ts";
import { DAY_SECONDS } from "../report/words.ts";
import { listPath } from "./addresses.ts";
import type { Page } from "./page.ts";
import { boardPage } from "./pages/board.ts";
import { CHART_WEEKS, chartsPage } from "./pages/charts.ts";
import { digestPage, digestsPage, digestWaitPage } from "./pages/digests.ts";
import { showTodos } from "./find-routes.ts";
import { oneOf, pageNumber } from "./query.ts";
import type { Answer, Document, Visit } from "./visit.ts";

const COLUMN_SIZE = 20;
const TABLE_SIZE = 50;

/** The board of a list. */
async function showBoard({ app, query }: Visit, list: string): Promise<Page> {
  const column = oneOf(query, "next", BOARD_COLUMNS);
  const board = await loadBoard(
    app,
    {
      list,
      column,
      state: oneOf(query, "state", SERIES_STATES),
      text: (query.get("q") ?? "").trim().slice(0, 200),
      onlyWithTodos: query.get("todo") === "1",
      sort: oneOf(query, "sort", BOARD_SORTS) ?? "recent",
      page: pageNumber(query) ?? 1,
      size: column === null ? COLUMN_SIZE : TABLE_SIZE,
    },
    await newestMail(app, list),
  );
  return boardPage(board);
}

async function showDigests({ app }: Visit, list: string): Promise<Page> {
  return digestsPage(list, await app.store.countMailByWeek(list));
}

async function showCharts({ app, query }: Visit, list: string): Promise<Page> {
  const weeks = oneOf(query, "weeks", CHART_WEEKS) ?? "52";
  const asOf = await newestMail(app, list);
  const activity = await app.store.listActivity(list, MIN_DIGEST_CONFIDENCE);
  const mail = await app.store.countMailByWeek(list);
  const charts = listCharts(activity, mail, { until: asOf, weeks: Number(weeks) });
  return chartsPage(charts, { list, weeks, asOf });
}

async function showFeed({ app, origin }: Visit, list: string): Promise<Document> {
  const text = await listFeed(app, list, `${origin}${listPath(list)}feed.atom`);
  return { type: "application/atom+xml; charset=utf-8", text };
}

/** The digest of a week; while it is being made a page that says so. */
export async function showDigest(visit: Visit, list: string, label: string): Promise<Answer> {
  const { app, digests } = visit;
  const week = parseIsoWeek(label);
  const name = formatIsoWeek(week);
  if (name !== label) return { location: `${listPath(list)}digests/${name}` };
  const weeks = (await app.store.countMailByWeek(list)).map(({ from }) =>
    formatIsoWeek(isoWeekOf(from + DAY_SECONDS)),
  );
  if (!weeks.includes(name)) {
    throw new TrackerError("not-found", `${list} has no mail of the week ${name}`, {
      hint: `there are ${weeks[0] ?? "no weeks"} to ${weeks.at(-1) ?? ""}`,
    });
  }
  const digest = await findDigest(app, list, week);
  if (digest !== null) return digestPage(digest, weeks);
  if (digests.ask(list, week)) return digestWaitPage(list, name);
  throw new Error(`the digest ${list} ${name} could not be made`);
}

type ListPage = (visit: Visit, list: string) => Promise<Answer>;

/** The pages of a list by the step after its name. */
export const LIST_PAGES: ReadonlyMap<string, ListPage> = new Map<string, ListPage>([
  ["", showBoard],
  ["todos", showTodos],
  ["digests", showDigests],
  ["charts", showCharts],
  ["feed.atom", showFeed],
  ["new.atom", showFeed],
]);
