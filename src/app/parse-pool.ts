import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { TrackerError } from "../errors.ts";
import { type OutcomeParcel, parcelJobs, type ParseJob, type ParseOutcome } from "./parse-job.ts";

/** One thread writes; more readers than this it cannot keep busy. */
const MAX_WORKERS = 8;
/** A parcel: enough to make its postage small, few enough to spread a batch over the workers. */
const PARCEL_MAILS = 32;
const PARCEL_BYTES = 512 * 1024;
/** A worker's garbage is collected early: mails are short-lived, and memory is for the store. */
const HEAP = { maxYoungGenerationSizeMb: 16 };

const IS_BUILT = import.meta.url.endsWith(".js");

interface Waiting {
  readonly resolve: (outcomes: readonly ParseOutcome[]) => void;
  readonly reject: (error: Error) => void;
  readonly worker: Hand;
  readonly bytes: number;
}

interface Hand {
  readonly thread: Worker;
  /** Bytes handed over and not yet back. */
  load: number;
}

/**
 * Threads that read mails. Outcomes come in the order of the jobs whatever the threads' timing.
 * A thread that dies ends the whole: what was asked for and comes later is rejected with a
 * TrackerError; nothing is retried, for it would die again.
 */
export class ParsePool {
  readonly #hands: readonly Hand[];
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #dead: TrackerError | null = null;

  /** @param file the worker's script; another one than ours only in tests */
  constructor(workers: number, file: URL = new URL("./parse-worker.js", import.meta.url)) {
    this.#hands = Array.from({ length: workers }, () => {
      const thread = new Worker(file, { resourceLimits: HEAP });
      thread.on("message", (parcel: OutcomeParcel) => this.#take(parcel));
      thread.on("error", (error) => this.#die(error));
      thread.on("exit", (status) => this.#die(new Error(`exit status ${status}`)));
      // The run ends when all is read, not when its threads do.
      thread.unref();
      return { thread, load: 0 };
    });
  }

  /** Reads copies; rejects with a TrackerError when a thread dies. */
  async parse(jobs: readonly ParseJob[]): Promise<ParseOutcome[]> {
    const parcels = cut(jobs).map((parcel) => this.#send(parcel));
    return (await Promise.all(parcels)).flat();
  }

  /** Stops the threads; what is on its way is lost. */
  async close(): Promise<void> {
    this.#dead ??= new TrackerError("failed", "the threads that read mails were stopped");
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
  }

  #send(jobs: readonly ParseJob[]): Promise<readonly ParseOutcome[]> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    const parcel = parcelJobs((this.#next += 1), jobs);
    // Never nothing: a parcel of empty mails keeps its thread alive too.
    const bytes = parcel.bytes.length + 1;
    const worker = this.#hands.reduce((least, hand) => (hand.load < least.load ? hand : least));
    worker.load += bytes;
    worker.thread.ref();
    worker.thread.postMessage(parcel, [parcel.bytes.buffer]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(parcel.id, { resolve, reject, worker, bytes });
    });
  }

  #take({ id, outcomes }: OutcomeParcel) {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.worker.load -= waiting.bytes;
    if (waiting.worker.load === 0) waiting.worker.thread.unref();
    waiting.resolve(outcomes);
  }

  #die(cause: Error) {
    this.#dead ??= new TrackerError("failed", `a thread that reads mails died: ${cause.message}`, {
      cause,
      hint: "what is written stays; run it again, with more memory where it ran out of it",
    });
    for (const { reject } of this.#waiting.values()) reject(this.#dead);
    this.#waiting.clear();
  }
}

/** A pool for this machine: a thread for each core but the writer's own; null where none can run. */
export function startParsePool(): ParsePool | null {
  // Sources that are run as they stand (tests) have no script that a thread could load.
  if (!IS_BUILT) return null;
  return new ParsePool(Math.max(1, Math.min(MAX_WORKERS, availableParallelism() - 1)));
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
