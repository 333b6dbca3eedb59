import type { Database } from "better-sqlite3";
import type { ExportRow } from "../model/readings.ts";
import type { DecisionTable } from "./decision-table.ts";
import { iterateMessages } from "./queries.ts";
import type { LinkTable } from "./link-table.ts";
import type { SeriesTable } from "./series-table.ts";

/** Everything of one kind, in one stable order: by time, then id. */
export function* exportRows(
  tables: {
    db: Database;
    series: SeriesTable;
    links: LinkTable;
    decisions: DecisionTable;
  },
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
      for (const link of tables.links.ofList(list)) yield { kind, link };
  }
}
