import type { Stamp } from "../../model/derived.ts";
import type { AppContext } from "../context.ts";
import { stopPoint } from "../stop-point.ts";
import { StepSize } from "./step-size.ts";

/** What came of one step: nothing was left to do, others wrote before it was saved, or it was saved. */
type StepOutcome = "done" | "overtaken" | "saved";

/**
 * Works off what waits, step by step, until a step finds nothing left. A step that was overtaken is done
 * anew, smaller. Ends between two steps, with the signal's reason, once that is given.
 *
 * @param most what one step takes on at most
 * @param step takes on `limit`, and saves with the stamp that was taken before it loads anything
 */
export async function inSteps(
  context: AppContext,
  most: number,
  step: (limit: number, since: Stamp) => Promise<StepOutcome>,
): Promise<void> {
  const size = new StepSize(most);
  for (;;) {
    await stopPoint(context);
    const outcome = await step(size.size, await context.store.stamp());
    if (outcome === "done") return;
    if (outcome === "saved") size.grow();
    else size.shrink();
  }
}
