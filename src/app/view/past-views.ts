import { setImmediate } from "node:timers/promises";
import type { SeriesView } from "../../model/report.ts";
import type { Series, SeriesContext } from "../../model/series.ts";
import type { Todo } from "../../model/todo.ts";
import { ABANDONED_DAYS, lastCommitAt, STALLED_DAYS } from "../../series/silence.ts";
import { traitsOf } from "../../series/traits.ts";
import type { DecidedTodos } from "../../todo/by-hand.ts";
import { timeOf } from "../../todo/find.ts";
import type { AppContext } from "../context.ts";
import { judgeSeries, statusAmong } from "../track/judge-series.ts";
import { stateAt } from "../moment.ts";
import { buildSeriesContext, contextAt } from "../track/series-context.ts";
import { stopPoint } from "../stop-point.ts";

const DAY = 86_400;
/** Days of silence after which a series is judged otherwise though no mail came. */
const SILENCES = [STALLED_DAYS, ABANDONED_DAYS];

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

/** The TODOs of a series after news of one time, and how long there had been no other by then. */
interface KnownTodos {
  readonly todos: readonly Todo[];
  /** Unix seconds, both. */
  readonly newsAt: number;
  readonly silentUntil: number;
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
  return then === null ? null : toView(then, asOf, judgeSeries(then, asOf, { decided }));
}

function toView(
  { series }: SeriesContext,
  asOf: number,
  { status, todos }: Pick<SeriesView, "status" | "todos">,
): SeriesView {
  const state = stateAt(status, asOf);
  return { series, status: { ...status, state }, todos, links: [], bridges: [] };
}

/**
 * How a series stood at some moments (Unix seconds, ascending). TODOs are found and followed once
 * for all moments between which neither a mail came nor an objection was let be: most series are
 * quiet in most weeks. What is stored serves where nothing came since.
 */
export function viewsAt(
  whole: SeriesContext,
  { moments, decided }: PastMoments,
  stored: Omit<KnownTodos, "newsAt"> | null = null,
): (SeriesView | null)[] {
  const times = [
    ...whole.mails.map(timeOf),
    ...whole.series.revisions.map(({ postedAt }) => postedAt),
    ...(whole.commits ?? []).map(({ committedAt }) => committedAt),
  ];
  const newest = (at: number): number =>
    times.reduce((best, time) => (time <= at && time > best ? time : best), -Infinity);
  const known: KnownTodos[] = stored === null ? [] : [{ ...stored, newsAt: newest(Infinity) }];
  const views: (SeriesView | null)[] = [];
  let last = { newsAt: -Infinity, at: -Infinity };
  for (const at of moments) {
    const newsAt = newest(at);
    const view = views.at(-1) ?? null;
    if (view !== null && newsAt === last.newsAt && isSettled(view, last.at, at)) {
      views.push(view);
      continue;
    }
    last = { newsAt, at };
    const then = contextAt(whole, at);
    if (then === null) {
      views.push(null);
      continue;
    }
    const fit = known.find(
      (each) => each.newsAt === newsAt && !letsGoBetween(each.todos, each.silentUntil, at),
    );
    if (fit === undefined) {
      const judged = judgeSeries(then, at, { decided });
      known.push({ todos: judged.todos, newsAt, silentUntil: at });
      views.push(toView(then, at, judged));
    } else {
      const { todos } = fit;
      views.push(toView(then, at, { status: statusAmong(then, at, todos), todos }));
    }
  }
  return views;
}

/** True when a view of one moment is that of a later one too, if no mail came between them. */
function isSettled({ status, todos }: SeriesView, judgedAt: number, at: number): boolean {
  const lastNewsAt = Math.max(status.lastActivityAt, lastCommitAt(status.applied));
  const passed = (moment: number): number =>
    SILENCES.filter((days) => moment - lastNewsAt >= days * DAY).length;
  return passed(judgedAt) === passed(at) && !letsGoBetween(todos, judgedAt, at);
}

/** Whether silence alone makes another thing of one of the TODOs between two moments. */
function letsGoBetween(todos: readonly Todo[], one: number, other: number): boolean {
  return todos.some(({ letGoAt }) => letGoAt !== undefined && letGoAt < one !== letGoAt < other);
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
  const silentUntil = await store.newestAt();
  const { messages, series } = await store.countDirty();
  const isTracked = messages + series === 0;
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
    const stored = isTracked
      ? { todos: await store.listTodos({ series: row.series.id }), silentUntil }
      : null;
    yield { whole, views: viewsAt(whole, past, stored) };
  }
  reporter.finished("digest");
}

/** Backports and pull requests are reviewed elsewhere: a list's digest is about its own work. */
function couldAppear(series: Series, until: number): boolean {
  if (series.revisions.some((revision) => traitsOf(revision).sideline !== null)) return false;
  return series.revisions.some((revision) => revision.postedAt <= until);
}
