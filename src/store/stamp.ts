import type { Database } from "better-sqlite3";
import type { Stamp } from "../model/derived.ts";

/**
 * The state of a database as this connection sees it: what others committed (`data_version`) and
 * what we wrote ourselves (SQLite, "PRAGMA data_version", "total_changes()").
 */
export function stampOf(db: Database): Stamp {
  const others = db.pragma("data_version", { simple: true }) as number;
  const own = db.prepare<[], number>("SELECT total_changes()").pluck().get() ?? 0;
  return `${others}/${own}`;
}
