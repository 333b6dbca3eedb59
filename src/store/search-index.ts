import type { Database, Statement } from "better-sqlite3";
import type { SearchText } from "../model/query.ts";
import type { StoredMessage } from "../model/series.ts";
import { type MessageRow, toStoredMessage } from "./rows.ts";

const INSERT = `
  INSERT INTO message_fts (rowid, subject, author, recipients, cc, own, quoted, files, removed,
                           added, context, hunks, old_blobs, new_blobs, attachments)
  VALUES (@id, @subject, @from, @to, @cc, @own, @quoted, @files, @removed,
          @added, @context, @hunks, @oldBlobs, @newBlobs, @attachments)`;

/**
 * The search index; derived. What a transaction changes is gathered and written at its end in the
 * order of rows: FTS5 writes out all that it holds whenever a row comes that is not above the last.
 */
export class SearchIndex {
  readonly #db: Database;
  readonly #insert: Statement;
  readonly #delete: Statement;
  readonly #done: Statement;
  readonly #waiting = new Map<number, SearchText | null>();

  constructor(db: Database) {
    this.#db = db;
    this.#insert = db.prepare(INSERT);
    this.#delete = db.prepare("DELETE FROM message_fts WHERE rowid = ?");
    this.#done = db.prepare("DELETE FROM unindexed WHERE message = ?");
  }

  /** Notes the text of a mail; `flush` writes it. */
  put(id: number, text: SearchText): void {
    this.#waiting.set(id, text);
  }

  /** Notes that a mail goes. */
  remove(id: number): void {
    this.#waiting.set(id, null);
  }

  /** Writes what was noted. Within the transaction that noted it. */
  flush(): void {
    const changes = [...this.#waiting].sort(([left], [right]) => left - right);
    this.#waiting.clear();
    for (const [id] of changes) {
      this.#delete.run(id);
      this.#done.run(id);
    }
    for (const [id, text] of changes) if (text !== null) this.#insert.run({ id, ...text });
  }

  /** Forgets what was noted: the transaction failed. */
  forget(): void {
    this.#waiting.clear();
  }

  /** Mails that wait to be indexed, in the order of their rows. */
  listUnindexed(limit: number): StoredMessage[] {
    return this.#db
      .prepare<[number], MessageRow>(
        `SELECT whole_message.* FROM unindexed JOIN whole_message ON whole_message.id = unindexed.message
          ORDER BY unindexed.message LIMIT ?`,
      )
      .all(limit)
      .map(toStoredMessage);
  }

  /** Indexes mails that wait for it; those that no longer do were changed or deleted since. */
  saveIndexed(indexed: readonly { readonly messageId: string; readonly text: SearchText }[]): void {
    const locate = this.#db.prepare<[string], { id: number }>(
      `SELECT id FROM message
        WHERE message_id = ? AND id IN (SELECT message FROM unindexed)`,
    );
    for (const { messageId, text } of indexed) {
      const row = locate.get(messageId);
      if (row !== undefined) this.put(row.id, text);
    }
  }

  countUnindexed(): number {
    return this.#db.prepare<[], { n: number }>("SELECT count(*) AS n FROM unindexed").get()?.n ?? 0;
  }
}
