import type { Database, Statement } from "better-sqlite3";
import type { Decision, DecisionKind, KeptDecision } from "../model/decision.ts";

interface Row {
  readonly id: number;
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly object: string | null;
  readonly note: string | null;
  readonly decided_by: string | null;
  readonly decided_at: number;
}

// Decisions of one second are put in order by what they say: imports come in any order.
const ORDER = "decided_at, kind, subject, object, note, decided_by";

/** What people decided by hand; canonical. Few rows: all of them are looked at each time. */
export class DecisionTable {
  readonly #insert: Statement;
  readonly #delete: Statement;
  readonly #list: Statement<[], Row>;
  readonly #aliasOf: Statement<[string], { stands_for: string }>;
  readonly #revision: Statement<[string], { id: string }>;
  readonly #revisionOfMail: Statement<[string], { revision: string | null }>;
  readonly #hasTodo: Statement<[string]>;
  readonly #markRevision: Statement;
  readonly #markSeries: Statement;

  constructor(db: Database) {
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO decision (kind, subject, object, note, decided_by, decided_at)
       VALUES (@kind, @subject, @object, @note, @decidedBy, @decidedAt)`,
    );
    this.#delete = db.prepare("DELETE FROM decision WHERE id = ?");
    this.#list = db.prepare(`SELECT * FROM decision ORDER BY ${ORDER}`);
    this.#aliasOf = db.prepare("SELECT stands_for FROM alias WHERE message_id = ?");
    this.#revision = db.prepare("SELECT id FROM revision WHERE id = ?");
    this.#revisionOfMail = db.prepare("SELECT revision FROM message WHERE message_id = ?");
    this.#hasTodo = db.prepare("SELECT 1 FROM todo WHERE id = ?");
    this.#markRevision = db.prepare("UPDATE revision SET unlinked = 1, ungrouped = 1 WHERE id = ?");
    this.#markSeries = db.prepare(
      "UPDATE series SET dirty = 1 WHERE id IN (SELECT series FROM todo WHERE id = ?)",
    );
  }

  /** Writes decisions and marks what they touch; the caller holds the transaction. */
  save(decisions: readonly Decision[]): KeptDecision[] {
    const added = new Set<number>();
    for (const decision of decisions) {
      const { changes, lastInsertRowid } = this.#insert.run(decision);
      if (changes === 1) added.add(Number(lastInsertRowid));
    }
    return this.#touched(added);
  }

  /** Takes decisions back and marks what they touched; the caller holds the transaction. */
  drop(ids: readonly number[]): KeptDecision[] {
    const dropped = this.#touched(new Set(ids));
    for (const { id } of dropped) this.#delete.run(id);
    return dropped;
  }

  #touched(ids: ReadonlySet<number>): KeptDecision[] {
    const touched = this.list().filter(({ id }) => ids.has(id));
    for (const { kind, subject, revisions } of touched) {
      if (kind.startsWith("todo-")) this.#markSeries.run(subject);
      for (const revision of revisions) this.#markRevision.run(revision);
    }
    return touched;
  }

  /** All decisions, the newest last, each with what it does. */
  list(): KeptDecision[] {
    const kept = this.#list.all().map((row) => this.#toKept(row));
    const newest = new Map(kept.map((decision) => [thingOf(decision), decision.id]));
    return kept.map((decision) =>
      newest.get(thingOf(decision)) === decision.id
        ? decision
        : { ...decision, effect: "overruled" },
    );
  }

  #toKept(row: Row): KeptDecision {
    const { id, kind, subject, object, note, decided_by: decidedBy, decided_at: decidedAt } = row;
    const pair = !kind.startsWith("todo-");
    const revisions = pair
      ? [subject, object ?? ""].map((messageId) => this.findRevisionId(messageId))
      : [];
    const [a, b] = revisions;
    const works = pair
      ? a !== null && b !== null && a !== b
      : this.#hasTodo.get(subject) !== undefined;
    const effect = works ? "stands" : "idle";
    return { id, kind, subject, object, note, decidedBy, decidedAt, revisions, effect };
  }

  /**
   * Id of the revision that a mail opens, belongs to or talks about; null when none is stored. A
   * revision of which an earlier mail arrives late gets a new id, and its old one still leads to it.
   */
  findRevisionId(messageId: string): string | null {
    const id = this.#standsFor(messageId);
    return this.#revision.get(id)?.id ?? this.#revisionOfMail.get(id)?.revision ?? null;
  }

  #standsFor(messageId: string): string {
    return this.#aliasOf.get(messageId)?.stands_for ?? messageId;
  }

  /** What stands about pairs of revisions, by the id of either and then of the other. */
  pairs(): Map<string, Map<string, KeptDecision>> {
    const pairs = new Map<string, Map<string, KeptDecision>>();
    const add = (from: string, to: string, decision: KeptDecision) => {
      const others = pairs.get(from) ?? new Map<string, KeptDecision>();
      pairs.set(from, others.set(to, decision));
    };
    for (const decision of this.list()) {
      const [a, b] = decision.revisions;
      if (decision.effect !== "stands" || !a || !b) continue;
      add(a, b, decision);
      add(b, a, decision);
    }
    return pairs;
  }

  /** Marks the revisions of decisions that name one of these mails: it may stand elsewhere now. */
  markNaming(messageIds: ReadonlySet<string>): void {
    for (const { kind, subject, object, revisions } of this.list()) {
      if (kind.startsWith("todo-")) continue;
      const named = [subject, object ?? ""].some((id) => messageIds.has(this.#standsFor(id)));
      if (named) for (const revision of revisions) this.#markRevision.run(revision);
    }
  }
}

/** Equal for decisions of which only the newest counts. */
function thingOf({ kind, subject, object, revisions }: KeptDecision): string {
  if (kind === "todo-assign") return `owner\n${subject}`;
  if (kind.startsWith("todo-")) return `state\n${subject}`;
  const ends = [subject, object ?? ""].map((messageId, at) => revisions[at] ?? messageId);
  return ["pair", ...ends.toSorted()].join("\n");
}
