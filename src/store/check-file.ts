import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { TrackerError } from "../errors.ts";
import { MEND_HINT } from "./database-error.ts";

const MAGIC = "SQLite format 3\0";
const HEADER_BYTES = 100;

/**
 * Looks at a database file before SQLite does, which would find out about a cut-off file only
 * where it reads a missing page. A file that is not there, or empty and alone, is a new database.
 *
 * @throws TrackerError `store-unreadable` for a file of another kind, `store-damaged` for one that
 *   was cut off; what the file system says, as it says it
 * @see https://www.sqlite.org/fileformat2.html#the_database_header
 */
export function checkDatabaseFile(file: string): void {
  const sizeBytes = sizeOf(file);
  const walBytes = sizeOf(`${file}-wal`);
  if (sizeBytes === 0 && walBytes === 0) return;
  const header = readHeader(file);
  if (sizeBytes === 0 || header.length < HEADER_BYTES) throw cutOff(file, "nothing is left of it");
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new TrackerError(
      "store-unreadable",
      `cannot use ${file} as database: it is no SQLite database`,
      { hint: "name another file with --db; this one is left alone" },
    );
  }
  const size = header.readUInt16BE(16);
  const pageBytes = size === 1 ? 65_536 : size;
  const pages = header.readUInt32BE(28);
  const told = header.readUInt32BE(24) === header.readUInt32BE(92);
  // With a write-ahead log the rest of the pages may still lie there.
  if (walBytes === 0 && told && pages * pageBytes > sizeBytes) {
    throw cutOff(file, `${sizeBytes} of ${pages * pageBytes} bytes are there`);
  }
}

function cutOff(file: string, detail: string): TrackerError {
  return new TrackerError("store-damaged", `${file} was cut off: ${detail}`, {
    hint: "bring back a back-up: patchtrail restore FILE; or move it away and read the archives anew",
  });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readHeader(file: string): Buffer {
  if (sizeOf(file) === 0) return Buffer.alloc(0);
  const handle = openSync(file, "r");
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}

/**
 * A database of another program is not ours to write into.
 *
 * @throws TrackerError `store-unreadable`
 */
export function checkOurs(db: Database): void {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all();
  if (tables.length === 0) return;
  const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('migration')");
  const own = new Set(columns.pluck().all());
  if (own.has("name") && own.has("sha256")) return;
  throw new TrackerError(
    "store-unreadable",
    `cannot use ${db.name} as database: it belongs to another program`,
    { hint: "name another file with --db; this one is left alone" },
  );
}

/**
 * Looks at every page and index.
 *
 * @returns what is wrong in SQLite's words, some lines of it; empty when nothing is
 */
export function integrityFaults(db: Database): string[] {
  try {
    const rows = db.pragma("integrity_check(20)") as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
  } catch (error) {
    // Some damage ends the check itself.
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** @throws TrackerError `store-damaged` when a page or an index is broken */
export function checkIntegrity(db: Database): void {
  const [first] = integrityFaults(db);
  if (first === undefined) return;
  throw new TrackerError("store-damaged", `${db.name} is damaged: ${first}`, { hint: MEND_HINT });
}
