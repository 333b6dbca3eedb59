import type { Database } from "better-sqlite3";
import type { Mailbox } from "../model/mail.ts";
import type { StoredMessage } from "../model/series.ts";
import type { MessageKind } from "../model/patch.ts";
import type { StoreCounts, ThreadEntry } from "../model/readings.ts";
import { unpack } from "./codec.ts";
import type { ContentColumns } from "./content.ts";
import { type MessageRow, senderOf, toStoredMessage } from "./rows.ts";

/** One message by its id, or by the id of a copy that stands for it. */
export function getMessage(db: Database, messageId: string): StoredMessage | null {
  const row = db
    .prepare<[string, string], MessageRow>(
      `SELECT * FROM whole_message
        WHERE message_id = coalesce((SELECT stands_for FROM alias WHERE message_id = ?), ?)`,
    )
    .get(messageId, messageId);
  return row === undefined ? null : toStoredMessage(row);
}

/** The bytes that a message was read from. */
export function getRaw(db: Database, messageId: string): Uint8Array | null {
  const row = db
    .prepare<[string], { bytes: Buffer }>(
      "SELECT bytes FROM raw JOIN message USING (content_hash) WHERE message_id = ?",
    )
    .get(messageId);
  return row === undefined ? null : unpack(row.bytes);
}

/** All messages of the thread that a message is in, by time; empty when it is unknown. */
export function listThread(db: Database, messageId: string): ThreadEntry[] {
  const rows = db
    .prepare<[string], Omit<MessageRow, keyof ContentColumns> & { open_todos: number }>(
      `SELECT *, (SELECT count(*) FROM todo WHERE todo.message_id = message.message_id AND open = 1)
                 AS open_todos
         FROM message
        WHERE thread = (SELECT thread FROM message WHERE message_id = ?)
        ORDER BY at, message_id`,
    )
    .all(messageId);
  return rows.map((row) => ({
    messageId: row.message_id,
    parent: row.parent,
    subject: row.subject,
    from: senderOf(row),
    at: row.at,
    kind: row.kind,
    openTodos: row.open_todos,
  }));
}

/**
 * Writers of mails with this address, robots too, for an address names one without a doubt; else
 * people whose name holds this text. The busiest first.
 */
export function findPeople(db: Database, text: string): Mailbox[] {
  const where = (condition: string) =>
    db
      .prepare<[string], Mailbox>(
        `SELECT from_name AS name, from_email AS email FROM message WHERE ${condition}
          GROUP BY from_name, from_email ORDER BY count(*) DESC, from_email, from_name`,
      )
      .all(text);
  // An address is in an index; for names all mails are looked through.
  const written = where("from_email = lower(?)");
  return written.length > 0 ? written : where("bot = 0 AND instr(lower(from_name), lower(?)) > 0");
}

/** Mails of a list, and people who wrote them, within a time. Robots are no people. */
export function countMail(db: Database, list: string, from: number, to: number) {
  const row = db
    .prepare<[string, number, number], { mails: number; people: number }>(
      `SELECT count(*) AS mails,
              count(DISTINCT CASE WHEN bot = 0 THEN coalesce(from_email, from_name) END) AS people
         FROM message_list JOIN message ON message.id = message_list.message
        WHERE message_list.list = ? AND message_list.at >= ? AND message_list.at < ?`,
    )
    .get(list, from, to);
  return row ?? { mails: 0, people: 0 };
}

export interface ExportedMessageRow {
  readonly message: StoredMessage;
  readonly messageKind: MessageKind;
  readonly series: string | null;
  readonly revision: number | null;
  readonly position: number | null;
}

/** Every message with its place, in order of time. Iterates: all of them need not fit in memory. */
export function* iterateMessages(db: Database, list: string | null): Iterable<ExportedMessageRow> {
  const ids = db
    .prepare<Record<string, unknown>, { id: number }>(
      `SELECT id FROM message
        WHERE @list IS NULL OR id IN (SELECT message FROM message_list WHERE list = @list)
        ORDER BY at, message_id`,
    )
    .all({ list });
  const get = db.prepare<[number], MessageRow & { series: string | null; version: number | null }>(
    `SELECT mail.*, revision.series AS series, revision.version AS version
       FROM whole_message AS mail LEFT JOIN revision ON revision.id = mail.revision
      WHERE mail.id = ?`,
  );
  for (const { id } of ids) {
    const row = get.get(id);
    if (row === undefined) continue;
    const placed = row.revision !== null;
    yield {
      message: toStoredMessage(row),
      messageKind: row.kind,
      series: row.series,
      revision: placed ? row.version : null,
      position: placed ? row.position : null,
    };
  }
}

/** Mails and series that wait to be read, derived or judged anew. */
export const COUNT_PENDING = `
  SELECT (SELECT count(*) FROM message WHERE dirty = 1)
       + (SELECT count(*) FROM series WHERE dirty = 1)
       + (SELECT count(*) FROM unparsed) AS n`;

/** What the store holds, in numbers. */
export function countAll(db: Database): StoreCounts {
  const one = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
  return {
    messages: one("SELECT count(*) AS n FROM message"),
    copies: one("SELECT count(*) AS n FROM copy WHERE removed = 0"),
    threads: one("SELECT count(DISTINCT thread) AS n FROM message"),
    revisions: one("SELECT count(*) AS n FROM revision"),
    series: one("SELECT count(*) AS n FROM series"),
    todos: one("SELECT count(*) AS n FROM todo"),
    problems: one("SELECT count(*) AS n FROM quarantine"),
    ghosts: one(
      `SELECT count(DISTINCT target) AS n FROM reference
        WHERE target NOT IN (SELECT message_id FROM message)`,
    ),
    pending: one(COUNT_PENDING),
    unindexed: one("SELECT count(*) AS n FROM unindexed"),
    lists: db
      .prepare<[], { name: string; messages: number; newest: number }>(
        `SELECT list AS name, count(*) AS messages, max(at) AS newest FROM message_list
          GROUP BY list ORDER BY list`,
      )
      .all(),
  };
}

/** How often each diagnostic occurs, with one message that has it. */
export function countDiagnostics(db: Database) {
  return db
    .prepare<[], { code: string; messages: number; example: string; detail: string }>(
      `SELECT each.value ->> 'code' AS code, count(DISTINCT message.id) AS messages,
              min(message.message_id) AS example,
              min(each.value ->> 'detail') AS detail
         FROM message, json_each(message.diagnostics) AS each
        WHERE message.diagnostics <> '[]'
        GROUP BY 1 ORDER BY 2 DESC, 1`,
    )
    .all();
}

/** Messages and series that wait to be derived. */
export function countDirty(db: Database): { readonly messages: number; readonly series: number } {
  const one = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
  return {
    messages: one("SELECT count(*) AS n FROM message WHERE dirty = 1"),
    series: one("SELECT count(*) AS n FROM series WHERE dirty = 1"),
  };
}

/** Time of the newest mail; 0 without any. */
export function newestAt(db: Database): number {
  const row = db.prepare<[], { at: number | null }>("SELECT max(at) AS at FROM message");
  return row.get()?.at ?? 0;
}
