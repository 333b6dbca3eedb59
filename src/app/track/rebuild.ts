import type { AppContext } from "../context.ts";
import { parseCopy, searchTextOf } from "../ingest/parse-copy.ts";
import { inSteps } from "./in-steps.ts";
import { track, type TrackSummary } from "./track.ts";

const COPIES_A_STEP = 500;

/** Forgets all derived data and computes it anew from the mails as they came. */
export async function rebuild(context: AppContext): Promise<TrackSummary> {
  await context.store.startRebuild();
  return resume(context);
}

/** Finishes what an earlier run was cut off from: parsing anew, indexing, then tracking. */
export async function resume(context: AppContext): Promise<TrackSummary> {
  const { store, reporter } = context;
  let done = 0;
  await inSteps(context, COPIES_A_STEP, async (limit, since) => {
    const copies = await store.listUnparsed(limit);
    if (copies.length === 0) return "done";
    const parsed = [];
    for (const copy of copies) {
      const mail = { ...copy, list: null, where: copy.messageId };
      parsed.push({ copy, ...(await parseCopy(mail, copy.zone)) });
    }
    if (!(await store.saveParsed(parsed, since))) return "overtaken";
    done += copies.length;
    reporter.progress({ label: "parsing anew", done, total: null, unit: "mails" });
    return "saved";
  });
  if (done > 0) reporter.finished("parsing anew");
  await fillIndex(context);
  return track(context);
}

/** Puts mails into the search index that an upgrade took out of it; goes on where it was cut off. */
async function fillIndex({ store, reporter }: AppContext): Promise<void> {
  const label = "renewing the search index";
  let done = 0;
  for (;;) {
    const messages = await store.listUnindexed(COPIES_A_STEP);
    if (messages.length === 0) break;
    await store.saveIndexed(
      messages.map((message) => ({ messageId: message.messageId, text: searchTextOf(message) })),
    );
    done += messages.length;
    reporter.progress({ label, done, total: null, unit: "mails" });
  }
  if (done > 0) reporter.finished(label);
}
