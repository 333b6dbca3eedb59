import type { Database, Statement } from "better-sqlite3";
import type { CrawlRecord, IngestBatch, Problem } from "../model/ingest.ts";
import { pack } from "./codec.ts";

interface CrawlRow {
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly complete: number;
}

/** What is known of archives beside their mails: where each was left, what was set aside; canonical. */
export class ArchiveTable {
  readonly #insertProblem: Statement;
  readonly #forgetProblems: Statement;
  readonly #listProblems: Statement<[number], Omit<Problem, "raw">>;
  readonly #checkpoint: Statement<[string], { position: string }>;
  readonly #setCheckpoint: Statement;
  readonly #crawlRecord: Statement<[string], CrawlRow>;
  readonly #setCrawlRecord: Statement;

  constructor(db: Database) {
    this.#insertProblem = db.prepare(
      "INSERT OR IGNORE INTO quarantine (place, code, detail, raw) VALUES (?, ?, ?, ?)",
    );
    this.#forgetProblems = db.prepare(
      `DELETE FROM quarantine
        WHERE (place = @place OR substr(place, 1, length(@place) + 1) IN (@place || '/', @place || ':'))
          AND code || ' ' || place NOT IN (SELECT value FROM json_each(@standing))`,
    );
    this.#listProblems = db.prepare(
      `SELECT place AS "where", code, detail FROM quarantine ORDER BY place, code LIMIT ?`,
    );
    this.#checkpoint = db.prepare("SELECT position FROM checkpoint WHERE source = ?");
    this.#setCheckpoint = db.prepare(
      "INSERT OR REPLACE INTO checkpoint (source, position) VALUES (?, ?)",
    );
    this.#crawlRecord = db.prepare(
      "SELECT etag, last_modified, complete FROM crawl_page WHERE url = ?",
    );
    this.#setCrawlRecord = db.prepare(
      "INSERT OR REPLACE INTO crawl_page (url, etag, last_modified, complete) VALUES (?, ?, ?, ?)",
    );
  }

  /** Writes what a batch holds beside mails; gives how many of its problems are new. */
  save({ problems, checkpoint }: Pick<IngestBatch, "problems" | "checkpoint">): number {
    let added = 0;
    for (const { where, code, detail, raw } of problems) {
      const packed = raw === null ? null : pack(raw);
      added += this.#insertProblem.run(where, code, detail, packed).changes;
    }
    if (checkpoint !== null) this.#setCheckpoint.run(checkpoint.source, checkpoint.position);
    return added;
  }

  /** Forgets problems of a place, and below it, that are not among those given. */
  forgetProblems(place: string, standing: readonly Pick<Problem, "where" | "code">[]): void {
    this.#forgetProblems.run({
      place,
      standing: JSON.stringify(standing.map(({ where, code }) => `${code} ${where}`)),
    });
  }

  /** What was set aside, by place, without its bytes. */
  listProblems(limit: number): Omit<Problem, "raw">[] {
    return this.#listProblems.all(limit);
  }

  /** How far a source was read; null when it never was. */
  checkpoint(source: string): string | null {
    return this.#checkpoint.get(source)?.position ?? null;
  }

  /** What a server said of a page; null when it was never read. */
  crawlRecord(url: string): CrawlRecord | null {
    const row = this.#crawlRecord.get(url);
    if (row === undefined) return null;
    return { etag: row.etag, lastModified: row.last_modified, complete: row.complete === 1 };
  }

  saveCrawlRecord(url: string, { etag, lastModified, complete }: CrawlRecord): void {
    this.#setCrawlRecord.run(url, etag, lastModified, complete ? 1 : 0);
  }
}
