import type { Database } from "better-sqlite3";
import type { Mailbox } from "../model/mail.ts";
import type { StoredMessage } from "../model/series.ts";
import type {
  MessageKind,
  SearchHit,
  SearchTerms,
  StoreCounts,
  ThreadEntry,
} from "../model/store.ts";
import { fromJson, unpack } from "./codec.ts";
import { type MessageRow, senderOf, toStoredMessage } from "./rows.ts";

const EXCERPT_CHARS = 160;

/** One message by its id, or by the id of a copy that stands for it. */
export function getMessage(db: Database, messageId: string): StoredMessage | null {
  const row = db
    .prepare<[string, string], MessageRow>(
      `SELECT * FROM message
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
    .prepare<[string], MessageRow & { open_todos: number }>(
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

/** Messages that hold all required terms and none of the excluded, newest first. */
export function searchMessages(
  db: Database,
  terms: SearchTerms,
  options: { readonly list?: string; readonly limit: number },
): SearchHit[] {
  if (terms.required.length === 0) return [];
  const match = [
    terms.required.map(quoteFtsString).join(" AND "),
    ...terms.excluded.map((term) => `NOT ${quoteFtsString(term)}`),
  ].join(" ");
  const rows = db
    .prepare<Record<string, unknown>, MessageRow>(
      `SELECT message.* FROM message_fts JOIN message ON message.id = message_fts.rowid
        WHERE message_fts MATCH @match
          AND (@list IS NULL OR message.id IN (SELECT message FROM message_list WHERE list = @list))
        ORDER BY message.at DESC, message.message_id LIMIT @limit`,
    )
    .all({ match, list: options.list ?? null, limit: options.limit });
  return rows.map((row) => ({
    messageId: row.message_id,
    subject: row.subject,
    from: senderOf(row),
    at: row.at,
    lists: fromJson<string[]>(row.lists),
    excerpt: excerptOf(unpack(row.body).toString(), terms.required),
  }));
}

/** Makes any text one FTS5 string. A NUL would end the query early, so it becomes a space. */
function quoteFtsString(text: string): string {
  return `"${text.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

function excerptOf(body: string, terms: readonly string[]): string {
  const lower = body.toLowerCase();
  const places = terms.map((term) => wordAt(lower, term.toLowerCase())).filter((at) => at >= 0);
  const found = places.length === 0 ? 0 : Math.min(...places);
  const from = Math.max(0, found - EXCERPT_CHARS / 2);
  return body
    .slice(from, from + EXCERPT_CHARS)
    .replace(/\s+/g, " ")
    .trim();
}

/** Where a term stands as words of its own, as the index found it; else anywhere. */
function wordAt(text: string, term: string): number {
  const isWord = (character: string | undefined) => /[\p{L}\p{N}_]/u.test(character ?? " ");
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + term.length])) return at;
  }
  return text.indexOf(term);
}

/** Writers of mails with this address, or whose name holds this text; the busiest first. */
export function findPeople(db: Database, text: string): Mailbox[] {
  const byAddress = text.includes("@") ? findByAddress(db, text) : [];
  if (byAddress.length > 0) return byAddress;
  const rows = db
    .prepare<[string, string], { from_name: string | null; from_email: string | null }>(
      `SELECT from_name, from_email FROM message
        WHERE bot = 0 AND (from_email = lower(?) OR instr(lower(from_name), lower(?)) > 0)
        GROUP BY from_name, from_email ORDER BY count(*) DESC, from_email, from_name`,
    )
    .all(text, text);
  return rows.map((row) => ({ name: row.from_name, email: row.from_email }));
}

/** Robots too: an address names one of them without a doubt. */
function findByAddress(db: Database, address: string): Mailbox[] {
  return db
    .prepare<[string], Mailbox>(
      `SELECT from_name AS name, from_email AS email FROM message
        WHERE from_email = lower(?)
        GROUP BY from_name, from_email ORDER BY count(*) DESC, from_email, from_name`,
    )
    .all(address);
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
    `SELECT message.*, revision.series AS series, revision.data ->> 'version' AS version
       FROM message LEFT JOIN revision ON revision.id = message.revision WHERE message.id = ?`,
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
    pending: one(
      `SELECT (SELECT count(*) FROM message WHERE dirty = 1)
            + (SELECT count(*) FROM series WHERE dirty = 1)
            + (SELECT count(*) FROM unparsed) AS n`,
    ),
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
