import type { Database, Statement } from "better-sqlite3";
import type { Diagnostic, Message } from "../model/mail.ts";
import type { MessageFacts } from "../model/patch.ts";
import { fromJson } from "./codec.ts";
import type { ContentColumns } from "./content.ts";
import type { SearchText } from "../model/query.ts";
import type { RevisionTable } from "./revision-table.ts";
import type { SearchIndex } from "./search-index.ts";

/** What all copies of a message together tell. */
export interface Seen {
  readonly lists: readonly string[];
  readonly receivedAt: number | null;
  /** Copies with other content under the same Message-ID. */
  readonly conflicts: number;
}

interface Located {
  readonly id: number;
  readonly thread: string | null;
  readonly content_hash: string;
  readonly sent_at: number | null;
  readonly lists: string;
  readonly received_at: number | null;
  readonly diagnostics: string;
}

/** A Date header that lies further ahead of the archive's own time is not believed. */
const MAX_AHEAD_SECONDS = 86_400;
const ID_REUSED = "message-id-reused";

const UPSERT = `
  INSERT INTO message (message_id, inferred_id, content_hash, form, sent_at, received_at, at,
                       from_name, from_email, subject, subject_key, orphan, bot, content_key,
                       patch_id, change_id, patch_total, lists, diagnostics, dirty)
  VALUES (@messageId, @inferredId, @contentHash, @form, @sentAt, @receivedAt, @at,
          @fromName, @fromEmail, @subject, @subjectKey, @orphan, @bot, @contentKey,
          @patchId, @changeId, @patchTotal, @lists, @diagnostics, 1)
  ON CONFLICT (message_id) DO UPDATE SET
    inferred_id = excluded.inferred_id, content_hash = excluded.content_hash, form = excluded.form,
    sent_at = excluded.sent_at, received_at = excluded.received_at, at = excluded.at,
    from_name = excluded.from_name, from_email = excluded.from_email, subject = excluded.subject,
    subject_key = excluded.subject_key, orphan = excluded.orphan, bot = excluded.bot,
    content_key = excluded.content_key, patch_id = excluded.patch_id,
    change_id = excluded.change_id, patch_total = excluded.patch_total,
    lists = excluded.lists, diagnostics = excluded.diagnostics, dirty = 1
  RETURNING id`;

/** The parsed messages, their search index and their references; derived. */
export class MessageTable {
  readonly #revisions: RevisionTable;
  readonly #index: SearchIndex;
  readonly #locate: Statement<[string], Located>;
  readonly #upsert: Statement<Record<string, unknown>, { id: number }>;
  readonly #setContent: Statement;
  readonly #updateSeen: Statement;
  readonly #delete: Statement;
  readonly #touchThread: Statement;
  readonly #clearLists: Statement;
  readonly #addList: Statement;
  readonly #clearReferences: Statement;
  readonly #addReference: Statement;

