import type { DecisionRecords } from "../../model/decision.ts";
import type { DerivedRecords, JudgedSeries } from "../../model/derived.ts";
import type { Readings } from "../../model/readings.ts";
import type { SeriesContext } from "../../model/series.ts";
import { findApplied } from "../../series/applied.ts";
import { lastCommitAt } from "../../series/silence.ts";
import { decidedTodos } from "../../todo/by-hand.ts";
import { judgeSeries } from "./judge-series.ts";
import { buildSeriesContext } from "./series-context.ts";

/** Judges series as the store holds them, in order; those that are gone are left out. */
export async function judgeStored(
  store: Pick<
    DerivedRecords & DecisionRecords & Readings,
    "loadSeries" | "listDecisions" | "newestAt"
  >,
  ids: readonly string[],
): Promise<JudgedSeries[]> {
  const decided = decidedTodos(await store.listDecisions());
  const silentUntil = await store.newestAt();
  const judged: JudgedSeries[] = [];
  for (const id of ids) {
    const loaded = await store.loadSeries(id);
    if (loaded === null) continue;
    const series = buildSeriesContext(loaded);
    const asOf = newsAt(series);
    const judgement = judgeSeries(series, asOf, {
      decided,
      silentUntil: Math.max(asOf, silentUntil),
    });
    judged.push({ id, ...judgement, silentUntil });
  }
  return judged;
}

/**
 * The moment of the newest mail or commit about a series: at it nothing is silent yet. What depends
 * on today (stalled, abandoned) is laid over when it is read.
 */
function newsAt(series: SeriesContext): number {
  const mails = series.mails.map(({ message }) => message.sentAt ?? message.receivedAt ?? 0);
  // Notices are mails: without a commit to weigh against them they tell no other time.
  const commits = series.commits ?? [];
  const applied = commits.length === 0 ? null : findApplied(series, Number.POSITIVE_INFINITY);
  return Math.max(0, ...mails, lastCommitAt(applied));
}
