import { backUpDatabase } from "../../store/backup.ts";
import { restoreDatabase, type Restored } from "../../store/restore.ts";

/**
 * Copies a database, also one in use, into one checked file.
 *
 * @returns its size in bytes
 * @throws TrackerError as `backUpDatabase`
 */
export function backUp(databaseFile: string, target: string): Promise<number> {
  return backUpDatabase(databaseFile, target);
}

/**
 * Puts a back-up in place of a database; the former one is kept beside it.
 *
 * @param now Unix seconds UTC; names the kept file
 * @throws TrackerError as `restoreDatabase`
 */
export function restore(databaseFile: string, source: string, now: number): Promise<Restored> {
  return restoreDatabase(databaseFile, source, momentName(now));
}

/** `20250203T120000Z`, as names of files can hold it. */
export function momentName(now: number): string {
  return new Date(now * 1_000).toISOString().replace(/[-:]|\.\d+/g, "");
}
