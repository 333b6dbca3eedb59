import type { FirstReview, WeekFigures } from "../../model/chart.ts";
import type { DigestInput, IsoWeek, SeriesView } from "../../model/report.ts";
import type { KeptDecision } from "../../model/decision.ts";
import type { SeriesRow } from "../../model/readings.ts";
import { WEEKS_OF_HISTORY, weekFigures } from "../../report/digest-charts.ts";
import { isoWeekOf } from "../../report/iso-week.ts";
import { findBridges } from "../../series/bridges.ts";
import { ABANDONED_DAYS } from "../../series/silence.ts";
import { type DecidedTodos, decidedTodos } from "../../todo/by-hand.ts";
import type { AppContext } from "../context.ts";
import { firstReviews } from "./first-reviews.ts";
import { stateAt } from "../moment.ts";
import { listPastViews, viewAt } from "./past-views.ts";
import { stopPoint } from "../stop-point.ts";

const DAY = 86_400;
const WEEK = 7 * DAY;
/** Where a mail can be read when the configuration does not say. */
export const DEFAULT_LINK = "https://lore.kernel.org/{list}/{id}/";

/** The moment of the newest mail of a list, or of all: what "now" means for an archive. */
export async function newestMail({ store }: AppContext, list: string | null): Promise<number> {
  const lists = await store.listLists();
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
  for (const row of rows) {
    await stopPoint(context);
    views.push(await viewOf(context, row, options.asOf));
  }
  return views;
}

/** What a digest and its charts are made of. */
export interface DigestSource {
  readonly input: DigestInput;
  /** Oldest week first, the digest's own last; weeks before the list's first series are left out. */
  readonly history: readonly WeekFigures[];
}

/** What the digest of a list and week is made of. */
export async function digestInput(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<DigestInput> {
  return (await digestSource(context, list, week, 2)).input;
}

/**
 * What the digest of a list and week is made of, and the figures of the weeks up to it (at least
 * 2), each from the mails of its time alone.
 */
export async function digestSource(
  context: AppContext,
  list: string,
  week: IsoWeek,
  weeks: number = WEEKS_OF_HISTORY,
): Promise<DigestSource> {
  const [source] = await digestSources(context, list, { week, weeks, digests: 1 });
  if (source === undefined) throw new RangeError("one digest was asked for");
  return source;
}

/**
 * The same for as many digests as asked for, oldest first, the last one that of the week; made
 * together they cost little more than one.
 */
export async function digestSources(
  context: AppContext,
  list: string,
  asked: { readonly week: IsoWeek; readonly weeks: number; readonly digests: number },
): Promise<DigestSource[]> {
  const { week, weeks, digests } = asked;
  const spans = spansUpTo(week, weeks + digests - 1);
  const first = weeks - 1;
  // The last second of a week: a mail of the next Monday is not in it.
  const moments = spans.map(({ to }) => to - 1);
  const at = spans.map((): SeriesView[] => []);
  const before = spans.map(() => new Map<string, SeriesView>());
  const reviews: FirstReview[] = [];
  const activeSince = (spans[0]?.from ?? 0) - ABANDONED_DAYS * DAY;
  const decisions = await context.store.listDecisions();
  const decided = decidedTodos(decisions);
  const decidedBefore = spans.map((span) => decidedElsewhere(decisions, span));
  const past = listPastViews(context, { list, activeSince }, { moments, decided });
  for await (const { whole, views } of past) {
    views.forEach((view, index) => {
      const since = (spans[index]?.from ?? 0) - ABANDONED_DAYS * DAY;
      if (view === null || view.status.lastActivityAt < since) return;
      at[index]?.push(view);
      const otherwise = index < first ? null : (decidedBefore[index] ?? null);
      const earlier =
        otherwise === null
          ? (views[index - 1] ?? null)
          : viewAt(whole, moments[index - 1] ?? 0, otherwise);
      if (earlier !== null) before[index]?.set(whole.series.id, earlier);
    });
    reviews.push(...firstReviews(whole));
  }
  const figures = spans.map((span, index) => weekFigures(span, at[index] ?? [], reviews));
  const start = at.findIndex((views) => views.length > 0);
  const sources: DigestSource[] = [];
  for (const [index, span] of spans.entries()) {
    if (index < first) continue;
    const { mails, people } = await context.store.countMail(list, span.from, span.to);
    const input = {
      list,
      week: span,
      series: at[index] ?? [],
      before: before[index] ?? new Map<string, SeriesView>(),
      mailsThisWeek: mails,
      peopleThisWeek: people,
      linkTemplate: linkTemplate(context, list),
    };
    const from = Math.max(index - first, start < 0 ? Infinity : start);
    sources.push({ input, history: figures.slice(from, index + 1) });
  }
  return sources;
}

/**
 * What people decided but for what they settled within a span: they put the past right, too, but
 * what they settle in a week is part of what it changed. Null where all counts.
 */
function decidedElsewhere(
  decisions: readonly KeptDecision[],
  { from, to }: IsoWeek,
): DecidedTodos | null {
  const others = decisions.filter(
    ({ kind, decidedAt }) => kind === "todo-dismiss" || decidedAt < from || decidedAt >= to,
  );
  return others.length === decisions.length ? null : decidedTodos(others);
}

/** So many weeks up to one, which is taken as it is: it may begin elsewhere than on Monday, UTC. */
function spansUpTo(week: IsoWeek, count: number): IsoWeek[] {
  return Array.from({ length: count }, (_, index) => {
    const from = week.from - (count - 1 - index) * WEEK;
    const { year, week: number } = isoWeekOf(from + DAY / 2);
    return index === count - 1 ? week : { year, week: number, from, to: from + WEEK };
  });
}
