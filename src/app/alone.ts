import { setTimeout as wait } from "node:timers/promises";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { AppContext } from "./context.ts";

const POLL_MS = 200;
/** A sync that finds little new is over by then; whoever reads a whole archive takes minutes. */
const PATIENCE_MS = 30_000;

/**
 * Does work that reads archives, or derives everything anew, while no other process does such work
 * on this database: two would fetch into one cache folder, and one could bring back what the other
 * has just seen deleted. Waits a while for the other.
 *
 * @param patienceMs how long it waits
 * @throws TrackerError `store-busy` when the other does not end by then
 */
export async function alone<T>(
  { store, reporter }: Pick<AppContext, "store" | "reporter">,
  work: () => Promise<T>,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const label = "waiting for another process";
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = await store.tryLock("sync");
    if (lock !== null) {
      if (waitedMs > 0) reporter.finished(label);
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (waitedMs >= patienceMs) break;
    const done = Math.round(waitedMs / 1_000);
    reporter.progress({ label, done, total: Math.round(patienceMs / 1_000), unit: "seconds" });
    await wait(POLL_MS);
  }
  throw new TrackerError("store-busy", "another process reads archives into this database", {
    exitStatus: ExitStatus.unavailable,
    hint: "wait for it to end, then try again",
  });
}
