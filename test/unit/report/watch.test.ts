import { expect, test } from "vitest";
import type { RunReport, Standing } from "../../../src/model/watch.ts";
import { renderRun, renderStandings, runFields } from "../../../src/report/watch.ts";

const AT = Date.UTC(2025, 1, 3, 6, 0, 0) / 1000;
const run = {
  job: "sync",
  state: "ok",
  since: AT,
  attendedAt: AT,
  dueAt: null,
  startedAt: AT,
  endedAt: AT + 3,
  succeededAt: AT + 3,
  failures: 0,
  error: null,
} as const;
const report: RunReport = {
  run,
  figures: { mails: 12, aside: 0 },
  faults: [],
  notes: [],
  bug: null,
  nextAt: AT + 1_800,
};
const standing: Standing = {
  job: { job: "sync", cron: "*/30 * * * *", zone: "UTC" },
  run,
  nextAt: AT + 1_800,
  due: false,
  overdue: false,
};

test("a run is one line of key=value in UTC, noughts left out", () => {
  expect(renderRun(report)).toBe(
    "time=2025-02-03T06:00:03Z job=sync state=ok seconds=3 mails=12 next=2025-02-03T06:30:00Z",
  );
  expect(runFields(report)).toMatchObject({ mails: 12, aside: 0 });
});

test("failures in a row are counted", () => {
  const failed = { ...run, state: "failed", failures: 4 } as const;
  expect(renderRun({ ...report, run: failed, figures: {} })).toContain("failures=4");
});

test("jobs are shown with their last success, their next run and what was wrong, inert", () => {
  const text = renderStandings([
    { ...standing, due: true },
    { ...standing, run: { ...run, error: "no\u001b[31m way" }, overdue: true },
    { ...standing, run: { ...run, state: "waiting", succeededAt: null }, nextAt: null },
  ]);
  expect(text.split("\n")).toEqual([
    "job       state    last success          next",
    "sync      ok       2025-02-03 06:00 UTC  now",
    "  */30 * * * * (UTC)",
    "sync      overdue  2025-02-03 06:00 UTC  2025-02-03 06:30 UTC",
    "  */30 * * * * (UTC)",
    expect.stringMatching(/^ {2}no\S* way$/) as string,
    "sync      waiting  never                 never",
    "  */30 * * * * (UTC)",
    "",
  ]);
  expect(text).not.toContain("\u001b");
});
