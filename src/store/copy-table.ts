import type { Database, Statement } from "better-sqlite3";
import { COPY_FORMS, type CopyForm } from "../model/mail.ts";
import {
  type BatchResult,
  type IngestBatch,
  type ParsedCopy,
  UNKNOWN_LIST,
} from "../model/ingest.ts";
import { packAttached } from "./codec.ts";
import type { MessageTable } from "./message-table.ts";

interface CopyRow {
  readonly message_id: string;
  readonly inferred_id: number;
  readonly content_hash: string;
  readonly content_key: string | null;
  readonly form: CopyForm;
  readonly cut: number;
  readonly list: string;
  readonly received_at: number | null;
  readonly removed: number;
}

const INSERT_COPY = `
  INSERT INTO copy (message_id, inferred_id, content_hash, content_key, form, cut, list, received_at,
                    zone, source, place, diagnostics)
  VALUES (@messageId, @inferredId, @contentHash, @contentKey, @form, @cut, @list, @receivedAt,
          @zone, @source, @place, @diagnostics)
  ON CONFLICT (content_hash, list) DO UPDATE SET removed = 0 WHERE removed = 1`;
const COPIES_OF = `
  SELECT message_id, inferred_id, content_hash, content_key, form, cut, list, received_at, removed
    FROM copy
   WHERE message_id = @id OR message_id IN (SELECT message_id FROM alias WHERE stands_for = @id)`;
/** Among full copies with the same words, the same one is chosen in whatever order they came. */
const FULL_TWIN = `
  SELECT min(message_id) AS id FROM copy
   WHERE content_key = ? AND inferred_id = 0 AND removed = 0`;
const THIN_TWINS = `
  SELECT DISTINCT message_id AS id FROM copy WHERE content_key = ? AND inferred_id = 1 AND removed = 0`;

const FILES_OF = `
  SELECT copy.place, raw.size_bytes FROM copy JOIN raw USING (content_hash)
   WHERE copy.source = @source AND (@list IS NULL OR copy.list = @list)
     AND copy.cut = 0 AND copy.removed = 0`;

const CUT_CODES = new Set(["mbox-cut", "mail-cut", "mail-truncated", "gzip-cut"]);

/**
 * The copies of mails; canonical. It decides which copy of a message is read, the same way in whatever order they arrive.
 */
export class CopyTable {
  readonly #messages: MessageTable;
  readonly #insertCopy: Statement;
  readonly #copiesOf: Statement<{ id: string }, CopyRow>;
  readonly #fullTwin: Statement<[string], { id: string | null }>;
  readonly #thinTwins: Statement<[string], { id: string }>;
  readonly #aliasOf: Statement<[string], { stands_for: string }>;
  readonly #setAlias: Statement;
  readonly #insertRaw: Statement;
  readonly #deleteRaw: Statement;
  readonly #removeCopies: Statement;
  readonly #setUnparsed: Statement;
  readonly #clearUnparsed: Statement;
  readonly #filesOf: Statement<{ source: string; list: string | null }, [string, number]>;
  readonly #listsOfHash: Statement<[string], { list: string }>;

