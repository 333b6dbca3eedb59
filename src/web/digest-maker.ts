import { Worker } from "node:worker_threads";
import type { IsoWeek } from "../model/report.ts";
import { formatIsoWeek } from "../report/iso-week.ts";
import type { DigestTask } from "./digest-worker.ts";

/** Digests that may wait to be made; who asks for more is told to come back. */
const MAX_WAITING = 20;

/**
 * Makes digests beside the server, one at a time: judging all series of a list takes seconds, and
 * nobody else's page may wait for it.
 */
export class DigestMaker {
  readonly #task: Omit<DigestTask, "list" | "week">;
  readonly #report: (error: unknown) => void;
  readonly #waiting = new Map<string, { readonly list: string; readonly week: IsoWeek }>();
  readonly #failed = new Set<string>();
  #worker: Worker | null = null;

  constructor(task: Omit<DigestTask, "list" | "week">, report: (error: unknown) => void) {
    this.#task = task;
    this.#report = report;
  }

  /** Asks for a digest; false when it was tried and could not be made. */
  ask(list: string, week: IsoWeek): boolean {
    const key = `${list}/${formatIsoWeek(week)}`;
    if (this.#failed.has(key)) return false;
    if (this.#waiting.size < MAX_WAITING) this.#waiting.set(key, { list, week });
    this.#next();
    return true;
  }

  /** Ends what is being made: the server stops. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    await this.#worker?.terminate();
  }

  #next(): void {
    const [first] = this.#waiting;
    if (this.#worker !== null || first === undefined) return;
    const [key, asked] = first;
    const workerData: DigestTask = { ...this.#task, ...asked };
    const worker = new Worker(new URL("./digest-worker.js", import.meta.url), { workerData });
    this.#worker = worker;
    worker.on("error", (error) => {
      this.#failed.add(key);
      this.#report(error);
    });
    worker.on("exit", () => {
      this.#worker = null;
      this.#waiting.delete(key);
      this.#next();
    });
  }
}
