import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { TrackerError } from "../errors.ts";
import type { Store } from "../model/store.ts";
import { checkDatabaseFile, checkOurs } from "./check-file.ts";
import { asDatabaseError, withClearErrors } from "./database-error.ts";
import { checkMigrated, migrate } from "./migrate.ts";
import { SqliteStore } from "./sqlite-store.ts";

/** The folder of the migrations that this program has. */
export const MIGRATIONS = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../migrations",
);
/** A writer holds the lock for one batch, well below a second; longer waits mean a stuck process. */
const BUSY_TIMEOUT_MS = 15_000;
/** Pages that SQLite keeps in memory. */
const CACHE_KIB = 32 * 1024;

/**
 * Opens the store in a SQLite file, creating and migrating it as needed.
 *
 * @param file path of the database, or `:memory:`
 * @throws TrackerError `store-unreadable`, `store-damaged`, `store-full`, `store-busy`, `store-newer`,
 *   `migration-changed`
 */
export function openStore(file: string): Store {
  let db: Database | undefined;
  try {
    if (file !== ":memory:") {
      mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
      checkDatabaseFile(file);
    }
    db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
    checkOurs(db);
    configure(db);
    migrate(db, MIGRATIONS);
    return withClearErrors(new SqliteStore(db), file);
  } catch (error) {
    db?.close();
    throw asDatabaseError(error, file);
  }
}

/**
 * Opens the store for reading alone: what others write meanwhile is seen, and they never wait.
 *
 * @param options.cacheKib what SQLite may keep in memory; little for one of many who read each row once
 * @throws TrackerError `store-unreadable`, `store-newer`, `store-older`, `migration-changed`
 */
export function openStoreForReading(
  file: string,
  { cacheKib = CACHE_KIB }: { readonly cacheKib?: number } = {},
): Store {
  if (!existsSync(file)) {
    throw new TrackerError("store-unreadable", `cannot use ${file} as database: it is not there`, {
      hint: "bring mails in first: patchtrail ingest or sync; or name another file with --db",
    });
  }
  let db: Database | undefined;
  try {
    checkDatabaseFile(file);
    db = new SqliteDatabase(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    checkOurs(db);
    db.pragma(`cache_size = -${cacheKib}`);
    db.pragma("temp_store = MEMORY");
    checkMigrated(db, MIGRATIONS);
    return withClearErrors(new SqliteStore(db), file);
  } catch (error) {
    db?.close();
    throw asDatabaseError(error, file);
  }
}

function configure(db: Database) {
  // Holds for a file that is new: rows of a mail are some kB, and small pages are left half empty.
  db.pragma("page_size = 16384");
  db.pragma("journal_mode = WAL");
  // WAL with NORMAL keeps every committed transaction over a killed process (SQLite, pragma docs).
  db.pragma("synchronous = NORMAL");
  db.pragma("foreign_keys = ON");
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma("temp_store = MEMORY");
}
