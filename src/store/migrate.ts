import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "better-sqlite3";
import { TrackerError } from "../errors.ts";
import { sha256 } from "./codec.ts";

interface AppliedRow {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Brings a database to the newest schema: numbered SQL files, in order, forward only, one
 * transaction each. A file that holds data is copied to `<file>.before-<migration>` first.
 *
 * @throws TrackerError `migration-changed` when an applied migration is missing or was edited;
 *   `store-newer` when the database was written by a newer program
 */
export function migrate(db: Database, folder: string): void {
  const files = migrationFiles(folder);
  db.exec(
    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT",
  );
  const listApplied = db.prepare<[], AppliedRow>(
    "SELECT name, sha256 FROM migration ORDER BY name",
  );
  checkApplied(listApplied.all(), files, folder);
  if (listApplied.all().length === files.length) return;
  backUp(db, listApplied.all().at(-1)?.name);
  for (const name of files) {
    const text = readFileSync(path.join(folder, name), "utf8");
    const apply = db.transaction(() => {
      // Another process may have been here between the look and the lock.
      if (db.prepare("SELECT 1 FROM migration WHERE name = ?").get(name) !== undefined) return;
      db.exec(text);
      db.prepare("INSERT INTO migration (name, sha256) VALUES (?, ?)").run(name, sha256(text));
    });
    apply.immediate();
  }
}

/**
 * Makes sure that a database has every migration, without writing to it.
 *
 * @throws TrackerError as `migrate`, and `store-older` when some are missing
 */
export function checkMigrated(db: Database, folder: string): void {
  const files = migrationFiles(folder);
  const made = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migration'").get();
  const applied =
    made === undefined
      ? []
      : db.prepare<[], AppliedRow>("SELECT name, sha256 FROM migration ORDER BY name").all();
  checkApplied(applied, files, folder);
  if (applied.length === files.length) return;
  throw new TrackerError("store-older", `${db.name} was written by an older patchtrail`, {
    hint: "any other command upgrades it, such as: patchtrail status",
  });
}

function migrationFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort();
}

function checkApplied(applied: readonly AppliedRow[], files: readonly string[], folder: string) {
  const newest = files.at(-1) ?? "";
  applied.forEach((row, index) => {
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

function backUp(db: Database, last: string | undefined) {
  if (last === undefined || db.name === ":memory:") return;
  db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(db.name, `${db.name}.before-upgrade-from-${last.slice(0, 4)}`);
}
