import { cpSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
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
    for (const table of tables) {
      const now = new Set(columns("newer", table));
      const shared = columns("main", table).filter((name) => now.has(name));
      if (shared.length === 0) continue;
      const names = shared.join();
      db.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM newer.${table}`);
    }
  });
}