  constructor(db: Database, messages: MessageTable) {
    this.#messages = messages;
    this.#insertCopy = db.prepare(INSERT_COPY);
    this.#copiesOf = db.prepare(COPIES_OF);
    this.#fullTwin = db.prepare(FULL_TWIN);
    this.#thinTwins = db.prepare(THIN_TWINS);
    this.#aliasOf = db.prepare("SELECT stands_for FROM alias WHERE message_id = ?");
    this.#setAlias = db.prepare(
      "INSERT OR REPLACE INTO alias (message_id, stands_for) VALUES (?, ?)",
    );
    this.#insertRaw = db.prepare(
      "INSERT OR IGNORE INTO raw (content_hash, bytes, size_bytes, attached) VALUES (?, ?, ?, ?)",
    );
    this.#deleteRaw = db.prepare("DELETE FROM raw WHERE content_hash = ?");
    this.#removeCopies = db.prepare(
      "UPDATE copy SET removed = 1 WHERE message_id = ? AND list = ? AND removed = 0",
    );
    this.#setUnparsed = db.prepare("INSERT OR IGNORE INTO unparsed (message_id) VALUES (?)");
    this.#clearUnparsed = db.prepare("DELETE FROM unparsed WHERE message_id = ?");
    this.#filesOf = db.prepare(FILES_OF);
    this.#listsOfHash = db.prepare("SELECT list FROM copy WHERE content_hash = ? AND removed = 0");
  }

  /** Lists on which a copy with this hash is stored already. */
  listsOf(contentHash: string): string[] {
    return this.#listsOfHash.all(contentHash).map((row) => row.list);
  }

  /** Bytes of the whole copies that came from a source, by place. */
  filesOf(source: string, list: string | null): Map<string, number> {
    return new Map(this.#filesOf.raw().all({ source, list }));
  }

  /** Writes the mails of one batch, and what it takes away; the caller holds the transaction. */
  save(batch: Pick<IngestBatch, "copies" | "deletions">): Omit<BatchResult, "problems"> {
    let added = 0;
    let copies = 0;
    let conflicts = 0;
    for (const copy of batch.copies) {
      const outcome = this.#saveCopy(copy);
      if (outcome === "added") added += 1;
      if (outcome === "copy" || outcome === "conflict") copies += 1;
      if (outcome === "conflict") conflicts += 1;
    }
    let deleted = 0;
    for (const { messageId, list } of batch.deletions) deleted += this.#remove(messageId, list);
    return { added, copies, conflicts, deleted };
  }

  #saveCopy(parsed: ParsedCopy): "added" | "copy" | "conflict" | "known" {
    const { message } = parsed;
    const written = this.#insertCopy.run({
      messageId: message.messageId,
      inferredId: message.inferredId ? 1 : 0,
      contentHash: parsed.contentHash,
      contentKey: message.contentKey,
      form: message.form,
      cut: message.diagnostics.some(({ code }) => CUT_CODES.has(code)) ? 1 : 0,
      list: parsed.list,
      receivedAt: parsed.receivedAt,
      zone: parsed.zone,
      source: parsed.source,
      place: parsed.where,
      diagnostics: JSON.stringify(parsed.archiveDiagnostics),
    });
    if (written.changes === 0) return "known";
    this.#insertRaw.run(
      parsed.contentHash,
      parsed.packed.raw,
      parsed.raw.length,
      packAttached(parsed.attached),
    );
    const target = this.#resolve(message.messageId, message.inferredId, message.contentKey);
    const isNew = !this.#messages.has(target);
    const conflicts = this.#refresh(target, parsed);
    if (isNew) return "added";
    return conflicts.includes(parsed.contentHash) ? "conflict" : "copy";
  }

  /**
   * The message that a copy belongs to. A copy without a Message-ID stands for the full mail with
   * the same words, whichever of the two came first.
   */
  #resolve(messageId: string, inferred: boolean, contentKey: string | null): string {
    if (contentKey === null) return messageId;
    const full = this.#fullTwin.get(contentKey)?.id ?? null;
    if (full === null) return messageId;
    const thin = inferred ? [messageId] : this.#thinTwins.all(contentKey).map((row) => row.id);
    for (const id of thin) {
      if (this.#aliasOf.get(id)?.stands_for === full) continue;
      this.#setAlias.run(id, full);
      this.#forget(id);
    }
    return inferred ? full : messageId;
  }

  /**
   * Chooses the copy to be read, lets go of bytes that are not needed, updates the message. Gives
   * the hashes of copies whose contents contradict one another.
   */
  #refresh(id: string, parsed: ParsedCopy | null): string[] {
    const copies = this.#copiesOf.all({ id }).sort(compareCopies);
    const present = copies.filter((copy) => copy.removed === 0);
    const best = copies[0];
    if (best === undefined || present.length === 0) {
      for (const copy of copies) this.#deleteRaw.run(copy.content_hash);
      this.#forget(id);
      return [];
    }
    const conflicts = conflictingCopies(copies, best);
    const contents = new Set([best, ...conflicts].map((copy) => copy.content_hash));
    const current = this.#messages.contentHash(id);
    const isRead = parsed !== null && best.content_hash === parsed.contentHash;
    for (const { content_hash: hash } of copies) {
      // A body may stand in the bytes that it was read from: they stay until it is read anew.
      if (!contents.has(hash) && (isRead || hash !== current)) this.#deleteRaw.run(hash);
    }
    const seen = {
      lists: listsOf(present),
      receivedAt: earliest(present.map((copy) => copy.received_at)),
      conflicts: conflicts.length,
    };
    if (isRead) {
      this.#messages.save(
        {
          id,
          parsed: parsed.message,
          facts: parsed.facts,
          text: parsed.text,
          contentHash: best.content_hash,
          packed: parsed.packed,
        },
        seen,
      );
    } else if (this.#messages.contentHash(id) === best.content_hash) {
      this.#messages.updateSeen(id, seen);
    } else {
      this.#setUnparsed.run(id);
    }
    return conflicts.length === 0 ? [] : [...contents];
  }

  /** A message goes; it need not wait for a rebuild that was cut off either. */
  #forget(id: string) {
    this.#messages.delete(id);
    this.#clearUnparsed.run(id);
  }

  #remove(messageId: string, list: string): number {
    const removed = this.#removeCopies.run(messageId, list).changes;
    if (removed > 0) this.#refresh(messageId, null);
    return removed > 0 ? 1 : 0;
  }

  /** The copy of a message that is read, and what its copies together tell. */
  bestCopy(id: string) {
    const copies = this.#copiesOf.all({ id }).sort(compareCopies);
    const present = copies.filter((copy) => copy.removed === 0);
    const best = copies[0];
    if (best === undefined || present.length === 0) return null;
    return {
      contentHash: best.content_hash,
      seen: {
        lists: listsOf(present),
        receivedAt: earliest(present.map((copy) => copy.received_at)),
        conflicts: conflictingCopies(copies, best).length,
      },
    };
  }
}

function listsOf(copies: readonly CopyRow[]): string[] {
  const lists = new Set(copies.map((copy) => copy.list));
  lists.delete(UNKNOWN_LIST);
  return [...lists].sort();
}

/** Best first: with a Message-ID, most faithful form, whole; the hash only makes it definite. */
function compareCopies(a: CopyRow, b: CopyRow): number {
  return (
    a.inferred_id - b.inferred_id ||
    COPY_FORMS.indexOf(b.form) - COPY_FORMS.indexOf(a.form) ||
    a.cut - b.cut ||
    (a.content_hash < b.content_hash ? -1 : 1)
  );
}

/** One copy for each other content that came under the same Message-ID in the same form. */
function conflictingCopies(sorted: readonly CopyRow[], best: CopyRow): CopyRow[] {
  const byKey = new Map<string, CopyRow>();
  for (const copy of sorted) {
    if (copy.form !== best.form || copy.cut === 1) continue;
    if (copy.content_key === null || copy.content_key === best.content_key) continue;
    if (!byKey.has(copy.content_key)) byKey.set(copy.content_key, copy);
  }
  return [...byKey.values()];
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time): time is number => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
