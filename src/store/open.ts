import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Store } from "../model/store.ts";
import { checkMigrated, migrate } from "./migrate.ts";
import { SqliteStore } from "./sqlite-store.ts";

const MIGRATIONS = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../migrations");
/** A writer holds the lock for one batch, well below a second; longer waits mean a stuck process. */
const BUSY_TIMEOUT_MS = 15_000;

/**
 * Opens the store in a SQLite file, creating and migrating it as needed.
 *
 * @param file path of the database, or `:memory:`
 * @throws TrackerError `store-unreadable`, `store-busy`, `store-newer`, `migration-changed`
 */
export function openStore(file: string): Store {
  try {
    if (file !== ":memory:") mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
    configure(db);
    migrate(db, MIGRATIONS);
    return new SqliteStore(db);
  } catch (error) {
    throw asTrackerError(error, file);
  }
}

/**
 * Opens the store for reading alone: what others write meanwhile is seen, and they never wait.
 *
 * @throws TrackerError `store-unreadable`, `store-newer`, `store-older`, `migration-changed`
 */
export function openStoreForReading(file: string): Store {
  try {
    const db = new SqliteDatabase(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    db.pragma("cache_size = -65536");
    db.pragma("temp_store = MEMORY");
    checkMigrated(db, MIGRATIONS);
    return new SqliteStore(db);
  } catch (error) {
    throw asTrackerError(error, file);
  }
}

function configure(db: Database) {
  db.pragma("journal_mode = WAL");
  // WAL with NORMAL keeps every committed transaction over a killed process (SQLite, pragma docs).
  db.pragma("synchronous = NORMAL");
  db.pragma("foreign_keys = ON");
  db.pragma("cache_size = -65536");
  db.pragma("temp_store = MEMORY");
}

function asTrackerError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof TrackerError) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("SQLITE_BUSY")) {
    return new TrackerError("store-busy", `another process is writing to ${file}`, {
      cause: error,
      exitStatus: ExitStatus.unavailable,
      hint: "wait for it to end, then try again",
    });
  }
  if (!code.startsWith("SQLITE_") && !("errno" in error) && !(error instanceof TypeError))
    return error;
  return new TrackerError("store-unreadable", `cannot use ${file} as database: ${error.message}`, {
    cause: error,
    hint: "name another file with --db, or restore it from a back-up",
  });
}
