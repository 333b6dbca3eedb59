import type { Database, Statement } from "better-sqlite3";
import type { JobName, JobRun } from "../model/watch.ts";

const SAVE = `
  INSERT OR REPLACE INTO job_run
    (job, state, since, attended_at, due_at, started_at, ended_at, succeeded_at, failures, error)
  VALUES (@job, @state, @since, @attendedAt, @dueAt, @startedAt, @endedAt, @succeededAt, @failures,
          @error)`;
const LIST = `
  SELECT job, state, since, attended_at AS attendedAt, due_at AS dueAt, started_at AS startedAt,
         ended_at AS endedAt, succeeded_at AS succeededAt, failures, error
    FROM job_run ORDER BY job`;
const KEEP = "DELETE FROM job_run WHERE job NOT IN (SELECT value FROM json_each(?))";

/** What `watch` did last. */
export class JobTable {
  readonly #save: Statement;
  readonly #list: Statement<[], JobRun>;
  readonly #keep: Statement<[string]>;

  constructor(db: Database) {
    this.#save = db.prepare(SAVE);
    this.#list = db.prepare(LIST);
    this.#keep = db.prepare(KEEP);
  }

  /** What is known of each job, by name. */
  list(): JobRun[] {
    return this.#list.all();
  }

  /** Keeps what is now known of jobs. */
  save(runs: readonly JobRun[]): void {
    for (const run of runs) this.#save.run(run);
  }

  /** Forgets all jobs but these. */
  keep(jobs: readonly JobName[]): void {
    this.#keep.run(JSON.stringify(jobs));
  }
}
