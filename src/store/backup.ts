import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { ExitStatus, TrackerError } from "../errors.ts";
import { checkDatabaseFile, checkIntegrity, checkOurs } from "./check-file.ts";
import { asDatabaseError } from "./database-error.ts";

/** Pages copied at once: all of them, so that no writer beside us makes the copy begin anew. */
const ALL_PAGES = 0x7fffffff;
/** The same patience as for any other writer. */
const PATIENCE_MS = 15_000;

/**
 * Copies a database page by page through SQLite's online backup, which gives the state of one
 * moment, the write-ahead log included, while others read and write. The target is written in one
 * transaction: killed at any moment, it is as it was.
 *
 * @throws TrackerError `store-busy` when others keep the target, or the source, locked
 * @see https://www.sqlite.org/backup.html
 */
export async function copyPages(db: Database, target: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  await db.backup(target, {
    progress: () => {
      if (Date.now() < end) return ALL_PAGES;
      throw new TrackerError("store-busy", `another process is writing to ${target}`, {
        exitStatus: ExitStatus.unavailable,
        hint: "wait for it to end, then try again",
      });
    },
  });
}

/**
 * Makes a checked copy of a database in use, as one file without a log beside it. A back-up that
 * stood there before is replaced once the new one is whole.
 *
 * @param options `check: false` for a copy of what is known to be damaged
 * @returns size of the copy in bytes
 * @throws TrackerError `not-found` without a database; `store-unreadable` when the target is a file
 *   of another kind, `store-damaged` when the database is; `store-busy`, `store-full`
 */
export async function backUpDatabase(
  file: string,
  target: string,
  { check = true }: { readonly check?: boolean } = {},
): Promise<number> {
  refuseInUse(target);
  refuseOther(target);
  const partial = `${target}.partial`;
  try {
    checkDatabaseFile(file);
    mkdirSync(path.dirname(path.resolve(target)), { recursive: true });
    const db = openExisting(file);
    try {
      checkOurs(db);
      await copyPages(db, partial);
    } finally {
      db.close();
    }
    const bytes = finishCopy(partial, check);
    renameDurably(partial, target);
    return bytes;
  } catch (error) {
    throw asDatabaseError(error, file);
  } finally {
    for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(partial + end, { force: true });
  }
}

/** Writing over a file of another kind would be no back-up but a loss. */
function refuseOther(target: string) {
  try {
    checkDatabaseFile(target);
    const db = openExisting(target, { readonly: true });
    try {
      checkOurs(db);
    } finally {
      db.close();
    }
  } catch (error) {
    // Nothing is there, or a back-up that is worth nothing.
    if (!(error instanceof TrackerError) || error.code !== "store-unreadable") return;
    throw new TrackerError("store-unreadable", `${target} exists and is no patchtrail database`, {
      hint: "name another file for the back-up",
    });
  }
}

/** A log beside a file that gets new contents would be played into them. */
function refuseInUse(target: string) {
  if (!existsSync(`${target}-wal`)) return;
  throw new TrackerError("store-busy", `${target} is in use: ${target}-wal stands beside it`, {
    exitStatus: ExitStatus.unavailable,
    hint: "name another file for the back-up",
  });
}

/** Opens a database that is there already, without touching its schema. */
export function openExisting(file: string, options: { readonly?: boolean } = {}): Database {
  try {
    return new SqliteDatabase(file, { ...options, fileMustExist: true, timeout: PATIENCE_MS });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    if (code !== "SQLITE_CANTOPEN" && !(cause instanceof TypeError)) throw cause;
    throw new TrackerError("not-found", `there is no database ${file}`, {
      cause,
      hint: "check the name, and that you may read it",
    });
  }
}

/** Makes a copy one single file that holds all, checks it, and brings it to the disk. */
function finishCopy(file: string, check: boolean): number {
  const db = openExisting(file);
  try {
    db.pragma("journal_mode = DELETE");
    if (check) checkIntegrity(db);
    const size = (name: string) => db.pragma(name, { simple: true }) as number;
    return size("page_count") * size("page_size");
  } finally {
    db.close();
  }
}

/** Renames a file that is written, so that either it or the former one is there after a power cut. */
export function renameDurably(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(path.dirname(path.resolve(to)));
}

function sync(place: string) {
  const handle = openSync(place, "r");
  try {
    fsyncSync(handle);
  } catch {
    // Not every system lets a folder be brought to the disk.
  } finally {
    closeSync(handle);
  }
}

/**
 * As `backUpDatabase`, for the moment before an upgrade, where nothing may be awaited: `VACUUM INTO`
 * likewise gives the state of one moment with the log in it, and fails on a damaged database.
 *
 * @see https://www.sqlite.org/lang_vacuum.html#vacuuminto
 */
export function snapshot(db: Database, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    db.prepare("VACUUM INTO ?").run(partial);
    renameDurably(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
}
