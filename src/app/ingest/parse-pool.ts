import {
  type JobParcel,
  type OutcomeParcel,
  parcelJobs,
  type ParseJob,
  type ParseOutcome,
} from "./parse-job.ts";
import { ThreadPool, threadsFor } from "../thread-pool.ts";

/** A parcel: enough to make its postage small, few enough to spread a batch over the threads. */
const PARCEL_MAILS = 32;
const PARCEL_BYTES = 512 * 1024;

/** Threads that read mails. Outcomes come in the order of the jobs whatever the threads' timing. */
export class ParsePool {
  readonly #threads: ThreadPool<JobParcel, OutcomeParcel>;

  /** @param file the threads' script; another one than ours only in tests */
  constructor(threads: number, file: URL = new URL("./parse-worker.js", import.meta.url)) {
    this.#threads = new ThreadPool("read mails", { threads, file });
  }

  /** Reads copies; rejects with a TrackerError when a thread dies. */
  async parse(jobs: readonly ParseJob[]): Promise<ParseOutcome[]> {
    const parcels = cut(jobs).map(async (part) => {
      const parcel = parcelJobs(part);
      // Never nothing: a parcel of empty mails is work too.
      const weight = parcel.bytes.length + 1;
      return (await this.#threads.ask(parcel, weight, [parcel.bytes.buffer])).outcomes;
    });
    return (await Promise.all(parcels)).flat();
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

/** A pool for this machine: a thread for each core but the writer's own; null where none can run. */
export function startParsePool(): ParsePool | null {
  const threads = threadsFor(0);
  return threads === 0 ? null : new ParsePool(Math.max(1, threads - 1));
}

function cut(jobs: readonly ParseJob[]): ParseJob[][] {
  const parcels: ParseJob[][] = [];
  let bytes = Infinity;
  for (const job of jobs) {
    if (bytes >= PARCEL_BYTES || parcels.at(-1)!.length >= PARCEL_MAILS) {
      parcels.push([]);
      bytes = 0;
    }
    parcels.at(-1)!.push(job);
    bytes += job.mail.raw.length;
  }
  return parcels;
}
