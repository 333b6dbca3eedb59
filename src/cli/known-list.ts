import type { AppContext } from "../app/context.ts";
import { ExitStatus, TrackerError } from "../errors.ts";

/**
 * Names of the stored lists, or of the one asked for.
 *
 * @throws TrackerError `not-found` when nothing is stored, or nothing of that list; `store-busy` while
 *   what is asked for is being read anew
 */
export async function knownLists({ store }: AppContext, asked?: string): Promise<string[]> {
  const { lists, pending } = await store.counts();
  const stored = lists.map(({ name }) => name);
  const found = asked === undefined ? stored.length > 0 : stored.includes(asked);
  if (!found && (stored.length === 0 || pending > 0)) throw noMail(pending);
  if (asked === undefined) return stored;
  if (stored.includes(asked)) return [asked];
  throw new TrackerError("not-found", `no mail of a list ${asked} is stored`, {
    hint: `lists stored: ${stored.join(", ")}`,
  });
}

/** Why nothing is there to be shown: it is being read anew, or never was read. */
export function noMail(pending: number): TrackerError {
  if (pending > 0) {
    return new TrackerError("store-busy", `${pending} mails are being read anew`, {
      exitStatus: ExitStatus.unavailable,
      hint: "wait for it to end; if it was cut off, patchtrail doctor --repair ends it",
    });
  }
  return new TrackerError("not-found", "the database holds no mail yet", {
    hint: "bring some in with: patchtrail ingest PATH, or: patchtrail sync",
  });
}
