import type { AppContext } from "./context.ts";
import { parseCopy } from "./parse-copy.ts";
import { StepSize } from "./step-size.ts";
import { track, type TrackSummary } from "./track.ts";

const COPIES_A_STEP = 500;

/** Forgets all derived data and computes it anew from the mails as they came. */
export async function rebuild(context: AppContext): Promise<TrackSummary> {
  await context.store.startRebuild();
  return resume(context);
}

/** Finishes what an earlier run was cut off from: parsing anew, then tracking. */
export async function resume(context: AppContext): Promise<TrackSummary> {
  const { store, reporter } = context;
  let done = 0;
  const step = new StepSize(COPIES_A_STEP);
  for (;;) {
    const since = await store.stamp();
    const copies = await store.listUnparsed(step.size);
    if (copies.length === 0) break;
    const parsed = [];
    for (const copy of copies) {
      const mail = { ...copy, list: null, where: copy.messageId };
      parsed.push({ copy, ...(await parseCopy(mail, copy.zone)) });
    }
    if (!(await store.saveParsed(parsed, since))) {
      step.shrink();
      continue;
    }
    step.grow();
    done += copies.length;
    reporter.progress({ label: "parsing anew", done, total: null, unit: "mails" });
  }
  if (done > 0) reporter.finished("parsing anew");
  return track(context);
}
