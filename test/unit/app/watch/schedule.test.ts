import { describe, expect, test } from "vitest";
import {
  begun,
  cutOff,
  ended,
  newRun,
  nextMoment,
  standingOf,
} from "../../../../src/app/watch/schedule.ts";
import type { JobConfig, JobEnd, JobName, JobRun } from "../../../../src/model/watch.ts";

const at = (text: string): number => Date.parse(text) / 1000;
const NOON = at("2025-02-03T12:00:00Z");
const HOUR = 3_600;

function aJob(cron: string, zone = "UTC", job: JobName = "digests"): JobConfig {
  return { job, cron, zone };
}

function ran(job: JobConfig, when: number, state: JobEnd = "ok"): JobRun {
  return ended(begun(newRun(job, when), when), { state, error: null, chance: 0.5 }, when);
}

/** Every run that a schedule leads to when it is looked at every ten minutes. */
function runsBetween(job: JobConfig, from: string, to: string): string[] {
  let run = ran(job, at(from));
  const runs: string[] = [];
  for (let now = at(from); now <= at(to); now += 600) {
    if (!standingOf(job, run, now).due) continue;
    runs.push(new Date(now * 1000).toISOString().slice(5, 16));
    run = ended(begun(run, now), { state: "ok", error: null, chance: 0 }, now);
  }
  return runs;
}

describe("what is due", () => {
  test("a job is due from its moment on, and not again before the next", () => {
    const job = aJob("0 6 * * *");
    const run = ran(job, NOON);
    const six = at("2025-02-04T06:00:00Z");
    expect(standingOf(job, run, six - 1)).toMatchObject({ due: false, nextAt: six });
    expect(standingOf(job, run, six).due).toBe(true);
    expect(standingOf(job, ran(job, six), six)).toMatchObject({ due: false, nextAt: six + 86_400 });
  });

  test("seconds count where there is a sixth field", () => {
    const job = aJob("*/5 * * * * *");
    expect(standingOf(job, ran(job, NOON), NOON + 4).due).toBe(false);
    expect(standingOf(job, ran(job, NOON), NOON + 5).due).toBe(true);
  });

  test("a week's missed runs are made up for once", () => {
    const job = aJob("*/30 * * * *");
    const late = NOON + 7 * 86_400 + 60;
    expect(standingOf(job, ran(job, NOON), late).due).toBe(true);
    expect(standingOf(job, ran(job, late), late).due).toBe(false);
  });

  test("what came due while it ran is done once more afterwards", () => {
    const job = aJob("0 6 * * *");
    const early = begun(ran(job, NOON), at("2025-02-04T05:59:00Z"));
    const end = at("2025-02-04T06:10:00Z");
    const over = ended(early, { state: "ok", error: null, chance: 0 }, end);
    expect(standingOf(job, over, end).due).toBe(true);
  });

  test("what only fetches begins at once; what others read waits for its first time", () => {
    const sync = aJob("0 6 * * *", "UTC", "sync");
    expect(standingOf(sync, newRun(sync, NOON), NOON).due).toBe(true);
    const digests = aJob("0 6 * * *");
    expect(standingOf(digests, newRun(digests, NOON), NOON + HOUR).due).toBe(false);
    expect(standingOf(digests, newRun(digests, NOON), NOON + 18 * HOUR).due).toBe(true);
  });

  test("a job that runs is not due", () => {
    const job = aJob("* * * * *");
    expect(standingOf(job, begun(ran(job, NOON), NOON), NOON + HOUR).due).toBe(false);
  });
});

describe("zones", () => {
  test("six in the morning is another moment in each of them", () => {
    expect(nextMoment(aJob("0 6 * * *", "Asia/Kolkata"), NOON)).toBe(at("2025-02-04T00:30:00Z"));
    expect(nextMoment(aJob("0 6 * * *", "America/New_York"), NOON)).toBe(
      at("2025-02-04T11:00:00Z"),
    );
  });

  test("a time of day that spring leaves out is the first one after it, that day alone", () => {
    const runs = runsBetween(
      aJob("30 2 * * *", "Europe/Berlin"),
      "2025-03-29T12:00:00Z",
      "2025-03-31T12:00:00Z",
    );
    expect(runs).toEqual(["03-30T01:00", "03-31T00:30"]);
  });

  test("a time of day that autumn has twice comes once", () => {
    const runs = runsBetween(
      aJob("30 2 * * *", "Europe/Berlin"),
      "2025-10-25T12:00:00Z",
      "2025-10-27T12:00:00Z",
    );
    expect(runs).toEqual(["10-26T00:30", "10-27T01:30"]);
  });

  test("an interval goes on evenly through both", () => {
    for (const night of ["2025-03-30", "2025-10-26"]) {
      const job = aJob("*/30 * * * *", "Europe/Berlin");
      const runs = runsBetween(job, `${night}T00:00:00Z`, `${night}T03:00:00Z`);
      expect(runs.map((run) => run.slice(6))).toEqual([
        "00:30",
        "01:00",
        "01:30",
        "02:00",
        "02:30",
        "03:00",
      ]);
    }
  });
});

