import { setTimeout as wait } from "node:timers/promises";
import { ExitStatus, TrackerError } from "../../errors.ts";
import type { JobConfig, JobEnd, RunReport, Standing } from "../../model/watch.ts";
import type { AppContext } from "../context.ts";
import { begun, cutOff, ended, newRun, standingOf } from "./schedule.ts";
import { JOB_WORK, type JobTools } from "./watch-jobs.ts";

/** The clock is looked at this often: it may be set, and the machine may have slept. */
const LONGEST_SLEEP_MS = 30_000;

export interface WatchOptions extends JobTools {
  /** Do what is due now, then end. */
  readonly once: boolean;
  /** Called with each run once it is recorded. */
  readonly onRun: (report: RunReport) => void;
}

/** How the configured jobs stand at a moment (Unix seconds UTC), also while another process watches. */
export async function jobStandings(
  { store, config }: Pick<AppContext, "store" | "config">,
  now: number,
): Promise<Standing[]> {
  const runs = new Map((await store.listJobRuns()).map((run) => [run.job, run]));
  return config.watch.jobs.map((job) =>
    standingOf(job, runs.get(job.job) ?? newRun(job, now), now),
  );
}

/**
 * Does each configured job when it is due, one at a time; what was missed is made up for once. Ends
 * when the context's signal is given (the step at hand is finished first), or with `once` when
 * nothing is due any more.
 *
 * @throws TrackerError `config-missing` when no job is configured; `store-busy` with the exit status
 *   `running` while another process watches this database
 */
export async function watch(context: AppContext, options: WatchOptions): Promise<void> {
  const { store, config } = context;
  const { jobs } = config.watch;
  if (jobs.length === 0) {
    throw new TrackerError("config-missing", "the configuration names no job to watch for", {
      exitStatus: ExitStatus.usage,
      hint: 'name when to sync: watch: {sync: {cron: "*/30 * * * *"}}; docs/watch.md tells the rest',
    });
  }
  const lock = await store.tryLock("watch");
  if (lock === null) {
    throw new TrackerError("store-busy", "another patchtrail watch is at work on this database", {
      exitStatus: ExitStatus.running,
      hint: "patchtrail watch --health tells how it stands",
    });
  }
  try {
    await begin(context, options);
    while (!isStopped(context)) {
      for (const job of jobs) await runIfDue(context, job, options);
      if (options.once) return;
      await sleep(context, options);
    }
  } finally {
    lock.release();
  }
}

/** We hold the lock: whatever is said to run was cut off. */
async function begin({ store, config }: AppContext, { now, random }: JobTools): Promise<void> {
  const { jobs } = config.watch;
  await store.keepJobRuns(jobs.map(({ job }) => job));
  const known = await store.listJobRuns();
  const fresh = jobs
    .filter(({ job }) => !known.some((run) => run.job === job))
    .map((job) => newRun(job, now()));
  const broken = known
    .filter(({ state }) => state === "running")
    .map((run) => cutOff(run, now(), random()));
  await store.saveJobRuns([...fresh, ...broken]);
}

async function runIfDue(context: AppContext, job: JobConfig, options: WatchOptions): Promise<void> {
  const { store } = context;
  if (isStopped(context)) return;
  const found = (await store.listJobRuns()).find((run) => run.job === job.job);
  const before = found ?? newRun(job, options.now());
  const { run, due } = standingOf(job, before, options.now());
  if (!due) {
    // What was mended after the clock was set back must be there for the next look.
    if (run !== found) await store.saveJobRuns([run]);
    return;
  }
  const started = begun(run, options.now());
  await store.saveJobRuns([started]);
  const { state, ...told } = await attempt(context, job, options);
  const error = told.faults[0] ?? null;
  const over = ended(started, { state, error, chance: options.random() }, options.now());
  await store.saveJobRuns([over]);
  const now = options.now();
  const { nextAt } = standingOf(job, over, now);
  // What came due in the meantime is due now.
  options.onRun({ run: { ...over, state }, ...told, nextAt: nextAt && Math.max(nextAt, now) });
}

type Attempt = { readonly state: JobEnd } & Omit<RunReport, "run" | "nextAt">;

/** Runs a job; whatever it throws must not keep the others from their turn. */
async function attempt(context: AppContext, { job }: JobConfig, tools: JobTools): Promise<Attempt> {
  try {
    const { failed, ...result } = await JOB_WORK[job](context, tools);
    const state = failed ? "failed" : result.faults.length > 0 ? "partly" : "ok";
    return { ...result, state, bug: null };
  } catch (error) {
    const nothing = { figures: {}, notes: [] };
    if (isStopped(context)) {
      return { ...nothing, state: "stopped", faults: [], bug: null };
    }
    const thrown = error instanceof Error ? error : new Error(String(error));
    const bug = thrown instanceof TrackerError ? null : thrown;
    return { ...nothing, state: "failed", faults: [thrown.message], bug };
  }
}

function isStopped({ signal }: AppContext): boolean {
  return signal?.aborted === true;
}

async function sleep(context: AppContext, { now }: JobTools): Promise<void> {
  const at = now();
  const next = (await jobStandings(context, at)).flatMap(({ nextAt }) => nextAt ?? []);
  const seconds = Math.max(1, Math.min(...next) - at);
  const { signal } = context;
  try {
    await wait(
      Math.min(LONGEST_SLEEP_MS, seconds * 1_000),
      undefined,
      signal === undefined ? {} : { signal },
    );
  } catch {
    // Woken by the signal; whoever called looks at it.
  }
}
