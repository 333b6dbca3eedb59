import { existsSync } from "node:fs";
import { dropBrokenMirrors } from "../../archive/check-mirror.ts";
import { removeHalfDownloads } from "../../archive/mirror-leftovers.ts";
import { repairDatabase } from "../../store/repair.ts";
import { momentName } from "./backup.ts";

/** What was mended, one sentence each; empty when nothing had to be. */
export interface Repairs {
  readonly done: readonly string[];
}

/**
 * Mends what can be mended without asking anybody: the database (its own faults and what was cut
 * off), half downloads and broken mirrors in the cache folder. Derived data is marked here and
 * computed anew by whoever resumes next.
 *
 * @param now Unix seconds UTC
 * @throws TrackerError as `repairDatabase`
 */
export async function repair(
  places: { readonly databaseFile: string; readonly cacheFolder: string },
  now: number,
): Promise<Repairs> {
  const done: string[] = [];
  if (existsSync(places.databaseFile)) {
    const repaired = await repairDatabase(places.databaseFile, momentName(now));
    done.push(...repaired.done);
    if (repaired.kept !== null) done.push(`the database as it was is kept: ${repaired.kept}`);
  }
  for (const place of removeHalfDownloads(places.cacheFolder))
    done.push(`left over from a download that was cut off: ${place} removed`);
  for (const mirror of await dropBrokenMirrors(places.cacheFolder))
    done.push(`the mirror ${mirror} lacked objects: removed, the next sync fetches it anew`);
  return { done };
}
