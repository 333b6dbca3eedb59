import SqliteDatabase from "better-sqlite3";
import type { Lock } from "../model/store.ts";

const POLL_MS = 100;

/**
 * Takes a lock on a file of its own; null when another process, or this one, holds it already. It
 * is SQLite's exclusive lock on an empty database: the system lets go of it with the process, so
 * that no crash leaves it behind (SQLite, "File Locking And Concurrency").
 */
export function tryLock(file: string): Lock | null {
  const db = new SqliteDatabase(file, { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY"))
      return null;
    throw error;
  }
}

/** As `tryLock`, waiting for whoever has it, at most so long; then null. Nothing else goes on. */
export function waitForLock(file: string, patienceMs: number): Lock | null {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = tryLock(file);
    if (lock !== null || waitedMs >= patienceMs) return lock;
    Atomics.wait(sleeper, 0, 0, POLL_MS);
  }
}
