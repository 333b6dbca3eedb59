import type { RunReport, Standing } from "../model/watch.ts";
import { inertText } from "./inert.ts";
import { columnsFor, type LayoutOptions, padColumns, PLAIN_PAINT, wrap } from "./layout.ts";
import { formatMoment } from "./words.ts";

/** `2025-02-24T06:30:00Z`: RFC 3339, UTC, whole seconds. */
function stamp(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** One run for a log, flat: `time`, `job`, `state`, `seconds`, its figures, `failures`, `next`. */
export function runFields({ run, figures, nextAt }: RunReport): Record<string, string | number> {
  const { job, state, startedAt, endedAt, failures } = run;
  const at = endedAt ?? 0;
  return {
    time: stamp(at),
    job,
    state,
    seconds: Math.max(0, at - (startedAt ?? at)),
    ...figures,
    ...(failures > 0 ? { failures } : {}),
    ...(nextAt === null ? {} : { next: stamp(nextAt) }),
  };
}

/** The same as one line of `key=value`; figures that are nought are left out. */
export function renderRun(report: RunReport): string {
  const fields = Object.entries(runFields(report));
  const told = fields.filter(([key, value]) => value !== 0 || key === "seconds");
  return told.map(([key, value]) => `${key}=${value}`).join(" ");
}

/** One job for machines; times RFC 3339, null where there is none. */
export function standingFields(standing: Standing): Record<string, unknown> {
  const { job, run, nextAt, due, overdue } = standing;
  const time = (at: number | null) => (at === null ? null : stamp(at));
  return {
    ...job,
    state: run.state,
    started: time(run.startedAt),
    ended: time(run.endedAt),
    succeeded: time(run.succeededAt),
    next: time(nextAt),
    failures: run.failures,
    error: run.error,
    due,
    overdue,
  };
}

/** The jobs of `watch`: how each stands, its last success, when it is next due, what was wrong. */
export function renderStandings(
  standings: readonly Standing[],
  options: LayoutOptions = {},
): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const width = columnsFor(options);
  const rows = standings.flatMap((standing) => {
    const { job, run, nextAt, due, overdue } = standing;
    const last = run.succeededAt === null ? "never" : formatMoment(run.succeededAt);
    const next = due ? "now" : nextAt === null ? "never" : formatMoment(nextAt);
    const state = overdue ? "overdue" : run.state;
    const colour = overdue || state === "failed" ? paint.red : same;
    const row = `${padColumns(job.job, 10)}${colour(padColumns(state, 9))}${padColumns(last, 22)}${padColumns(next, 22)}`;
    const told = [`${job.cron} (${job.zone})`, ...(run.error === null ? [] : [run.error])];
    return [
      row.trimEnd(),
      ...told.flatMap((text) => wrap(inertText(text), { width, first: "  ", rest: "    " })),
    ];
  });
  const head = `${padColumns("job", 10)}${padColumns("state", 9)}${padColumns("last success", 22)}next`;
  return `${[paint.bold(head), ...rows].join("\n")}\n`;
}

function same(text: string): string {
  return text;
}
