/** What `watch` does by itself, in the order in which it does what is due at once. */
export const JOBS = ["sync", "digests", "issues", "webhooks", "outbox", "pages"] as const;
export type JobName = (typeof JOBS)[number];

/** When a job is due: a cron expression, read in a zone. */
export interface JobConfig {
  readonly job: JobName;
  /** Five fields, six with seconds in front, or `@daily` and the like. */
  readonly cron: string;
  /** IANA zone. */
  readonly zone: string;
}

export interface WatchConfig {
  /** Jobs that are to be done, in the order of `JOBS`. */
  readonly jobs: readonly JobConfig[];
  /** Where the job `pages` writes, and how many weeks anew each time; null: nowhere. */
  readonly pages: { readonly folder: string; readonly weeks: number } | null;
}

/** How a run ended: `partly` with faults beside what was done, `stopped` because it was told to. */
export type JobEnd = "ok" | "partly" | "failed" | "stopped";

/** `waiting` was never begun; `running` was, and has no end yet (after a crash it never gets one). */
export type JobState = "waiting" | "running" | JobEnd;

/** What is kept of a job from run to run. Times are Unix seconds UTC. */
export interface JobRun {
  readonly job: JobName;
  readonly state: JobState;
  /** When it was first heard of. */
  readonly since: number;
  /** Moments of its schedule up to this one are done with. */
  readonly attendedAt: number;
  /** To be run at this time, whatever its schedule says; null: as that says. */
  readonly dueAt: number | null;
  readonly startedAt: number | null;
  /** Null while it runs. */
  readonly endedAt: number | null;
  /** When a run last ended as `ok` or `partly`. */
  readonly succeededAt: number | null;
  /** Runs in a row that failed. */
  readonly failures: number;
  /** What was wrong with the last run; null: nothing. */
  readonly error: string | null;
}

/** A job with what is known of it, as it stands at a moment. Times are Unix seconds UTC. */
export interface Standing {
  readonly job: JobConfig;
  readonly run: JobRun;
  /** When it is to run next, or was to; null: never again. */
  readonly nextAt: number | null;
  readonly due: boolean;
  /** It should have succeeded long ago. */
  readonly overdue: boolean;
}

/** What came of one run of a job. Times are Unix seconds UTC. */
export interface RunReport {
  readonly run: JobRun & { readonly state: JobEnd };
  readonly figures: Readonly<Record<string, number>>;
  /** What went wrong, each in a sentence. */
  readonly faults: readonly string[];
  /** What else the operator should know. */
  readonly notes: readonly string[];
  /** What was thrown, where it was no failure that an operator can act on. */
  readonly bug: Error | null;
  /** When the job is due next; null: never. */
  readonly nextAt: number | null;
}

/** Our records of runs of jobs. */
export interface JobRecords {
  /** What is known of the jobs of `watch`. */
  listJobRuns(): Promise<JobRun[]>;
  /** Keeps what is now known of jobs. */
  saveJobRuns(runs: readonly JobRun[]): Promise<void>;
  /** Forgets all jobs but these. */
  keepJobRuns(jobs: readonly JobName[]): Promise<void>;
}
