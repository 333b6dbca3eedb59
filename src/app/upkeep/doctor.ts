import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { Health } from "../../model/report.ts";
import type { AppContext } from "../context.ts";
import { jobStandings } from "../watch/watch.ts";

const run = promisify(execFile);

/** Looks at the set-up and the store: what is there, what was odd, what needs a hand. */
export async function examine(
  { store, config }: AppContext,
  setUp: {
    readonly database: string;
    readonly configuration: string | null;
    readonly node: string;
    /** Unix seconds UTC. */
    readonly now: number;
  },
  limit: number,
): Promise<Health> {
  const counts = await store.counts();
  const git = await gitVersion();
  const faults: string[] = [];
  if (git === null) faults.push("git is not to be found: public-inbox archives cannot be read");
  if (counts.pending > 0) {
    faults.push(
      `${counts.pending} messages or series wait for tracking: a run was cut off; any ingest or sync goes on`,
    );
  }
  for (const { job, run, overdue } of await jobStandings({ store, config }, setUp.now)) {
    if (!overdue) continue;
    const why = run.error === null ? "does patchtrail watch run?" : run.error;
    faults.push(`the job ${job.job} of watch is overdue: ${why}`);
  }
  if (counts.unindexed > 0) {
    faults.push(
      `${counts.unindexed} mails are not in the search index yet; any ingest or sync adds them`,
    );
  }
  const stuck = await store.listDeliveries({ states: ["failed", "sending"] });
  if (stuck.length > 0) {
    faults.push(`${stuck.length} of the outbox failed or have no outcome: patchtrail outbox`);
  }
  for (const list of config.lists) {
    if (list.archives.length === 0) faults.push(`list ${list.name} names no archive`);
    for (const { path } of list.archives) {
      if (path !== null && !existsSync(path))
        faults.push(`list ${list.name}: ${path} does not exist`);
    }
  }
  const { database, configuration, node } = setUp;
  return {
    database,
    configuration,
    node,
    git,
    counts,
    diagnostics: await store.countDiagnostics(),
    problems: await store.listProblems(limit),
    faults,
  };
}

async function gitVersion(): Promise<string | null> {
  try {
    return (await run("git", ["--version"])).stdout.trim().replace(/^git version /, "");
  } catch {
    // Not installed, or not allowed to run: both mean that it is not there for us.
    return null;
  }
}
