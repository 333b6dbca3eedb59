import type { Database, Statement } from "better-sqlite3";
import type { Link } from "../model/series.ts";
import { fromJson } from "./codec.ts";

interface LinkRow {
  readonly older: string;
  readonly newer: string;
  readonly decision: Link["decision"];
  readonly evidence: string;
}

const toLink = (row: LinkRow): Link => ({
  ...row,
  evidence: fromJson<Link["evidence"]>(row.evidence),
});

/** A link between two series joins nothing: whatever it weighs, people are only told. */
const LINKS_AS_TOLD = `
  SELECT older, newer, evidence,
         CASE WHEN a.series IS b.series THEN decision ELSE 'possible' END AS decision
    FROM link JOIN revision AS a ON a.id = older JOIN revision AS b ON b.id = newer`;

/** Links between revisions; derived. */
export class LinkTable {
  readonly #at: Statement<[string, string], LinkRow>;
  readonly #told: Statement<[string, string], LinkRow>;
  readonly #toldOfList: Statement<[{ list: string | null }], LinkRow>;
  readonly #delete: Statement;
  readonly #save: Statement;

  constructor(db: Database) {
    this.#at = db.prepare(
      "SELECT older, newer, decision, evidence FROM link WHERE older = ? OR newer = ? ORDER BY older, newer",
    );
    this.#told = db.prepare(
      // By ids of revisions, not by a.series: so that the indices of `link` are used.
      `${LINKS_AS_TOLD}
        WHERE older IN (SELECT id FROM revision WHERE series = ?)
           OR newer IN (SELECT id FROM revision WHERE series = ?)
        ORDER BY older, newer`,
    );
    this.#toldOfList = db.prepare(
      `${LINKS_AS_TOLD}
        WHERE @list IS NULL OR b.series IN (SELECT series FROM series_list WHERE list = @list)
        ORDER BY older, newer`,
    );
    this.#delete = db.prepare("DELETE FROM link WHERE older = ? OR newer = ?");
    this.#save = db.prepare(
      "INSERT OR REPLACE INTO link (older, newer, decision, evidence) VALUES (?, ?, ?, ?)",
    );
  }

  /** Links of a revision as they were judged. */
  at(revision: string): Link[] {
    return this.#at.all(revision, revision).map(toLink);
  }

  save({ older, newer, decision, evidence }: Link): void {
    this.#save.run(older, newer, decision, JSON.stringify(evidence));
  }

  /** Removes all links of a revision. */
  remove(revision: string): void {
    this.#delete.run(revision, revision);
  }

  /** Links of a series as people are told: those that lead out of it are possible ones. */
  ofSeries(series: string): Link[] {
    return this.#told.all(series, series).map(toLink);
  }

  /** The same for all links to series of a list, or all there are. */
  ofList(list: string | null): Link[] {
    return this.#toldOfList.all({ list }).map(toLink);
  }
}
