import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TrackerError } from "../../src/errors.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openStore } from "../../src/store/open.ts";

let folder: string;
let migrations: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  migrations = path.join(folder, "migrations");
  file = path.join(folder, "test.db");
  cpSync("migrations", migrations, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof TrackerError ? error.code : String(error);
  }
  return "no error";
}

function migrateFile() {
  const db = new SqliteDatabase(file);
  try {
    migrate(db, migrations);
  } finally {
    db.close();
  }
}

test("a new database gets every migration once", () => {
  migrateFile();
  migrateFile();
  const db = new SqliteDatabase(file);
  const names = db.prepare("SELECT name FROM migration ORDER BY name").pluck().all();
  db.close();
  expect(names).toEqual(readdirSync("migrations").sort());
});

test("an edited migration is refused", () => {
  migrateFile();
  writeFileSync(path.join(migrations, "0001_mail.sql"), "-- changed");
  expect(codeOf(migrateFile)).toBe("migration-changed");
});

test("a database from a newer program is refused and left alone", () => {
  migrateFile();
  const db = new SqliteDatabase(file);
  db.exec("INSERT INTO migration VALUES ('9999_future.sql', 'x')");
  db.close();
  expect(codeOf(migrateFile)).toBe("store-newer");
});

test("a database is backed up before it is upgraded", () => {
  migrateFile();
  writeFileSync(path.join(migrations, "0099_next.sql"), "CREATE TABLE next (id INTEGER) STRICT;");
  migrateFile();
  const last = readdirSync("migrations").sort().at(-1)?.slice(0, 4);
  expect(existsSync(`${file}.before-upgrade-from-${last}`)).toBe(true);
});

test("a migration that fails leaves the schema as it was", () => {
  migrateFile();
  writeFileSync(path.join(migrations, "0099_bad.sql"), "CREATE TABLE half (id INTEGER); NONSENSE;");
  expect(codeOf(migrateFile)).toContain("SqliteError");
  const db = new SqliteDatabase(file);
  const half = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'half'").get();
  db.close();
  expect(half).toBeUndefined();
});

test("a file that is no database gives a clear error", () => {
  writeFileSync(
    file,
    "this is not a database, but it is long enough to look at twice. ".repeat(100),
  );
  expect(codeOf(() => openStore(file))).toBe("store-unreadable");
});
