import type { Database } from "better-sqlite3";
import type { Mailbox } from "../model/mail.ts";
import type { DeliveryState } from "../model/outbox.ts";
import type { SeriesStatus } from "../model/series.ts";
import type {
  ListSummary,
  MailSource,
  MessageWithPlace,
  Place,
  SeriesHead,
  StoreTallies,
  TodoWithSeries,
  SeriesHeadPage,
  TodoPage,
} from "../model/pages.ts";
import type { Todo } from "../model/todo.ts";
import { fromJson } from "./codec.ts";
import { COUNT_PENDING } from "./queries.ts";
import { type MessageRow, toStoredMessage } from "./rows.ts";

/** Every list with its mails, the oldest of known time and the newest. */
export function listLists(db: Database): ListSummary[] {
  return db
    .prepare<[], ListSummary>(
      `SELECT list AS name, count(*) AS messages, coalesce(min(nullif(at, 0)), 0) AS oldest,
              max(at) AS newest
         FROM message_list GROUP BY list ORDER BY list`,
    )
    .all();
}

interface HeadRow {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly at: number;
}

/** Series without their revisions, those with the newest mail first; ties by id. */
export function listSeriesHeads(db: Database, page: SeriesHeadPage): SeriesHead[] {
  const rows = db
    .prepare<Record<string, unknown>, HeadRow>(
      `SELECT id, title, author, status, last_activity_at AS at FROM series
        WHERE status IS NOT NULL AND last_activity_at >= @since
          AND (@list IS NULL OR id IN (SELECT series FROM series_list WHERE list = @list))
          AND (@at IS NULL OR last_activity_at < @at OR (last_activity_at = @at AND id > @id))
        ORDER BY last_activity_at DESC, id LIMIT @limit`,
    )
    .all({ since: page.activeSince ?? 0, list: page.list ?? null, ...afterOf(page) });
  return rows.map(({ id, title, author, status, at }) => ({
    series: { id, title, author: fromJson<Mailbox>(author) },
    status: fromJson<SeriesStatus>(status),
    place: { at, id },
  }));
}

/** TODOs with the series that they are of, oldest first; ties by id. */
export function listTodoPage(db: Database, page: TodoPage): TodoWithSeries[] {
  const bySeries = page.series === undefined ? "" : "AND todo.series = @series";
  const rows = db
    .prepare<Record<string, unknown>, { data: string; id: string; title: string; author: string }>(
      `SELECT data, series.id, title, author
         FROM (SELECT id AS todo_id, raised_at FROM todo
                WHERE (@open = 0 OR open = 1) ${bySeries}
                  AND (@list IS NULL OR series IN (SELECT series FROM series_list WHERE list = @list))
                  AND (@at IS NULL OR raised_at > @at OR (raised_at = @at AND id > @id))
                ORDER BY raised_at, id LIMIT @limit)
         JOIN todo ON todo.id = todo_id JOIN series ON series.id = todo.series
        ORDER BY todo.raised_at, todo.id`,
    )
    .all({
      open: page.open === true ? 1 : 0,
      list: page.list ?? null,
      ...(page.series === undefined ? {} : { series: page.series }),
      ...afterOf(page),
    });
  return rows.map(({ data, id, title, author }) => ({
    todo: fromJson<Todo>(data),
    series: { id, title, author: fromJson<Mailbox>(author) },
  }));
}

function afterOf({ after, limit }: { readonly after?: Place; readonly limit: number }) {
  return { at: after?.at ?? null, id: after?.id ?? null, limit };
}

/** A message, also by the id of a copy that stands for it, with its place in patch work. */
export function getMessageWithPlace(db: Database, messageId: string): MessageWithPlace | null {
  const row = db
    .prepare<[string, string], MessageRow & { series: string | null }>(
      `SELECT mail.*, revision.series AS series
         FROM whole_message AS mail LEFT JOIN revision ON revision.id = mail.revision
        WHERE message_id = coalesce((SELECT stands_for FROM alias WHERE message_id = ?), ?)`,
    )
    .get(messageId, messageId);
  if (row === undefined) return null;
  const { kind, series, revision, position } = row;
  return {
    message: toStoredMessage(row),
    kind,
    series,
    revision,
    position: revision === null ? null : position,
  };
}

/** The mails of a thread as they came, by time, without their bytes; empty when it is unknown. */
export function listThreadSources(db: Database, messageId: string): MailSource[] {
  return db
    .prepare<[string], MailSource>(
      `SELECT message_id AS messageId, content_hash AS contentHash, form, size_bytes AS sizeBytes
         FROM message JOIN raw USING (content_hash)
        WHERE thread = (SELECT thread FROM message WHERE message_id = ?)
        ORDER BY at, message_id`,
    )
    .all(messageId);
}

/** Who wrote mails from an address, by the name used most; null when nobody did. */
export function findWriter(db: Database, address: string): Mailbox | null {
  const row = db
    .prepare<[string], { from_name: string | null; from_email: string }>(
      `SELECT from_name, from_email FROM message WHERE from_email = lower(?) AND bot = 0
        GROUP BY from_name ORDER BY count(*) DESC, from_name LIMIT 1`,
    )
    .get(address);
  return row === undefined ? null : { name: row.from_name, email: row.from_email };
}

/** What monitoring asks for. States of series are those stored: silence is not laid over. */
export function tally(db: Database): StoreTallies {
  const one = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
  return {
    messages: one("SELECT count(*) AS n FROM message"),
    openTodos: one("SELECT count(*) AS n FROM todo WHERE open = 1"),
    pending: one(COUNT_PENDING),
    deliveries: db
      .prepare<[], { state: DeliveryState; n: number }>(
        "SELECT state, count(*) AS n FROM delivery GROUP BY state",
      )
      .all(),
  };
}
