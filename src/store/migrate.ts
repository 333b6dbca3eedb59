import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Database } from "better-sqlite3";
import { ExitStatus, TrackerError } from "../errors.ts";
import { snapshot } from "./backup.ts";
import { keyHash, sha256 } from "./codec.ts";
import { waitForLock } from "./lock.ts";

interface AppliedRow {
  readonly name: string;
  readonly sha256: string;
}

/** Longer than the back-up of a large database takes. */
const UPGRADE_PATIENCE_MS = 120_000;
/** Less is soon used again. */
const MIN_FREED_PAGES = 1_000;
const MIN_FREED_SHARE = 0.1;
/** Back-ups of upgrades that stay: the last one, and the one before for second thoughts. */
const KEPT_BACK_UPS = 2;

/**
 * Brings a database to the newest schema: numbered SQL files, in order, forward only, one
 * transaction each. A file that holds data is copied to `<file>.before-upgrade-from-<number>`
 * first; the two newest of these copies are kept.
 *
 * @throws TrackerError `migration-changed` when an applied migration is missing or was edited;
 *   `store-newer` when the database was written by a newer program; `store-busy` when another
 *   process upgrades it and does not end
 */
export function migrate(db: Database, folder: string): void {
  if (pending(db, folder).length === 0) return;
  // Two that make a new database do no harm; of two that upgrade one, the second must wait, or its
  // back-up would be of what the first left half-way.
  if (db.memory || listApplied(db).length === 0) {
    upgrade(db, folder);
    return;
  }
  const lock = waitForLock(`${db.name}.upgrade.lock`, UPGRADE_PATIENCE_MS);
  if (lock === null) {
    throw new TrackerError("store-busy", `another process is upgrading ${db.name}`, {
      exitStatus: ExitStatus.unavailable,
      hint: "wait for it to end, then try again",
    });
  }
  try {
    upgrade(db, folder);
  } finally {
    lock.release();
  }
}

function upgrade(db: Database, folder: string) {
  const names = pending(db, folder);
  const last = listApplied(db).at(-1)?.name;
  if (names.length > 0 && last !== undefined && !db.memory) {
    snapshot(db, `${db.name}.before-upgrade-from-${last.slice(0, 4)}`);
  }
  db.function("key_hash", { deterministic: true }, (key: unknown) => keyHash(String(key)));
  for (const name of names) {
    const text = readFileSync(path.join(folder, name), "utf8");
    const apply = db.transaction(() => {
      // Another process may have been here between the look and the lock.
      if (db.prepare("SELECT 1 FROM migration WHERE name = ?").get(name) !== undefined) return;
      db.exec(text);
      db.prepare("INSERT INTO migration (name, sha256) VALUES (?, ?)").run(name, sha256(text));
    });
    apply.immediate();
  }
  if (db.memory) return;
  giveBack(db);
  forgetOldBackUps(db.name);
}

/** Space that an upgrade freed goes back to the disk, where it is much. */
function giveBack(db: Database) {
  const pages = Number(db.pragma("page_count", { simple: true }));
  const free = Number(db.pragma("freelist_count", { simple: true }));
  if (free < MIN_FREED_PAGES || free < pages * MIN_FREED_SHARE) return;
  try {
    db.exec("VACUUM");
  } catch {
    // Somebody reads, or the disk has no room for a second copy: mails to come will use the space.
  }
}

/**
 * Makes sure that a database has every migration, without writing to it.
 *
 * @throws TrackerError as `migrate`, and `store-older` when some are missing
 */
export function checkMigrated(db: Database, folder: string): void {
  const made = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migration'").get();
  if (made !== undefined) {
    checkSchema(db, folder);
    if (listApplied(db).length === migrationFiles(folder).length) return;
  }
  throw new TrackerError("store-older", `${db.name} was written by an older patchtrail`, {
    hint: "any other command upgrades it, such as: patchtrail status",
  });
}

/** Migrations that a database still needs, in order. */
function pending(db: Database, folder: string): string[] {
  db.exec(
    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT",
  );
  checkSchema(db, folder);
  return migrationFiles(folder).slice(listApplied(db).length);
}

function migrationFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort();
}

function listApplied(db: Database): AppliedRow[] {
  return db.prepare<[], AppliedRow>("SELECT name, sha256 FROM migration ORDER BY name").all();
}

/**
 * Checks that a database was made by migrations that this program has.
 *
 * @throws TrackerError `store-newer`, `migration-changed`
 */
export function checkSchema(db: Database, folder: string): void {
  const files = migrationFiles(folder);
  const newest = files.at(-1) ?? "";
  listApplied(db).forEach((row, index) => {
    if (row.name > newest) {
      throw new TrackerError(
        "store-newer",
        `the database has migration ${row.name}, this program ends at ${newest}`,
        {
          hint: "install the newer patchtrail that wrote it, or use another --db FILE",
        },
      );
    }
    const text =
      files[index] === row.name ? readFileSync(path.join(folder, row.name), "utf8") : null;
    if (text === null || sha256(text) !== row.sha256) {
      throw new TrackerError(
        "migration-changed",
        `migration ${row.name} is not the one this database was made with`,
        {
          hint: "install patchtrail anew; released migrations never change",
        },
      );
    }
  });
}

function forgetOldBackUps(file: string) {
  const folder = path.dirname(path.resolve(file));
  const start = `${path.basename(file)}.before-upgrade-from-`;
  const numbers = readdirSync(folder)
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((number) => /^\d{4}$/.test(number))
    .sort();
  for (const number of numbers.slice(0, -KEPT_BACK_UPS)) {
    rmSync(path.join(folder, start + number), { force: true });
  }
}
