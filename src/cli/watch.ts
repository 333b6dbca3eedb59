import type { AppContext } from "../app/context.ts";
import { jobStandings, watch } from "../app/watch/watch.ts";
import { ExitStatus } from "../errors.ts";
import type { RunReport } from "../model/watch.ts";
import { renderRun, renderStandings, runFields, standingFields } from "../report/watch.ts";
import type { AddCommand, Face } from "./command.ts";
import { clock } from "./outbox.ts";
import { inertLines } from "./terminal.ts";

interface WatchOptions {
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly health?: boolean;
  readonly json?: boolean;
}

/** `watch`: sync, track and publish when the configuration says so. */
export const addWatch: AddCommand = (program, face) => {
  program
    .command("watch")
    .description("sync, track and publish on the schedule that the configuration gives")
    .option("--once", "do what is due now, then end: for timers and cron")
    .option("--dry-run", "show each job with its last success and next run; do nothing")
    .option("--health", "the same, and end with 1 when a job is overdue")
    .option("--json", "one JSON object a run, or a job")
    .action(async (options: WatchOptions) => {
      if (options.dryRun === true || options.health === true) await show(face, options);
      else await runWatch(face, options);
    });
};

async function show(face: Face, { health, json }: WatchOptions): Promise<void> {
  const standings = await jobStandings(await face.app(), clock());
  if (json === true) {
    for (const each of standings) face.json(standingFields(each));
  } else if (standings.length === 0) {
    face.out("No job is configured: docs/watch.md tells how.");
  } else {
    face.out(renderStandings(standings, { width: face.columns, paint: face.paint }));
  }
  if (health === true && standings.some(({ overdue }) => overdue))
    face.setStatus(ExitStatus.failed);
}

async function runWatch(face: Face, { once = false, json = false }: WatchOptions): Promise<void> {
  const stop = new AbortController();
  // Whoever asks twice is not kept waiting: without a listener the system ends the process.
  const onSignal = () => {
    for (const name of SIGNALS) process.off(name, onSignal);
    face.err("patchtrail: ending after the step at hand; once more ends at once");
    stop.abort();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const context: AppContext = { ...(await face.app()), signal: stop.signal };
    let runs = 0;
    const onRun = (report: RunReport) => {
      runs += 1;
      tell(face, report, json);
      const bad = report.run.state === "failed" || report.run.state === "partly";
      if (once && bad) face.setStatus(ExitStatus.failed);
    };
    await watch(context, { once, onRun, now: clock, random: Math.random });
    if (once && runs === 0 && !json) face.out("Nothing is due: patchtrail watch --dry-run");
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

function tell(face: Face, report: RunReport, json: boolean): void {
  const { run, faults, notes, bug } = report;
  if (json) face.json({ ...runFields(report), error: run.error });
  else face.out(renderRun(report));
  for (const each of [...faults, ...notes]) {
    face.err(`patchtrail: ${run.job}: ${inertLines(each)}`);
  }
  if (bug === null) return;
  face.err("patchtrail: a bug of ours, sorry. Please report it with the lines below.");
  face.err(bug.stack ?? bug.message);
}
