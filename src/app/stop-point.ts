import { setImmediate } from "node:timers/promises";
import type { AppContext } from "./context.ts";

/**
 * Stands where long work may end, between two transactions: lets the process hear what the system
 * tells it, and ends the work when it is to stop. Free where nothing can stop it.
 *
 * @throws the reason of the context's signal, once that was given
 */
export async function stopPoint({ signal }: AppContext): Promise<void> {
  if (signal === undefined) return;
  // Promises that are settled already give the system no turn.
  await setImmediate();
  signal.throwIfAborted();
}
