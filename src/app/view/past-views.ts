import { setImmediate } from "node:timers/promises";
import type { SeriesView } from "../../model/report.ts";
import type { Series, SeriesContext } from "../../model/series.ts";
import { OPEN_TODO_STATES } from "../../model/todo.ts";
import { ABANDONED_DAYS, STALLED_DAYS } from "../../series/silence.ts";
import { traitsOf } from "../../series/traits.ts";
import type { DecidedTodos } from "../../todo/by-hand.ts";
import { timeOf } from "../../todo/find.ts";
import { LET_GO_SECONDS } from "../../todo/follow.ts";
import type { AppContext } from "../context.ts";
import { judgeSeries } from "../track/judge-series.ts";
import { stateAt } from "../moment.ts";
import { buildSeriesContext, contextAt } from "../track/series-context.ts";
import { stopPoint } from "../stop-point.ts";

const DAY = 86_400;
/** Silences after which a series, or a TODO of it, is judged otherwise though no mail came. */
const SILENCES = [LET_GO_SECONDS + 1, STALLED_DAYS * DAY, ABANDONED_DAYS * DAY];

/** Moments in the past (ascending, Unix seconds), and what people decided about TODOs. */
export interface PastMoments {
  readonly moments: readonly number[];
  readonly decided: DecidedTodos;
}

/** A series with how it stood at each of some moments. */
export interface PastViews {
  readonly whole: SeriesContext;
  /** One for each moment; null where nothing of the series was posted yet. */
  readonly views: readonly (SeriesView | null)[];
}

/**
 * A series as it stood at a moment in the past, from the mails of that time alone and what people
 * decided; null where nothing of it was posted yet.
 */
export function viewAt(
  series: SeriesContext,
  asOf: number,
  decided: DecidedTodos,
): SeriesView | null {
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

/**
 * How a series stood at some moments (Unix seconds, ascending). Where neither a mail came nor a
 * silence grew long enough between two of them it is judged once: most series are quiet in most
 * weeks.
 */
export function viewsAt(
  whole: SeriesContext,
  { moments, decided }: PastMoments,
): (SeriesView | null)[] {
  const times = [
    ...whole.mails.map(timeOf),
    ...whole.series.revisions.map(({ postedAt }) => postedAt),
    ...(whole.commits ?? []).map(({ committedAt }) => committedAt),
  ];
  const newest = (at: number): number =>
    times.reduce((best, time) => (time <= at && time > best ? time : best), -Infinity);
  const views: (SeriesView | null)[] = [];
  let judgedAt = -Infinity;
  for (const at of moments) {
    const last = views.at(-1) ?? null;
    if (last !== null && newest(at) <= judgedAt && isSettled(last, judgedAt, at)) {
      views.push(last);
      continue;
    }
    views.push(viewAt(whole, at, decided));
    judgedAt = at;
  }
  return views;
}

/** True when a view of one moment is that of a later one too, if no mail came between them. */
function isSettled({ status, todos }: SeriesView, judgedAt: number, at: number): boolean {
  const passed = (moment: number): number =>
    SILENCES.filter((long) => moment - status.lastActivityAt >= long).length;
  // While something is open, an objection that is heard by nobody may be let be at any moment.
  const waits = passed(at) === 0 && todos.some(({ state }) => OPEN_TODO_STATES.has(state));
  return !waits && passed(judgedAt) === passed(at);
}

/**
 * The series of a list that a digest may tell of and that had mail since a time, with how they
 * stood at some moments (ascending, Unix seconds).
 */
export async function* listPastViews(
  context: AppContext,
  filter: { readonly list: string; readonly activeSince: number },
  past: PastMoments,
): AsyncGenerator<PastViews> {
  const { store, reporter } = context;
  const rows = await store.listSeries(filter);
  const last = past.moments.at(-1) ?? 0;
  let done = 0;
  for (const row of rows) {
    await stopPoint(context);
    reporter.progress({ label: "digest", done: (done += 1), total: rows.length, unit: "series" });
    if (!couldAppear(row.series, last)) continue;
    // A digest takes seconds: a server answers others in between.
    await setImmediate();
    const loaded = await store.loadSeries(row.series.id);
    if (loaded === null) continue;
    const whole = buildSeriesContext(loaded);
    yield { whole, views: viewsAt(whole, past) };
  }
  reporter.finished("digest");
}

/** Backports and pull requests are reviewed elsewhere: a list's digest is about its own work. */
function couldAppear(series: Series, until: number): boolean {
  if (series.revisions.some((revision) => traitsOf(revision).sideline !== null)) return false;
  return series.revisions.some((revision) => revision.postedAt <= until);
}
