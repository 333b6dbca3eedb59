import type { Database } from "better-sqlite3";
import type { Link } from "../model/series.ts";
import type { ExportRow } from "../model/store.ts";
import { fromJson } from "./codec.ts";
import type { DecisionTable } from "./decision-table.ts";
import { iterateMessages } from "./queries.ts";
import type { SeriesTable } from "./series-table.ts";

/** Everything of one kind, in one stable order: by time, then id. */
export function* exportRows(
  tables: { db: Database; series: SeriesTable; decisions: DecisionTable },
  kind: ExportRow["kind"],
  list: string | null,
): Iterable<ExportRow> {
  const filter = list === null ? {} : { list };
  switch (kind) {
    case "messages":
      for (const row of iterateMessages(tables.db, list)) yield { kind, ...row };
      return;
    case "todos":
      for (const row of tables.series.listTodos(filter)) yield { kind, ...row };
      return;
    case "series":
      for (const row of tables.series.list(filter)) yield { kind, row };
      return;
    case "revisions":
      for (const { series, status } of tables.series.list(filter)) {
        for (const revision of series.revisions) yield { kind, series, revision, status };
      }
      return;
    case "decisions":
      for (const decision of tables.decisions.list()) yield { kind, decision };
      return;
    case "links":
      for (const link of listLinks(tables.db, list)) yield { kind, link };
  }
}

function listLinks(db: Database, list: string | null): Link[] {
  const rows = db
    .prepare<Record<string, unknown>, Omit<Link, "evidence"> & { evidence: string }>(
      `SELECT older, newer, decision, evidence FROM link
        WHERE @list IS NULL OR newer IN (
          SELECT id FROM revision WHERE series IN (SELECT series FROM series_list WHERE list = @list))
        ORDER BY older, newer`,
    )
    .all({ list });
  return rows.map((row) => ({ ...row, evidence: fromJson<Link["evidence"]>(row.evidence) }));
}
