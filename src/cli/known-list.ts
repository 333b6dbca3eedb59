import type { AppContext } from "../app/context.ts";
import { TrackerError } from "../errors.ts";

/**
 * Names of the stored lists, or of the one asked for.
 *
 * @throws TrackerError `not-found` when nothing is stored, or nothing of that list
 */
export async function knownLists({ store }: AppContext, asked?: string): Promise<string[]> {
  const stored = (await store.counts()).lists.map(({ name }) => name);
  if (stored.length === 0) {
    throw new TrackerError("not-found", "the database holds no mail yet", {
      hint: "bring some in with: patchtrail ingest PATH, or: patchtrail sync",
    });
  }
  if (asked === undefined) return stored;
  if (stored.includes(asked)) return [asked];
  throw new TrackerError("not-found", `no mail of a list ${asked} is stored`, {
    hint: `lists stored: ${stored.join(", ")}`,
  });
}