describe("a clock that is set back", () => {
  const job = aJob("0 * * * *");

  test("by a little makes nothing run twice", () => {
    const run = ran(job, NOON + 2);
    expect(standingOf(job, run, NOON - 5).due).toBe(false);
    expect(standingOf(job, run, NOON + 1).due).toBe(false);
    expect(standingOf(job, run, NOON + HOUR).due).toBe(true);
  });

  test("by a year does not stop the job for a year", () => {
    const run = ran(job, NOON + 365 * 86_400);
    const mended = standingOf(job, run, NOON);
    expect(mended).toMatchObject({ due: false, nextAt: NOON + HOUR, overdue: false });
    expect(standingOf(job, mended.run, NOON + HOUR).due).toBe(true);
  });

  test("a try that was put off to next year comes at once", () => {
    const run = ran(job, NOON + 365 * 86_400, "failed");
    expect(standingOf(job, run, NOON).due).toBe(true);
  });
});

describe("ends", () => {
  const job = aJob("* * * * *", "UTC", "sync");
  const end = (run: JobRun, state: JobEnd, now: number) =>
    ended(begun(run, now), { state, error: "x", chance: 0.5 }, now);

  test("a failing job waits longer and longer, whatever its schedule says, then starts anew", () => {
    let run = ran(job, NOON);
    const waits: number[] = [];
    for (let now = NOON; waits.length < 9; now = run.dueAt ?? now) {
      run = end(run, "failed", now);
      waits.push(((run.dueAt ?? 0) - now) / 60);
      expect(standingOf(job, run, (run.dueAt ?? 0) - 1).due).toBe(false);
      expect(standingOf(job, run, run.dueAt ?? 0).due).toBe(true);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360]);
    expect(end(run, "ok", NOON + 90_000)).toMatchObject({ failures: 0, dueAt: null });
  });

  test("one that was done in part keeps its schedule and counts as done", () => {
    const run = end(ran(job, NOON), "partly", NOON + 60);
    expect(run).toMatchObject({ failures: 0, succeededAt: NOON + 60, error: "x" });
    expect(standingOf(job, run, NOON + 60)).toMatchObject({ due: false, nextAt: NOON + 120 });
  });

  test("one that was told to stop is due at once, and did not fail", () => {
    const run = end(ran(job, NOON), "stopped", NOON + 60);
    expect(standingOf(job, run, NOON + 60).due).toBe(true);
    expect(run).toMatchObject({ failures: 0, succeededAt: NOON });
  });

  test("one that was cut off is due at once, but not again and again", () => {
    const once = cutOff(begun(ran(job, NOON), NOON), NOON + 60, 0.5);
    expect(standingOf(job, once, NOON + 60).due).toBe(true);
    const twice = cutOff(begun(once, NOON + 60), NOON + 120, 0.5);
    expect(standingOf(job, twice, NOON + 120).due).toBe(false);
    expect(standingOf(job, twice, NOON + 120 + 600).due).toBe(true);
  });
});

describe("overdue", () => {
  const job = aJob("0 6 * * 1");
  const monday = at("2025-02-10T06:00:00Z");

  test("a job is overdue two hours after its moment, not before", () => {
    const run = ran(job, NOON);
    expect(standingOf(job, run, monday + 2 * HOUR).overdue).toBe(false);
    expect(standingOf(job, run, monday + 2 * HOUR + 1).overdue).toBe(true);
  });

  test("trying and failing is no success", () => {
    const tried = ended(
      begun(ran(job, NOON), monday + 3 * HOUR),
      { state: "failed", error: "x", chance: 0.5 },
      monday + 3 * HOUR,
    );
    expect(standingOf(job, tried, monday + 3 * HOUR).overdue).toBe(true);
  });

  test("a run under way has a day, and a new job waits for its first time", () => {
    const runs = begun(ran(job, NOON), monday);
    expect(standingOf(job, runs, monday + 20 * HOUR).overdue).toBe(false);
    expect(standingOf(job, runs, monday + 25 * HOUR).overdue).toBe(true);
    expect(standingOf(job, newRun(job, NOON), monday - 1).overdue).toBe(false);
  });
});
