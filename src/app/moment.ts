import type { SeriesState, SeriesStatus, Silence } from "../model/series.ts";
import { ABANDONED_DAYS, lastCommitAt, STALLED_DAYS } from "../series/silence.ts";

const DAY = 86_400;

const WAITING: ReadonlySet<SeriesState> = new Set([
  "rfc",
  "new",
  "under-review",
  "changes-requested",
  "ready",
  "stalled",
]);

/**
 * The state of a series at a moment: what its mails say, and what silence since then means.
 * A series whose mails carry no time at all is never called stalled.
 */
export function stateAt(status: SeriesStatus, asOf: number): SeriesState {
  if (!WAITING.has(status.state) || status.lastActivityAt === 0) return status.state;
  const lastNewsAt = Math.max(status.lastActivityAt, lastCommitAt(status.applied));
  const quietDays = (asOf - lastNewsAt) / DAY;
  if (quietDays >= ABANDONED_DAYS) return "abandoned";
  return quietDays >= STALLED_DAYS ? "stalled" : status.state;
}

/** When silence makes a series stalled or abandoned, seen from a moment: `stateAt` for queries. */
export function silenceAt(asOf: number): Silence {
  return {
    waiting: [...WAITING],
    stalledBefore: asOf - STALLED_DAYS * DAY,
    abandonedBefore: asOf - ABANDONED_DAYS * DAY,
  };
}
