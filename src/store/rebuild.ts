import type { Database } from "better-sqlite3";
import type { CopyForm, Diagnostic } from "../model/mail.ts";
import type { RawCopy, ReparsedCopy } from "../model/derived.ts";
import { fromJson, unpack, unpackAttached } from "./codec.ts";
import type { CopyTable } from "./copy-table.ts";
import { packContent } from "./content.ts";
import type { MessageTable } from "./message-table.ts";

const DERIVED_TABLES = [
  "todo",
  "series_list",
  "series",
  "link",
  "revision_key",
  "revision",
  "alias",
  "reference",
  "message_list",
  "unindexed",
  "content",
  "message",
  "unparsed",
];

/** Empties every derived table and marks each message to be parsed anew. One transaction. */
export function startRebuild(db: Database): void {
  for (const table of DERIVED_TABLES) db.exec(`DELETE FROM ${table}`);
  db.exec("INSERT INTO message_fts (message_fts) VALUES ('delete-all')");
  db.exec(
    `INSERT INTO alias (message_id, stands_for)
     SELECT thin.message_id, min(whole.message_id)
       FROM copy AS thin JOIN copy AS whole ON whole.content_key = thin.content_key
      WHERE thin.inferred_id = 1 AND whole.inferred_id = 0
        AND thin.removed = 0 AND whole.removed = 0
      GROUP BY thin.message_id`,
  );
  db.exec(
    `INSERT INTO unparsed (message_id)
     SELECT DISTINCT message_id FROM copy
      WHERE removed = 0 AND message_id NOT IN (SELECT message_id FROM alias)`,
  );
}

interface RawRow {
  readonly form: CopyForm;
  readonly bytes: Buffer;
  readonly attached: Buffer | null;
  readonly zone: string | null;
  readonly received_at: number | null;
  readonly diagnostics: string;
}

/** The copies that some messages have to be read from again. */
export function listUnparsed(db: Database, copies: CopyTable, limit: number): RawCopy[] {
  const waiting = db.prepare<[], { message_id: string }>(
    "SELECT message_id FROM unparsed ORDER BY message_id",
  );
  const raw = db.prepare<[string], RawRow>(
    `SELECT form, bytes, attached, zone, received_at, diagnostics
       FROM raw JOIN copy USING (content_hash)
      WHERE content_hash = ? ORDER BY copy.list LIMIT 1`,
  );
  const found: RawCopy[] = [];
  for (const { message_id } of waiting.iterate()) {
    const best = copies.bestCopy(message_id);
    const row = best === null ? undefined : raw.get(best.contentHash);
    if (best === null || row === undefined) continue;
    found.push({
      messageId: message_id,
      form: row.form,
      raw: unpack(row.bytes),
      attached: unpackAttached(row.attached),
      zone: row.zone,
      receivedAt: row.received_at,
      contentHash: best.contentHash,
      diagnostics: fromJson<Diagnostic[]>(row.diagnostics),
    });
    if (found.length >= limit) break;
  }
  return found;
}

/** Writes messages that were parsed anew. The caller holds the transaction. */
export function saveParsed(
  tables: { db: Database; copies: CopyTable; messages: MessageTable },
  parsed: readonly ReparsedCopy[],
): void {
  const done = tables.db.prepare("DELETE FROM unparsed WHERE message_id = ?");
  for (const { copy, message, facts, text } of parsed) {
    const best = tables.copies.bestCopy(copy.messageId);
    if (best !== null && best.contentHash === copy.contentHash) {
      const { messageId: id, contentHash } = copy;
      const packed = packContent(message, facts, copy.raw);
      tables.messages.save({ id, parsed: message, facts, text, contentHash, packed }, best.seen);
    }
    done.run(copy.messageId);
  }
}
