import type { DigestInput, IsoWeek, SeriesView } from "../model/report.ts";
import type { Series, SeriesContext } from "../model/series.ts";
import type { SeriesRow } from "../model/store.ts";
import { findBridges } from "../series/bridges.ts";
import { type DecidedTodos, decidedTodos } from "../todo/by-hand.ts";
import { traitsOf } from "../series/traits.ts";
import type { AppContext } from "./context.ts";
import { judgeSeries } from "./judge-series.ts";
import { ABANDONED_DAYS, stateAt } from "./moment.ts";
import { buildSeriesContext, contextAt } from "./series-context.ts";

const DAY = 86_400;
/** Where a mail can be read when the configuration does not say. */
export const DEFAULT_LINK = "https://lore.kernel.org/{list}/{id}/";

/** The moment of the newest mail of a list, or of all: what "now" means for an archive. */
export async function newestMail({ store }: AppContext, list: string | null): Promise<number> {
  const { lists } = await store.counts();
  const times = lists
    .filter(({ name }) => list === null || name === list)
    .map(({ newest }) => newest);
  return Math.max(0, ...times);
}

export function linkTemplate({ config }: AppContext, list: string): string {
  return config.lists.find(({ name }) => name === list)?.link ?? DEFAULT_LINK;
}

/** A series as its stored state tells it, seen from a moment. */
export async function viewOf(
  { store }: AppContext,
  row: SeriesRow,
  asOf: number,
): Promise<SeriesView> {
  const links = await store.listLinks(row.series.id);
  return {
    series: row.series,
    status: { ...row.status, state: stateAt(row.status, asOf) },
    todos: await store.listTodos({ series: row.series.id }),
    links,
    bridges: findBridges(row.series.revisions, links),
  };
}

/** Every series of a list (or of all) with mail since a time, seen from a moment. */
export async function listViews(
  context: AppContext,
  list: string | null,
  options: { readonly asOf: number; readonly activeSince?: number },
): Promise<SeriesView[]> {
  const rows = await context.store.listSeries({
    ...(list === null ? {} : { list }),
    activeSince: options.activeSince ?? 0,
  });
  const views = [];
  for (const row of rows) views.push(await viewOf(context, row, options.asOf));
  return views;
}

/** A series as it stood at a moment in the past: the mails of that time alone, what was decided. */
function viewAt(series: SeriesContext, asOf: number, decided: DecidedTodos): SeriesView | null {
  const then = contextAt(series, asOf);
  if (then === null) return null;
  const { status, todos } = judgeSeries(then, asOf, decided);
  return {
    series: then.series,
    status: { ...status, state: stateAt(status, asOf) },
    todos,
    links: [],
    bridges: [],
  };
}

/** What the digest of a list and week is made of. */
export async function digestInput(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<DigestInput> {
  const { store, reporter } = context;
  const rows = await store.listSeries({ list, activeSince: week.from - ABANDONED_DAYS * DAY });
  const decisions = await store.listDecisions();
  // People put the past right, too; but what they settle in a week is part of what it changed.
  const decided = decidedTodos(decisions);
  const decidedBefore = decidedTodos(
    decisions.filter(
      ({ kind, decidedAt }) =>
        kind === "todo-dismiss" || decidedAt < week.from || decidedAt >= week.to,
    ),
  );
  const series: SeriesView[] = [];
  const before = new Map<string, SeriesView>();
  let done = 0;
  for (const row of rows) {
    reporter.progress({ label: "digest", done: (done += 1), total: rows.length, unit: "series" });
    if (!couldAppear(row.series, week)) continue;
    const loaded = await store.loadSeries(row.series.id);
    if (loaded === null) continue;
    const whole = buildSeriesContext(loaded);
    // The last second of the week: a mail of the next Monday is not in it.
    const then = viewAt(whole, week.to - 1, decided);
    if (then === null) continue;
    series.push(then);
    const earlier = viewAt(whole, week.from - 1, decidedBefore);
    if (earlier !== null) before.set(row.series.id, earlier);
  }
  reporter.finished("digest");
  const { mails, people } = await store.countMail(list, week.from, week.to);
  return {
    list,
    week,
    series,
    before,
    mailsThisWeek: mails,
    peopleThisWeek: people,
    linkTemplate: linkTemplate(context, list),
  };
}

/** Backports and pull requests are reviewed elsewhere: a list's digest is about its own work. */
function couldAppear(series: Series, week: IsoWeek): boolean {
  if (series.revisions.some((revision) => traitsOf(revision).sideline !== null)) return false;
  return series.revisions.some((revision) => revision.postedAt < week.to);
}
