import type { Database, Statement } from "better-sqlite3";
import type { Mailbox } from "../model/mail.ts";
import type { Series, SeriesStatus } from "../model/series.ts";
import type { PlacedMessage, JudgedSeries } from "../model/derived.ts";
import type { SeriesFilter, SeriesRow, TodoFilter } from "../model/readings.ts";
import { OPEN_TODO_STATES, type Todo } from "../model/todo.ts";
import { fromJson, keyHash } from "./codec.ts";
import { factsOf } from "./content.ts";
import type { RevisionTable } from "./revision-table.ts";
import { type MessageRow, toStoredMessage } from "./rows.ts";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly status: string | null;
}

/** Series as tracked: their state and their TODOs; derived. */
export class SeriesTable {
  readonly #db: Database;
  readonly #revisions: RevisionTable;
  readonly #get: Statement<[string], Row>;
  readonly #lists: Statement<[string], { list: string }>;
  readonly #dirty: Statement<[number], { id: string }>;
  readonly #wakeSilent: Statement;
  readonly #messages: Statement<[string], MessageRow>;
  readonly #saveStatus: Statement;
  readonly #clearTodos: Statement;
  readonly #addTodo: Statement;
  readonly #openTodos: Statement<[string], { n: number }>;

  constructor(db: Database, revisions: RevisionTable) {
    this.#db = db;
    this.#revisions = revisions;
    this.#get = db.prepare("SELECT id, title, author, status FROM series WHERE id = ?");
    this.#lists = db.prepare("SELECT list FROM series_list WHERE series = ? ORDER BY list");
    this.#dirty = db.prepare("SELECT id FROM series WHERE dirty = 1 ORDER BY id LIMIT ?");
    this.#wakeSilent = db.prepare(
      `UPDATE series SET dirty = 1
        WHERE let_go_next < (SELECT max(at) FROM message)
           OR let_go_last >= (SELECT max(at) FROM message)`,
    );
    this.#messages = db.prepare(
      `SELECT * FROM whole_message WHERE revision IN (SELECT id FROM revision WHERE series = ?)
        ORDER BY at, message_id`,
    );
    this.#saveStatus = db.prepare(
      `UPDATE series SET status = @status, last_activity_at = @lastNewsAt, quiet_since = @quietSince,
                         state = @state, next_move = @nextMove, dirty = 0,
                         let_go_last = @letGoLast, let_go_next = @letGoNext
        WHERE id = @id`,
    );
    this.#clearTodos = db.prepare("DELETE FROM todo WHERE series = ?");
    this.#addTodo = db.prepare(
      `INSERT OR REPLACE INTO todo (id, series, open, raised_at, message_id, data, state, kind,
                                    said_by, owed_by)
       VALUES (@id, @series, @open, @raisedAt, @messageId, @data, @state, @kind,
               lower(@saidBy), lower(@owedBy))`,
    );
    this.#openTodos = db.prepare("SELECT count(*) AS n FROM todo WHERE series = ? AND open = 1");
  }

  /** Marks as dirty what silence up to the newest mail changes, or no more since another went. */
  wakeSilent(): void {
    this.#wakeSilent.run();
  }

  listDirty(limit: number): string[] {
    return this.#dirty.all(limit).map((row) => row.id);
  }

  load(id: string): { series: Series; messages: PlacedMessage[] } | null {
    const row = this.#get.get(id);
    if (row === undefined) return null;
    const messages = this.#messages.all(id).map((each) => ({
      message: toStoredMessage(each),
      facts: factsOf(each),
      kind: each.kind,
      revision: each.revision ?? "",
      position: each.position,
    }));
    return { series: this.#toSeries(row), messages };
  }

  #toSeries(row: Row): Series {
    return {
      id: row.id,
      title: row.title,
      author: fromJson<Mailbox>(row.author),
      lists: this.#lists.all(row.id).map((each) => each.list),
      revisions: this.#revisions.listInSeries(row.id),
    };
  }

  saveTracked(tracked: readonly JudgedSeries[]): void {
    for (const { id, status, todos, silentUntil } of tracked) {
      const lastNewsAt = Math.max(status.lastActivityAt, status.applied?.at ?? 0);
      const { state, nextMove } = status;
      const letGo = letGoOf(todos, silentUntil);
      const columns = { id, state, nextMove, lastNewsAt, quietSince: quietSince(status), ...letGo };
      this.#saveStatus.run({ ...columns, status: JSON.stringify(status) });
      const author = fromJson<Mailbox | null>(this.#get.get(id)?.author ?? "null");
      this.#clearTodos.run(id);
      for (const todo of todos) {
        const open = OPEN_TODO_STATES.has(todo.state) ? 1 : 0;
        const { raisedAt, messageId, state: todoState, kind } = todo;
        this.#addTodo.run({
          id: todo.id,
          series: id,
          open,
          raisedAt,
          messageId,
          data: JSON.stringify(todo),
          state: todoState,
          kind,
          saidBy: wordsOf(todo.saidBy),
          owedBy: owedBy(todo, author),
        });
      }
    }
  }

  *list(filter: SeriesFilter): Iterable<SeriesRow> {
    const rows = this.#db.prepare<Record<string, unknown>, Row>(
      `SELECT id, title, author, status FROM series
        WHERE status IS NOT NULL
          AND (@list IS NULL OR id IN (SELECT series FROM series_list WHERE list = @list))
          AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))
          AND last_activity_at >= @activeSince
        ORDER BY last_activity_at, id`,
    );
    const found = rows.all({
      list: filter.list ?? null,
      ids: filter.ids === undefined ? null : JSON.stringify(filter.ids),
      activeSince: filter.activeSince ?? 0,
    });
    for (const row of found) {
      yield {
        series: this.#toSeries(row),
        status: fromJson<SeriesStatus>(row.status ?? "null"),
        openTodos: this.#openTodos.get(row.id)?.n ?? 0,
      };
    }
  }

  *listTodos(filter: TodoFilter): Iterable<{ todo: Todo; series: string }> {
    const rows = this.#db
      .prepare<Record<string, unknown>, { data: string; series: string }>(
        `SELECT data, series FROM todo
          WHERE ${filter.series === undefined ? "@series IS NULL" : "series = @series"}
            AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))
            AND (@list IS NULL OR series IN (SELECT series FROM series_list WHERE list = @list))
          ORDER BY raised_at, ${filter.series === undefined ? "id" : "rowid"}`,
      )
      .all({
        series: filter.series ?? null,
        ids: filter.ids === undefined ? null : JSON.stringify(filter.ids),
        list: filter.list ?? null,
      });
    for (const row of rows) yield { todo: fromJson<Todo>(row.data), series: row.series };
  }

  /** The series that a series id (of today or of before a merge), a revision id or a message-id means. */
  find(reference: string): string | null {
    if (this.#get.get(reference) !== undefined) return reference;
    const byMail = this.#db
      .prepare<[string, string], { series: string | null }>(
        `SELECT series FROM revision
          WHERE id = ? OR id = (SELECT revision FROM message WHERE message_id = ?)`,
      )
      .get(reference, reference);
    if (byMail !== undefined) return byMail.series;
    const byFormerId = this.#db
      .prepare<[number], { series: string | null }>(
        `SELECT series FROM revision JOIN revision_key ON revision = number WHERE key = ?`,
      )
      .get(keyHash(`i:${reference}`));
    return byFormerId?.series ?? null;
  }
}

