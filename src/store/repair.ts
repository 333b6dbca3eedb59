import { existsSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { backUpDatabase, openExisting } from "./backup.ts";
import { checkDatabaseFile, checkIntegrity, checkOurs, integrityFaults } from "./check-file.ts";
import { asDatabaseError } from "./database-error.ts";
import { listFaults } from "./faults.ts";
import { checkSchema } from "./migrate.ts";
import { MIGRATIONS } from "./open.ts";

/** What a repair did. */
export interface Repaired {
  /** One sentence each. */
  readonly done: readonly string[];
  /** Copy of the database as it was; null when nothing had to be done, or none could be made. */
  readonly kept: string | null;
}

/** A mend may bring another fault to light; more rounds than this would be one that mends nothing. */
const MAX_ROUNDS = 4;
const OF_AN_INDEX = /index|entry|order/i;
const OF_SEARCH = /fts|inverted/i;

/**
 * Mends what can be mended in a database that can be opened: indexes, the search index, rows that
 * belong to nothing, derived data that disagrees with the mails (marked to be derived anew). What it
 * marks waits for the next run. The database as it was is kept beside it.
 *
 * @param moment names the kept file
 * @throws TrackerError `not-found`; `store-damaged` for damage that only a back-up can mend;
 *   `store-busy`, `store-newer`, `store-unreadable`, `store-full`
 */
export async function repairDatabase(file: string, moment: string): Promise<Repaired> {
  try {
    checkDatabaseFile(file);
    const hadLog = existsSync(`${file}-wal`);
    const db = openExisting(file);
    try {
      checkOurs(db);
      checkSchema(db, MIGRATIONS);
      return await repair(db, { hadLog, kept: `${file}.before-repair-${moment}` });
    } finally {
      db.close();
    }
  } catch (error) {
    throw asDatabaseError(error, file);
  }
}

async function repair(db: Database, { hadLog, kept }: { hadLog: boolean; kept: string }) {
  db.pragma("foreign_keys = ON");
  db.pragma("temp_store = MEMORY");
  const done: string[] = [];
  const broken = integrityFaults(db);
  const searchable = isSearchSound(db);
  const wrong =
    broken.length > 0 || !searchable || listFaults(db).some(({ find }) => has(db, find));
  if (wrong) await backUpDatabase(db.name, kept, { check: false });
  if (broken.length > 0) {
    mendIndexes(db, broken);
    done.push("indexes that disagreed with their tables: made anew");
  }
  if (!searchable) {
    refillSearch(db);
    done.push("the search index was damaged: filled anew");
  }
  checkIntegrity(db);
  done.push(...db.transaction(mendRows).immediate(db));
  if (hadLog && emptyLog(db)) done.push("the write-ahead log of a run that was cut off: taken in");
  return { done, kept: wrong ? kept : null };
}

function has(db: Database, find: string): boolean {
  return db.prepare(`SELECT 1 FROM (${find}) LIMIT 1`).get() !== undefined;
}

function mendIndexes(db: Database, broken: readonly string[]) {
  if (broken.every((line) => !OF_AN_INDEX.test(line) || OF_SEARCH.test(line))) return;
  db.exec("REINDEX");
}

function isSearchSound(db: Database): boolean {
  try {
    db.exec("INSERT INTO message_fts (message_fts) VALUES ('integrity-check')");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).includes("CORRUPT"))
      return false;
    throw error;
  }
}

function refillSearch(db: Database) {
  db.transaction(() => {
    db.exec("INSERT INTO message_fts (message_fts) VALUES ('delete-all')");
    db.exec("INSERT OR IGNORE INTO unparsed (message_id) SELECT message_id FROM message");
  }).immediate();
}

/** Mends rows until nothing is found; gives what was mended, in words. */
function mendRows(db: Database): string[] {
  const counts = new Map<string, number>();
  db.exec("CREATE TEMP TABLE IF NOT EXISTS found (key)");
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let found = 0;
    for (const { what, find, mend } of listFaults(db)) {
      db.exec("DELETE FROM temp.found");
      const rows = db.prepare(`INSERT INTO temp.found (key) ${find}`).run().changes;
      if (rows === 0) continue;
      for (const sql of mend) db.exec(sql);
      counts.set(what, (counts.get(what) ?? 0) + rows);
      found += rows;
    }
    if (found === 0) break;
  }
  db.exec("DELETE FROM temp.found");
  return [...counts].map(([what, rows]) => `${rows} ${what}`);
}

/** Takes the log into the database where nobody else has it open; tells whether it did. */
function emptyLog(db: Database): boolean {
  const [row] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number; log: number }[];
  return row?.busy === 0;
}
