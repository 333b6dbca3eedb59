import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TrackerError } from "../../src/errors.ts";
import { migrate } from "../../src/store/migrate.ts";
import { rebuild } from "../../src/app/track/rebuild.ts";
import { openStore } from "../../src/store/open.ts";
import { SCHEMAS, writeOldDatabase } from "../support/databases.ts";
import { contextOn, exportsOf, writeSamples } from "../support/sample-store.ts";

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
  const newest = readdirSync(migrations).sort().at(-1)?.slice(0, 4);
  migrateFile();
  writeFileSync(path.join(migrations, "0099_next.sql"), "CREATE TABLE next (id INTEGER) STRICT;");
  migrateFile();
  expect(existsSync(`${file}.before-upgrade-from-${newest}`)).toBe(true);
});

test("the back-up holds what lies in the log, and old ones go", () => {
  const schemas = readdirSync(migrations).sort();
  migrateFile();
  const writer = new SqliteDatabase(file);
  writer.pragma("journal_mode = WAL");
  for (const number of [91, 92, 93]) {
    writer.exec(`INSERT INTO checkpoint VALUES ('s${number}', 'p')`);
    writeFileSync(path.join(migrations, `00${number}_next.sql`), `CREATE TABLE t${number} (a);`);
    migrateFile();
  }
  writer.close();
  const first = `test.db.before-upgrade-from-${schemas.at(-1)?.slice(0, 4)}`;
  const kept = readdirSync(folder).filter((name) => name.includes("before-upgrade"));
  expect(kept).not.toContain(first);
  expect(kept).toEqual(["test.db.before-upgrade-from-0091", "test.db.before-upgrade-from-0092"]);
  const copy = new SqliteDatabase(path.join(folder, "test.db.before-upgrade-from-0092"));
  expect(copy.pragma("journal_mode", { simple: true })).toBe("delete");
  expect(copy.prepare("SELECT source FROM checkpoint").pluck().all()).toEqual([
    "s91",
    "s92",
    "s93",
  ]);
  expect(copy.prepare("SELECT name FROM migration").pluck().all()).not.toContain("0093_next.sql");
  copy.close();
});

test("a damaged database is not upgraded", () => {
  migrateFile();
  const db = new SqliteDatabase(file);
  db.exec("INSERT INTO raw VALUES ('h', zeroblob(100000), 1, NULL)");
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.length - 60_000, bytes.length - 20_000);
  writeFileSync(file, bytes);
  writeFileSync(path.join(migrations, "0099_next.sql"), "CREATE TABLE next (id INTEGER) STRICT;");
  expect(codeOf(migrateFile)).toContain("malformed");
  expect(readdirSync(folder).filter((name) => name.includes("before-upgrade"))).toEqual([]);
});

test.each(SCHEMAS)("from the schema of %s: every mail, series and TODO is there", async (last) => {
  const whole = path.join(folder, "whole.db");
  const before = await writeSamples(whole);
  writeOldDatabase(file, whole, last);
  const context = contextOn(file);
  await rebuild(context);
  expect(await exportsOf(context)).toBe(before);
  await context.store.close();
  expect(before.split("\n").length).toBeGreaterThan(30);
  const newest = SCHEMAS.at(-1);
  expect(existsSync(`${file}.before-upgrade-from-${last}`)).toBe(last !== newest);
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

test("0004: what was applied gets its commits when it is next tracked, and reads until then", async () => {
  const later = readdirSync(migrations).filter((name) => name >= "0004");
  const texts = later.map((name) => readFileSync(path.join(migrations, name), "utf8"));
  for (const name of later) rmSync(path.join(migrations, name));
  migrateFile();
  const db = new SqliteDatabase(file);
  const add = db.prepare(
    "INSERT INTO series (id, title, author, status, last_activity_at, dirty) VALUES (?, '', '{}', ?, 0, 0)",
  );
  add.run("taken", JSON.stringify({ state: "accepted", applied: { tree: "widget/next" } }));
  add.run("open", JSON.stringify({ state: "new", applied: null }));
  db.close();
  const restore = (from: number, to: number) => {
    for (let at = from; at < to; at += 1)
      writeFileSync(path.join(migrations, later[at] ?? ""), texts[at] ?? "");
    migrateFile();
  };
  restore(0, 1);
  const upgraded = new SqliteDatabase(file, { readonly: true });
  const dirty = upgraded.prepare("SELECT id FROM series WHERE dirty = 1").pluck();
  expect(dirty.all()).toEqual(["taken"]);
  upgraded.close();
  restore(1, later.length);
  const store = openStore(file);
  const rows = await store.listSeries({});
  expect(rows.map(({ status }) => status.applied)).toEqual([
    null,
    { tree: "widget/next", commits: [] },
  ]);
  await store.close();
});
