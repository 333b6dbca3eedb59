import type { Database } from "better-sqlite3";
import type { Mailbox } from "../model/mail.ts";
import type {
  GistFilter,
  ListActivity,
  PlacedTodo,
  PlacedTodoFilter,
  SeriesGist,
  WeekOfMail,
} from "../model/overview.ts";
import type { SeriesStatus } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { fromJson } from "./codec.ts";

const WEEK = 7 * 86_400;
/** Unix time began on a Thursday: the first Monday is four days later. */
const FIRST_MONDAY = 4 * 86_400;

/** Series without their revisions, the one that moved last first. */
export function listGists(db: Database, filter: GistFilter): SeriesGist[] {
  const rows = db
    .prepare<
      Record<string, unknown>,
      Record<"id" | "title" | "author" | "status", string> & { n: number }
    >(
      `SELECT id, title, author, status,
              (SELECT count(*) FROM todo WHERE series = series.id AND open = 1
                  AND json_extract(data, '$.confidence') >= @confidence) AS n
         FROM series
        WHERE status IS NOT NULL AND last_activity_at >= @activeSince
          AND (@list IS NULL OR id IN (SELECT series FROM series_list WHERE list = @list))
        ORDER BY last_activity_at DESC, id`,
    )
    .all({
      list: filter.list ?? null,
      activeSince: filter.activeSince ?? 0,
      confidence: filter.minConfidence,
    });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    author: fromJson<Mailbox>(row.author),
    status: fromJson<SeriesStatus>(row.status),
    openTodos: row.n,
  }));
}

/** TODOs with the series of each, the oldest first. */
export function listPlacedTodos(db: Database, filter: PlacedTodoFilter): PlacedTodo[] {
  const mails = filter.messageIds === undefined ? null : JSON.stringify(filter.messageIds);
  const rows = db
    .prepare<Record<string, unknown>, { data: string; series: string }>(
      `SELECT data, series FROM todo
        WHERE ${mails === null ? "@mails IS NULL" : "message_id IN (SELECT value FROM json_each(@mails))"}
          AND (@list IS NULL OR series IN (SELECT series FROM series_list WHERE list = @list))
          AND ${filter.onlyOpen === true ? "open = 1" : "1"}
          AND json_extract(data, '$.confidence') >= @minConfidence
        ORDER BY raised_at, id`,
    )
    .all({ list: filter.list ?? null, mails, minConfidence: filter.minConfidence ?? 0 });
  return rows.map(({ data, series }) => ({ todo: fromJson<Todo>(data), series }));
}

/** Mails of a list week by week, oldest first; weeks without any are left out. */
export function countMailByWeek(db: Database, list: string): WeekOfMail[] {
  return db
    .prepare<Record<string, unknown>, WeekOfMail>(
      `SELECT (at - ${FIRST_MONDAY}) / ${WEEK} * ${WEEK} + ${FIRST_MONDAY} AS "from", count(*) AS mails
         FROM message_list WHERE list = @list AND at >= ${FIRST_MONDAY} GROUP BY 1 ORDER BY 1`,
    )
    .all({ list });
}

/** When revisions were posted and first answered, series accepted, TODOs raised and settled. */
export function listActivity(db: Database, list: string, minConfidence: number): ListActivity {
  const ofList = "series IN (SELECT series FROM series_list WHERE list = @list)";
  const revisions = db
    .prepare<
      Record<string, unknown>,
      { postedAt: number; first: number; answeredAt: number | null }
    >(
      `SELECT posted_at AS postedAt,
              posted_at = min(posted_at) OVER (PARTITION BY series) AS first,
              (SELECT min(at) FROM message WHERE message.revision = revision.id AND kind = 'reply'
                  AND bot = 0 AND at >= posted_at
                  AND from_email IS NOT json_extract(data, '$.author.email')) AS answeredAt
         FROM revision
        WHERE ${ofList} AND posted_at > 0 AND NOT json_extract(data, '$.ghost')`,
    )
    .all({ list });
  const accepted = db
    .prepare<Record<string, unknown>, { at: number }>(
      `SELECT json_extract(status, '$.applied.at') AS at FROM series
        WHERE id IN (SELECT series FROM series_list WHERE list = @list) AND at IS NOT NULL`,
    )
    .all({ list });
  const todos = db
    .prepare<Record<string, unknown>, { raisedAt: number; settledAt: number | null }>(
      `SELECT raised_at AS raisedAt,
              CASE WHEN open = 1 THEN NULL
                   ELSE coalesce(json_extract(data, '$.history[#-1].at'), raised_at) END AS settledAt
         FROM todo
        WHERE ${ofList} AND raised_at > 0 AND json_extract(data, '$.confidence') >= @minConfidence
          AND json_extract(data, '$.state') <> 'dismissed'`,
    )
    .all({ list, minConfidence });
  return {
    revisions: revisions.map((row) => ({ ...row, first: row.first === 1 })),
    acceptedAt: accepted.map(({ at }) => at),
    todos,
  };
}
