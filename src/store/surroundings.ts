import type { Database, Statement } from "better-sqlite3";
import { SUBJECT_WINDOW_SECONDS, UNTHREADED_WINDOW_SECONDS } from "../limits.ts";
import type { Derivation, MessageNode } from "../model/derived.ts";
import { fromJson } from "./codec.ts";
import { factsOf, headerOf } from "./content.ts";
import type { RevisionTable } from "./revision-table.ts";
import { type MessageRow, senderOf } from "./rows.ts";

type NodeRow = Pick<
  MessageRow,
  | "id"
  | "message_id"
  | "at"
  | "from_name"
  | "from_email"
  | "subject"
  | "header"
  | "facts"
  | "lists"
  | "thread"
> & {
  readonly subject_key: string;
  readonly orphan: number;
  readonly patch_total: number | null;
};

/** A message, and what it is found by. */
interface Found {
  readonly row: NodeRow;
  readonly node: MessageNode;
}

const NODE_COLUMNS = `id, message_id, at, from_name, from_email, subject, subject_key, orphan,
                      patch_total, header, facts, lists, thread`;

/** Finds the messages whose threads and revisions hang on some new ones, and saves what they became. */
export class Surroundings {
  readonly #db: Database;
  readonly #revisions: RevisionTable;
  readonly #node: Statement<[string], NodeRow>;
  readonly #inThread: Statement<[string], NodeRow>;
  readonly #threadOf: Statement<[string], { thread: string | null }>;
  readonly #threadsNaming: Statement<[string], { thread: string | null }>;
  readonly #orphansLike: Statement<[string, number, number], { thread: string | null }>;
  readonly #sameSubject: Statement<[string, number, number], { thread: string | null }>;
  readonly #sameSeries: Statement<[string, number, number, number], { thread: string | null }>;
  readonly #place: Statement;

  constructor(db: Database, revisions: RevisionTable) {
    this.#db = db;
    this.#revisions = revisions;
    this.#node = db.prepare(`SELECT ${NODE_COLUMNS} FROM whole_message WHERE message_id = ?`);
    this.#inThread = db.prepare(`SELECT ${NODE_COLUMNS} FROM whole_message WHERE thread = ?`);
    this.#threadOf = db.prepare("SELECT thread FROM message WHERE message_id = ?");
    this.#threadsNaming = db.prepare(
      `SELECT DISTINCT thread FROM message JOIN reference ON reference.message = message.id
        WHERE reference.target = ?`,
    );
    this.#orphansLike = db.prepare(
      "SELECT DISTINCT thread FROM message WHERE subject_key = ? AND at BETWEEN ? AND ? AND orphan = 1",
    );
    this.#sameSubject = db.prepare(
      "SELECT DISTINCT thread FROM message WHERE subject_key = ? AND at BETWEEN ? AND ?",
    );
    this.#sameSeries = db.prepare(
      `SELECT DISTINCT thread FROM message
        WHERE from_email = ? AND at BETWEEN ? AND ? AND patch_total = ?`,
    );
    this.#place = db.prepare(
      `UPDATE message SET thread = @thread, parent = @parent, kind = @kind, revision = @revision,
              position = @position
        WHERE message_id = @messageId`,
    );
  }

  /** Message-ids of messages that wait, oldest first. */
  listDirty(limit: number): string[] {
    return this.#db
      .prepare<[number], { id: string }>(
        "SELECT message_id AS id FROM message WHERE dirty = 1 ORDER BY at, message_id LIMIT ?",
      )
      .all(limit)
      .map((row) => row.id);
  }

  /** The messages given and all those of every thread that they may touch, by time. */
  load(messageIds: readonly string[]): MessageNode[] {
    const nodes = new Map<string, MessageNode>();
    const threads = new Set<string>();
    const queue: Found[] = [];
    const add = (row: NodeRow | undefined) => {
      if (row === undefined || nodes.has(row.message_id)) return;
      const node = toNode(row);
      nodes.set(row.message_id, node);
      queue.push({ row, node });
    };
    const given = new Set(messageIds);
    for (const id of messageIds) add(this.#node.get(id));
    for (let found = queue.pop(); found !== undefined; found = queue.pop()) {
      const { row } = found;
      const near = given.has(row.message_id) ? this.#threadsAround(found) : [row.thread];
      near.push(...this.#unthreadedSiblings(found));
      for (const thread of near) {
        if (thread === null || threads.has(thread)) continue;
        threads.add(thread);
        for (const member of this.#inThread.all(thread)) add(member);
      }
    }
    return [...nodes.values()].sort(byTime);
  }

  #threadsAround({ row, node }: Found): (string | null)[] {
    const threads = [row.thread];
    for (const id of new Set([row.message_id, ...node.inReplyTo, ...node.references])) {
      threads.push(this.#threadOf.get(id)?.thread ?? null);
      threads.push(...this.#threadsNaming.all(id).map((each) => each.thread));
    }
    if (row.subject_key === "") return threads;
    const window = SUBJECT_WINDOW_SECONDS;
    const below = this.#orphansLike.all(row.subject_key, row.at, row.at + window);
    const above =
      row.orphan === 1 ? this.#sameSubject.all(row.subject_key, row.at - window, row.at) : [];
    return [...threads, ...[...below, ...above].map((each) => each.thread)];
  }

  /** Threads with the other patches of a series that was sent without threading. */
  #unthreadedSiblings({ row, node }: Found): (string | null)[] {
    const { from_email: sender, patch_total: total, at } = row;
    if (total === null || total < 2 || sender === null) return [];
    if (node.inReplyTo.length + node.references.length > 0) return [];
    const window = UNTHREADED_WINDOW_SECONDS;
    return this.#sameSeries
      .all(sender, at - window, at + window, total)
      .map((other) => other.thread);
  }

  /** Writes places and revisions; the caller holds the transaction. */
  save(derivation: Derivation): string[] {
    const threads = new Set<string>();
    for (const place of derivation.places) {
      const before = this.#threadOf.get(place.messageId)?.thread;
      if (before) threads.add(before);
      threads.add(place.thread);
      this.#place.run(place);
    }
    const changed = this.#revisions.replaceInThreads(threads, derivation.revisions);
    for (const thread of threads) {
      for (const series of this.#revisions.listSeriesOfThread(thread)) {
        this.#revisions.markSeriesDirty(series);
      }
    }
    const clear = this.#db.prepare("UPDATE message SET dirty = 0 WHERE message_id = ?");
    for (const id of derivation.done) clear.run(id);
    return changed;
  }
}

function toNode(row: NodeRow): MessageNode {
  const { inReplyTo, references } = headerOf(row);
  return {
    messageId: row.message_id,
    inReplyTo,
    references,
    subject: row.subject,
    from: senderOf(row),
    lists: fromJson<string[]>(row.lists),
    at: row.at,
    facts: factsOf(row),
  };
}

function byTime(a: MessageNode, b: MessageNode): number {
  return a.at - b.at || (a.messageId < b.messageId ? -1 : 1);
}
