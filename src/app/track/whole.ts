import { alone } from "../alone.ts";
import type { AppContext } from "../context.ts";
import { resume } from "./rebuild.ts";

/**
 * Sees to it that nothing waits to be derived: what was cut off is ended, what another process is at
 * is waited for. What leaves the house must not be worked out from the half of a rebuild, which
 * lacks series: nobody can take it back.
 *
 * @throws TrackerError `store-busy` when another process is at it for longer
 */
export async function makeWhole(context: AppContext): Promise<void> {
  await alone(context, () => resume(context));
}