  constructor(db: Database, revisions: RevisionTable, index: SearchIndex) {
    this.#revisions = revisions;
    this.#index = index;
    this.#locate = db.prepare(
      `SELECT id, thread, content_hash, sent_at, lists, received_at, diagnostics
         FROM message WHERE message_id = ?`,
    );
    this.#upsert = db.prepare(UPSERT);
    this.#setContent = db.prepare(
      "INSERT OR REPLACE INTO content (message, header, facts, body) VALUES (?, ?, ?, ?)",
    );
    this.#updateSeen = db.prepare(
      "UPDATE message SET lists = ?, received_at = ?, at = ?, diagnostics = ?, dirty = 1 WHERE id = ?",
    );
    this.#delete = db.prepare("DELETE FROM message WHERE id = ?");
    this.#touchThread = db.prepare("UPDATE message SET dirty = 1 WHERE thread = ?");
    this.#clearLists = db.prepare("DELETE FROM message_list WHERE message = ?");
    this.#addList = db.prepare("INSERT INTO message_list (list, at, message) VALUES (?, ?, ?)");
    this.#clearReferences = db.prepare("DELETE FROM reference WHERE message = ?");
    this.#addReference = db.prepare(
      "INSERT OR IGNORE INTO reference (target, message) VALUES (?, ?)",
    );
  }

  has(messageId: string): boolean {
    return this.#locate.get(messageId) !== undefined;
  }

  /** Hash of the copy that the stored message was read from; null when there is none. */
  contentHash(messageId: string): string | null {
    return this.#locate.get(messageId)?.content_hash ?? null;
  }

  /** Writes a message as read from its best copy. `id` wins over the id that the copy had. */
  save(
    entry: {
      id: string;
      parsed: Message;
      facts: MessageFacts;
      text: SearchText;
      contentHash: string;
      packed: ContentColumns;
    },
    seen: Seen,
  ): void {
    const { parsed, facts } = entry;
    const known = this.#locate.get(entry.id);
    if (known?.thread) this.#touchThread.run(known.thread);
    const at = believedTime(parsed.sentAt, seen.receivedAt);
    const references = [...new Set([...parsed.references, ...parsed.inReplyTo])];
    const row = this.#upsert.get({
      messageId: entry.id,
      inferredId: parsed.inferredId && parsed.messageId === entry.id ? 1 : 0,
      contentHash: entry.contentHash,
      form: parsed.form,
      sentAt: parsed.sentAt,
      receivedAt: seen.receivedAt,
      at,
      fromName: parsed.from?.name ?? null,
      fromEmail: parsed.from?.email ?? null,
      subject: parsed.subject,
      subjectKey: facts.titleKey,
      orphan: facts.subject.reply && references.length === 0 ? 1 : 0,
      bot: parsed.bot ? 1 : 0,
      contentKey: parsed.contentKey,
      patchId: facts.patch?.content.patchId ?? null,
      changeId: facts.patch?.changeId ?? null,
      patchTotal: facts.patch?.subject.total ?? null,
      lists: JSON.stringify(seen.lists),
      diagnostics: diagnosticsOf(parsed.diagnostics, seen),
    });
    const id = row?.id ?? 0;
    const { header, facts: packedFacts, body } = entry.packed;
    this.#setContent.run(id, header, packedFacts, body);
    this.#setLists(id, seen.lists, at);
    if (known !== undefined) this.#clearReferences.run(id);
    for (const target of references) this.#addReference.run(target, id);
    this.#index.put(id, entry.text);
  }

  /** Notes that a message was seen in more, or fewer, places; its content stays. */
  updateSeen(messageId: string, seen: Seen): void {
    const known = this.#locate.get(messageId);
    if (known === undefined) return;
    const lists = JSON.stringify(seen.lists);
    const diagnostics = diagnosticsOf(fromJson<Diagnostic[]>(known.diagnostics), seen);
    const before = [known.lists, known.received_at, known.diagnostics];
    if (before.join() === [lists, seen.receivedAt, diagnostics].join()) return;
    const at = believedTime(known.sent_at, seen.receivedAt);
    this.#updateSeen.run(lists, seen.receivedAt, at, diagnostics, known.id);
    this.#setLists(known.id, seen.lists, at);
  }

  /** Takes a message out; what stood around it waits to be derived anew. */
  delete(messageId: string): void {
    const known = this.#locate.get(messageId);
    if (known === undefined) return;
    this.#index.remove(known.id);
    this.#delete.run(known.id);
    if (known.thread === null) return;
    const others = this.#touchThread.run(known.thread).changes;
    if (others === 0) this.#revisions.removeThread(known.thread);
  }

  #setLists(id: number, lists: readonly string[], at: number) {
    this.#clearLists.run(id);
    for (const list of lists) this.#addList.run(list, at, id);
  }
}

/** Diagnostics of the copy that is read, and what its other copies add; JSON. */
function diagnosticsOf(own: readonly Diagnostic[], seen: Seen): string {
  const kept = own.filter(({ code }) => code !== ID_REUSED);
  if (seen.conflicts === 0) return JSON.stringify(kept);
  const detail = `${seen.conflicts + 1} different mails have this Message-ID; all are kept`;
  return JSON.stringify([...kept, { code: ID_REUSED, detail }]);
}

function believedTime(sentAt: number | null, receivedAt: number | null): number {
  if (sentAt === null) return receivedAt ?? 0;
  if (receivedAt !== null && sentAt > receivedAt + MAX_AHEAD_SECONDS) return receivedAt;
  return sentAt;
}