/** The moments beside one at which silence alone declines a TODO. */
function letGoOf(todos: readonly Todo[], until: number) {
  const moments = todos.flatMap(({ letGoAt }) => letGoAt ?? []);
  const past = moments.filter((at) => at < until);
  const ahead = moments.filter((at) => at >= until);
  return {
    letGoLast: past.length === 0 ? null : Math.max(...past),
    letGoNext: ahead.length === 0 ? null : Math.min(...ahead),
  };
}

/** Last mail or commit about a series, as `is:stalled` counts it; null where no mail has a time. */
function quietSince({ lastActivityAt, applied }: SeriesStatus): number | null {
  if (lastActivityAt === 0) return null;
  const commits = applied?.commits.filter(({ how }) => how !== "notice") ?? [];
  return Math.max(lastActivityAt, ...commits.map(({ at }) => at));
}

/** Role, name and address of who owes a TODO: what `owner:` looks into. */
function owedBy({ owner, ownerName, saidBy }: Todo, author: Mailbox | null): string {
  if (ownerName !== null) return `${owner} ${ownerName}`;
  if (owner === "writer") return `${owner} ${wordsOf(saidBy)}`;
  return owner === "patch-author" && author !== null ? `${owner} ${wordsOf(author)}` : owner;
}

function wordsOf({ name, email }: Mailbox): string {
  return `${name ?? ""} ${email ?? ""}`;
}
