import { cpSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
import type { Revision } from "../../src/model/series.ts";
import { linkKeys } from "../../src/series/keys.ts";
import { unpackJson } from "../../src/store/codec.ts";
import { migrate } from "../../src/store/migrate.ts";

/** Opens a database file as it is, for one look or blow; closes it afterwards. */
export function sqlite<T>(file: string, use: (db: Database) => T): T {
  const db = new SqliteDatabase(file);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** Numbers of the schemas that were released: each ends with one migration. */
export const SCHEMAS = readdirSync("migrations")
  .filter((name) => name.endsWith(".sql"))
  .map((name) => name.slice(0, 4))
  .sort();

/** Only the migrations up to one of them, as an older program had them. */
export function olderMigrations(folder: string, last: string): string {
  const older = path.join(folder, `migrations-${last}`);
  mkdirSync(older, { recursive: true });
  for (const name of readdirSync("migrations").sort()) {
    if (name.slice(0, 4) <= last) cpSync(path.join("migrations", name), path.join(older, name));
  }
  return older;
}

/**
 * Writes a database as an older program left it: its schema, and of the rows of a newer one those
 * columns that it had. What it had of a search index is left out.
 */
export function writeOldDatabase(file: string, newer: string, last: string): void {
  sqlite(file, (db) => {
    migrate(db, olderMigrations(path.dirname(file), last));
    db.pragma("foreign_keys = OFF");
    db.function("read", (column: Buffer) => JSON.stringify(unpackJson(column)));
    db.prepare("ATTACH ? AS newer").run(newer);
    const columns = (schema: string, table: string) =>
      db
        .prepare<[string, string], string>(
          "SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden = 0",
        )
        .pluck()
        .all(table, schema);
    const tables = db
      .prepare<[], string>(
        `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts%'
            AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%' AND name <> 'migration'`,
      )
      .pluck()
      .all();
    const keysAreText = last < "0010";
    for (const table of tables) {
      const now = new Set(columns("newer", table));
      const shared = columns("main", table).filter((name) => now.has(name));
      const own = new Set(columns("main", table));
      if (shared.length === 0 || (table === "revision_key" && keysAreText)) continue;
      const apart = table === "message" && own.has("header");
      const into = apart ? [...shared, "header", "facts", "body"] : shared;
      const from = apart
        ? `SELECT ${shared.join()}, read(header), read(facts), body
             FROM newer.message JOIN newer.content ON message = id`
        : `SELECT ${shared.join()} FROM newer.${table}`;
      db.exec(`INSERT INTO main.${table} (${into.join()}) ${from}`);
    }
    if (keysAreText && tables.includes("revision_key")) fillKeys(db);
  });
}

/** Keys of revisions as they were: texts. */
function fillKeys(db: Database): void {
  const add = db.prepare("INSERT OR IGNORE INTO main.revision_key (key, revision) VALUES (?, ?)");
  const revisions = db.prepare<[], string>("SELECT data FROM newer.revision").pluck().all();
  for (const data of revisions) {
    const revision = JSON.parse(data) as Revision;
    for (const key of linkKeys(revision)) add.run(key, revision.id);
  }
}
