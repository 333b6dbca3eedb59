import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Lock } from "../model/store.ts";
import { backUpDatabase, copyPages, openExisting, renameDurably } from "./backup.ts";
import { checkDatabaseFile, checkIntegrity, checkOurs } from "./check-file.ts";
import { asDatabaseError } from "./database-error.ts";
import { tryLock } from "./lock.ts";
import { checkSchema } from "./migrate.ts";
import { MIGRATIONS } from "./open.ts";

/** Work that must not find other contents from one moment to the next. */
const WORK_LOCKS = ["sync", "outbox", "watch"];

/** What a restore did. */
export interface Restored {
  /** The former database; null when there was none. */
  readonly kept: string | null;
  /** Deliveries that were about to leave when the back-up was made: they wait for approval again. */
  readonly held: number;
}

/**
 * Puts a back-up in place of a database, at once and whole: what can be read is written over in one
 * transaction, so that processes that have it open see the one or the other; what cannot be read is
 * moved aside. The former database is kept beside it.
 *
 * @param moment names the kept file, such as `20250203T120000Z`
 * @throws TrackerError `not-found`, `store-unreadable`, `store-damaged`, `store-newer` and
 *   `migration-changed` for the back-up; `store-busy` while another process writes
 */
export async function restoreDatabase(
  file: string,
  source: string,
  moment: string,
): Promise<Restored> {
  if (path.resolve(file) === path.resolve(source)) {
    throw new TrackerError("usage", "the back-up and the database are one file", {
      exitStatus: ExitStatus.usage,
      hint: "name the back-up, and with --db the database that it replaces",
    });
  }
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const locks = takeLocks(file);
    const staged = `${file}.restoring`;
    try {
      await stage(source, staged);
      const kept = keptName(file, moment);
      const held = holdDeliveries(staged);
      const usable = isUsable(file);
      return {
        kept: usable ? await overwrite(file, staged, kept) : moveIn(file, staged, kept),
        held,
      };
    } finally {
      rmSync(staged, { force: true });
      for (const lock of locks) lock.release();
    }
  } catch (error) {
    throw asDatabaseError(error, file);
  }
}

/** Locks of work that goes on; without a database, or a folder, nobody can be at it. */
function takeLocks(file: string): Lock[] {
  const held: Lock[] = [];
  for (const name of WORK_LOCKS) {
    const lock = tryLock(`${file}.${name}.lock`);
    if (lock !== null) {
      held.push(lock);
      continue;
    }
    for (const each of held) each.release();
    throw busy(file);
  }
  return held;
}

function busy(file: string, cause?: unknown) {
  return new TrackerError("store-busy", `another process is at work on ${file}`, {
    cause,
    exitStatus: ExitStatus.unavailable,
    hint: "wait for it, or end it, then restore",
  });
}

/** Copies a back-up beside the database, when it is one that this program can use. */
async function stage(source: string, staged: string) {
  checkDatabaseFile(source);
  // Its write-ahead log, if it has one, is read along: the folder may be writable or not.
  const db = openExisting(source, { readonly: true });
  try {
    checkOurs(db);
    checkIntegrity(db);
    checkSchema(db, MIGRATIONS);
  } finally {
    db.close();
  }
  await backUpDatabase(source, staged);
}

function isUsable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    checkDatabaseFile(file);
    const db = openExisting(file);
    try {
      checkOurs(db);
      checkIntegrity(db);
      return true;
    } finally {
      db.close();
    }
  } catch (error) {
    const code = (asDatabaseError(error, file) as TrackerError).code;
    if (code === "store-damaged" || code === "store-unreadable") return false;
    throw error;
  }
}

/** What was to leave then may have left since: a person looks before it leaves twice. */
function holdDeliveries(staged: string): number {
  const db = openExisting(staged);
  try {
    const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'delivery'").get();
    if (known === undefined) return 0;
    db.exec("UPDATE delivery SET lease_until = NULL WHERE state = 'sending'");
    const hold =
      "UPDATE delivery SET state = 'planned', next_try_at = NULL WHERE state = 'approved'";
    return db.prepare(hold).run().changes;
  } finally {
    db.close();
  }
}

async function overwrite(file: string, staged: string, kept: string): Promise<string> {
  await backUpDatabase(file, kept);
  const db = openExisting(staged);
  try {
    await copyPages(db, file);
    return kept;
  } finally {
    db.close();
  }
}

/** A damaged file cannot be written over by transactions: a new file takes its name. */
function moveIn(file: string, staged: string, kept: string): string | null {
  const there = existsSync(file);
  if (there) {
    try {
      linkSync(file, kept);
    } catch {
      // Not every file system has links.
      copyFileSync(file, kept);
    }
  }
  // A log of the former file must never meet the new one: it would be played into it.
  for (const end of ["-wal", "-shm"]) {
    if (existsSync(file + end)) renameSync(file + end, kept + end);
  }
  renameDurably(staged, file);
  return there ? kept : null;
}

function keptName(file: string, moment: string): string {
  const name = `${file}.before-restore-${moment}`;
  const taken = new Set(readdirSync(path.dirname(path.resolve(file))));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(path.basename(candidate))) return candidate;
  }
}
