import type { Database, Statement } from "better-sqlite3";
import type { PlacedMessage } from "../model/derived.ts";
import type { CommitLink, TreeBatch, TreeCommit, TreeState } from "../model/tree.ts";
import { fromJson } from "./codec.ts";

interface CommitRow {
  readonly id: number;
  readonly tree: string;
  readonly hash: string;
  readonly author_name: string | null;
  readonly author_email: string | null;
  readonly authored_at: number;
  readonly committed_at: number;
  readonly title: string;
  readonly title_key: string;
  readonly patch_id: string | null;
  readonly links: string;
  /** Of the tree: JSON. */
  readonly lists: string;
}
interface StateRow {
  readonly name: string;
  readonly tip: string | null;
  readonly since: number | null;
  readonly lists: string;
}

const COMMIT =
  "SELECT tree_commit.*, tree.lists FROM tree_commit JOIN tree ON tree.name = tree_commit.tree";
const markSeries = (mails: string) =>
  `UPDATE series SET dirty = 1 WHERE id IN (
     SELECT revision.series FROM message JOIN revision ON revision.id = message.revision
      WHERE ${mails})`;

/** Commits of watched trees; canonical. */
export class TreeTable {
  readonly #state: Statement<[string], StateRow>;
  readonly #saveState: Statement;
  readonly #ofTree: Statement<[string], CommitRow>;
  readonly #one: Statement<[string, string], CommitRow>;
  readonly #add: Statement<unknown[], { id: number }>;
  readonly #delete: Statement;
  readonly #addLink: Statement;
  readonly #byLink: Statement<[string], CommitRow>;
  readonly #byPatchId: Statement<[string], CommitRow>;
  readonly #byTitle: Statement<[string], CommitRow>;
  readonly #marks: readonly { readonly mark: Statement; readonly key: "link" | "id" | "title" }[];

  constructor(db: Database) {
    this.#state = db.prepare("SELECT name, tip, since, lists FROM tree WHERE name = ?");
    this.#saveState = db.prepare(
      "INSERT OR REPLACE INTO tree (name, tip, since, lists) VALUES (?, ?, ?, ?)",
    );
    this.#ofTree = db.prepare(`${COMMIT} WHERE tree = ?`);
    this.#one = db.prepare(`${COMMIT} WHERE tree = ? AND hash = ?`);
    this.#add = db.prepare(
      `INSERT OR IGNORE INTO tree_commit (tree, hash, author_name, author_email, authored_at,
                                          committed_at, title, title_key, patch_id, links)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#delete = db.prepare("DELETE FROM tree_commit WHERE id = ?");
    this.#addLink = db.prepare(
      "INSERT OR IGNORE INTO tree_link (message_id, tree_commit) VALUES (?, ?)",
    );
    this.#byLink = db.prepare(
      `${COMMIT} JOIN tree_link ON tree_link.tree_commit = tree_commit.id
        WHERE tree_link.message_id = ?`,
    );
    this.#byPatchId = db.prepare(`${COMMIT} WHERE patch_id = ?`);
    this.#byTitle = db.prepare(`${COMMIT} WHERE title_key = ?`);
    this.#marks = [
      { key: "link", mark: db.prepare(markSeries("message.message_id = ?")) },
      { key: "id", mark: db.prepare(markSeries("patch_id = ? AND kind = 'patch'")) },
      { key: "title", mark: db.prepare(markSeries("subject_key = ? AND kind = 'patch'")) },
    ];
  }

  state(name: string): TreeState | null {
    const row = this.#state.get(name);
    return row === undefined ? null : { ...row, lists: fromJson<string[]>(row.lists) };
  }

  /** Writes and forgets commits, and marks the series that they may concern to be tracked anew. */
  save({ state, commits, gone }: TreeBatch): number {
    const forgotten =
      gone === "all"
        ? this.#ofTree.all(state.name)
        : gone.flatMap((hash) => this.#one.get(state.name, hash) ?? []);
    for (const row of forgotten) {
      this.#markSeriesOf(toCommit(row));
      this.#delete.run(row.id);
    }
    this.#saveState.run(state.name, state.tip, state.since, JSON.stringify(state.lists));
    for (const commit of commits) this.#insert(commit);
    return forgotten.length;
  }

  #insert(commit: TreeCommit) {
    const added = this.#add.get(
      commit.tree,
      commit.commit,
      commit.author.name,
      commit.author.email,
      commit.authoredAt,
      commit.committedAt,
      commit.title,
      commit.titleKey,
      commit.patchId,
      JSON.stringify(commit.links),
    );
    if (added === undefined) return;
    for (const { messageId } of commit.links) this.#addLink.run(messageId, added.id);
    this.#markSeriesOf(commit);
  }

  #markSeriesOf({ links, patchId, titleKey }: TreeCommit) {
    const keys = {
      link: links.map(({ messageId }) => messageId),
      id: patchId === null ? [] : [patchId],
      title: titleKey === "" ? [] : [titleKey],
    };
    for (const { key, mark } of this.#marks) for (const value of keys[key]) mark.run(value);
  }

  /** Commits that name one of the patches among these mails, or have its diff or its title. */
  listFor(lists: readonly string[], messages: readonly PlacedMessage[]): TreeCommit[] {
    const found = new Map<number, CommitRow>();
    for (const { message, facts, kind } of messages) {
      if (kind !== "patch") continue;
      const patchId = facts.patch?.content.patchId ?? null;
      const rows = [
        ...this.#byLink.all(message.messageId),
        ...(patchId === null ? [] : this.#byPatchId.all(patchId)),
        ...(facts.titleKey === "" ? [] : this.#byTitle.all(facts.titleKey)),
      ];
      for (const row of rows) found.set(row.id, row);
    }
    return [...found.values()].filter((row) => serves(row, lists)).map(toCommit);
  }
}

/** A tree that is watched for some lists says nothing about the series of others. */
function serves(row: CommitRow, lists: readonly string[]): boolean {
  const served = fromJson<string[]>(row.lists);
  return served.length === 0 || served.some((list) => lists.includes(list));
}

function toCommit(row: CommitRow): TreeCommit {
  return {
    tree: row.tree,
    commit: row.hash,
    author: { name: row.author_name, email: row.author_email },
    authoredAt: row.authored_at,
    committedAt: row.committed_at,
    title: row.title,
    titleKey: row.title_key,
    patchId: row.patch_id,
    links: fromJson<CommitLink[]>(row.links),
  };
}
