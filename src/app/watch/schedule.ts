import { Cron } from "croner";
import type { JobConfig, JobEnd, JobName, JobRun, Standing } from "../../model/watch.ts";
import { backOff } from "../send/outbox.ts";

/** Time that the clock may be set back without anything being done twice. */
const CLOCK_SLACK_SECONDS = 3_600;
/** Longer than any back-off: a time beyond was written by a clock that was wrong. */
const LONGEST_DUE_AHEAD_SECONDS = 12 * 3_600;
/** What is late by more needs a person: by then a failing job was tried again four times. */
const GRACE_SECONDS = 2 * 3_600;
/** A first reading of a great archive takes hours. */
const RUNNING_GRACE_SECONDS = 24 * 3_600;

/** Jobs that only fetch or write files: they may begin at once. What others read waits its turn. */
const SENDS_NOTHING: ReadonlySet<JobName> = new Set(["sync", "pages"]);

/**
 * The first moment of a job's schedule after a time; null when there is none. Where the clock of
 * the zone springs forward, a time of day that does not exist is the first one after the gap; where
 * it falls back, a time of day that exists twice is the first of them. Intervals go on through both.
 *
 * @param after Unix seconds UTC
 */
export function nextMoment({ cron, zone }: JobConfig, after: number): number | null {
  const next = new Cron(cron, { paused: true, timezone: zone }).nextRun(new Date(after * 1000));
  return next === null ? null : Math.floor(next.getTime() / 1000);
}

/** What is known of a job that was never heard of: one that sends waits for its first time. */
export function newRun({ job }: JobConfig, now: number): JobRun {
  return {
    job,
    state: "waiting",
    since: now,
    attendedAt: now,
    dueAt: SENDS_NOTHING.has(job) ? now : null,
    startedAt: null,
    endedAt: null,
    succeededAt: null,
    failures: 0,
    error: null,
  };
}

/** How a job stands at a moment: due when one of its moments passed since its last run, or several. */
export function standingOf(job: JobConfig, run: JobRun, now: number): Standing {
  const known = withClock(run, now);
  const nextAt = known.dueAt ?? nextMoment(job, known.attendedAt);
  const due = known.state !== "running" && nextAt !== null && nextAt <= now;
  return { job, run: known, nextAt, due, overdue: isOverdue(job, known, now) };
}

function isOverdue(job: JobConfig, run: JobRun, now: number): boolean {
  const atOnce = run.succeededAt === null && SENDS_NOTHING.has(job.job);
  const expectedAt = atOnce ? run.since : nextMoment(job, run.succeededAt ?? run.since);
  const grace = run.state === "running" ? RUNNING_GRACE_SECONDS : GRACE_SECONDS;
  return expectedAt !== null && expectedAt + grace < now;
}

/** The clock was set back: what lies ahead of it cannot be waited for. */
function withClock(run: JobRun, now: number): JobRun {
  const { since, attendedAt, succeededAt, dueAt } = run;
  const back = attendedAt > now + CLOCK_SLACK_SECONDS;
  const farAhead = dueAt !== null && dueAt > now + LONGEST_DUE_AHEAD_SECONDS;
  if (!back && !farAhead) return run;
  return {
    ...run,
    since: Math.min(since, now),
    attendedAt: Math.min(attendedAt, now),
    succeededAt: succeededAt === null ? null : Math.min(succeededAt, now),
    dueAt: farAhead ? now : dueAt,
  };
}

/** A run that begins now attends to every moment that has passed. */
export function begun(run: JobRun, now: number): JobRun {
  return { ...run, state: "running", attendedAt: now, startedAt: now, endedAt: null, dueAt: null };
}

/**
 * A run that ended. One that failed is tried again after a while, by no schedule before; one that
 * was told to stop as soon as possible.
 *
 * @param end.chance from 0 up to 1: spreads the waiting
 */
export function ended(
  run: JobRun,
  end: { readonly state: JobEnd; readonly error: string | null; readonly chance: number },
  now: number,
): JobRun {
  const { state, error } = end;
  const over = { ...run, state, error, endedAt: now };
  switch (state) {
    case "stopped":
      return { ...over, dueAt: now };
    case "failed": {
      const failures = run.failures + 1;
      return { ...over, failures, dueAt: now + backOff(failures, end.chance) };
    }
    default:
      return { ...over, failures: 0, succeededAt: now };
  }
}

/**
 * A run whose process went away: due at once the first time; should it be the job itself that ends
 * its process, it waits like one that failed.
 */
export function cutOff(run: JobRun, now: number, chance: number): JobRun {
  const error = "cut off: its process ended without a word";
  const failed = ended(run, { state: "failed", error, chance }, now);
  return run.failures === 0 ? { ...failed, dueAt: now } : failed;
}
