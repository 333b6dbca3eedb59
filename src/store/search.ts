import type { Database } from "better-sqlite3";
import type { Query } from "../model/query.ts";
import type { MessageKind } from "../model/patch.ts";
import type { FoundMail, SearchPage, SearchPlace, SearchRequest } from "../model/search.ts";
import { fromJson } from "./codec.ts";
import { type BodyColumns, headOf } from "./content.ts";
import { compileQuery, type CompiledQuery, type Condition, listCondition } from "./search-query.ts";
import { senderOf } from "./rows.ts";

/** Up to so many mails that the index names are sorted by time; of more, the newest are walked. */
const FEW = 1_000;
/** The newest of what was found that are weighed by relevance. */
const WEIGHED = 500;
/** Packed bytes of a body, or its mail, that an excerpt is looked for in: some 30 kB of text. */
const HEAD_BYTES = 8 * 1024;
/** A word in the subject says more than one in a quote or a diff's context; by column. */
const WEIGHTS = "10, 2, 0.2, 0.2, 4, 0.5, 3, 1, 2, 0.3, 0.5, 1, 1, 2";

interface Candidate {
  readonly id: number;
  readonly at: number;
  readonly messageId: string;
  /** What it stands for: itself, its thread, its series (null: of none). */
  readonly unit: string | null;
}

const UNITS = {
  message: "message.message_id",
  thread: "message.thread",
  series: "(SELECT series FROM revision WHERE revision.id = message.revision)",
} as const;

/**
 * Answers one search. Mails come newest first, equal times by message-id. Where the index finds few
 * they are sorted; where it finds many, mails are walked from the newest on until a page is full.
 */
export function searchMessages(
  db: Database,
  request: SearchRequest,
): Pick<SearchPage, "found" | "next"> {
  const compiled = compileQuery(withMailIds(db, request.query), request.silence);
  const ranked = request.sort === "relevance";
  const picked: Candidate[] = [];
  const seen = new Set<string>();
  const { after, limit } = request;
  let rank = 0;
  const source = ranked ? byRelevance(db, compiled, request) : byTime(db, compiled, request);
  for (const candidate of source) {
    if (candidate.unit === null || seen.has(candidate.unit)) continue;
    seen.add(candidate.unit);
    rank += 1;
    if (!isBehind(candidate, rank, after)) continue;
    picked.push(candidate);
    if (picked.length > limit) break;
  }
  const page = picked.slice(0, limit);
  const last = page.at(-1);
  const more = picked.length > limit && last !== undefined;
  const shown = after !== null && "rank" in after ? after.rank : 0;
  const next = ranked
    ? { rank: shown + page.length }
    : { at: last?.at ?? 0, messageId: last?.messageId ?? "" };
  return { found: load(db, page), next: more ? next : null };
}

/** A message-id among the words finds that mail, too, where there is one: people paste them. */
function withMailIds(db: Database, query: Query): Query {
  switch (query.kind) {
    case "and":
    case "or":
      return { ...query, parts: query.parts.map((part) => withMailIds(db, part)) };
    case "not":
      return { ...query, part: withMailIds(db, query.part) };
    case "text": {
      const value = query.text.replace(/^<|>$/g, "");
      if (query.field !== "any" || query.prefix || !/^[^\s@]+@[^\s@]+$/.test(value)) return query;
      const known = db.prepare("SELECT 1 FROM message WHERE message_id = ?").get(value);
      const mail = { kind: "id", of: "mail", value, prefix: false } as const;
      return known === undefined ? query : { kind: "or", parts: [query, mail] };
    }
    default:
      return query;
  }
}

function isBehind({ at, messageId }: Candidate, rank: number, after: SearchPlace | null): boolean {
  if (after === null) return true;
  if ("rank" in after) return rank > after.rank;
  return at < after.at || (at === after.at && messageId > after.messageId);
}

function* byTime(
  db: Database,
  compiled: CompiledQuery,
  request: SearchRequest,
): Iterable<Candidate> {
  const { match } = compiled;
  const conditions = [...compiled.where];
  if (request.list !== undefined) conditions.push(listCondition("list = ?", [request.list]));
  if (request.by === "message" && request.after !== null && "at" in request.after)
    conditions.push({ sql: "message.at <= ?", values: [request.after.at] });
  const few = match !== null && isFew(db, match);
  const matching = "message_fts MATCH ?";
  if (match !== null) {
    const among = `+message.id IN (SELECT rowid FROM message_fts WHERE ${matching})`;
    conditions.unshift({ sql: few ? matching : among, values: [match] });
  }
  const from = few
    ? "message_fts CROSS JOIN message ON message.id = message_fts.rowid"
    : "message INDEXED BY message_at";
  const { sql, values } = whereOf(conditions);
  yield* db
    .prepare<(string | number)[], Candidate>(
      `SELECT message.id AS id, message.at AS at, message.message_id AS messageId,
              ${UNITS[request.by]} AS unit
         FROM ${from} ${sql} ORDER BY message.at DESC, message.message_id`,
    )
    .iterate(...values);
}

/** True when the index names few mails; asks no further than that. */
function isFew(db: Database, match: string): boolean {
  const row = db
    .prepare<[string, number], { n: number }>(
      "SELECT count(*) AS n FROM (SELECT 1 FROM message_fts WHERE message_fts MATCH ? LIMIT ?)",
    )
    .get(match, FEW + 1);
  return (row?.n ?? 0) <= FEW;
}

function whereOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * The newest mails found, those that say most first: words in subjects and own text, cover letters,
 * postings, the newest revision of a series. Words that half of all mails hold tell nothing and
 * would cost most: of many finds only the kind of mail and its age count.
 */
function byRelevance(db: Database, compiled: CompiledQuery, request: SearchRequest): Candidate[] {
  const newest: Candidate[] = [];
  for (const candidate of byTime(db, compiled, { ...request, after: null })) {
    newest.push(candidate);
    if (newest.length >= WEIGHED) break;
  }
  const { match } = compiled;
  const words = new Map<number, number>();
  if (match !== null && isFew(db, match)) {
    const rows = db.prepare<[string], { id: number; score: number }>(
      `SELECT rowid AS id, -bm25(message_fts, ${WEIGHTS}) AS score
         FROM message_fts WHERE message_fts MATCH ?`,
    );
    for (const { id, score } of rows.all(match)) words.set(id, score);
  }
  const place = placeWeights(db);
  const scored = newest.map((candidate, index) => ({
    candidate,
    index,
    score: (words.get(candidate.id) ?? 1) * place(candidate.id),
  }));
  scored.sort((left, right) => right.score - left.score || left.index - right.index);
  return scored.map(({ candidate }) => candidate);
}

/** What the place of a mail in its series makes it weigh. */
function placeWeights(db: Database): (id: number) => number {
  const get = db.prepare<[number], { kind: MessageKind; newest: number }>(
    `SELECT kind, revision IS NOT NULL AND revision = (
              SELECT other.id FROM revision AS other
               WHERE other.series = (SELECT series FROM revision WHERE id = message.revision)
               ORDER BY other.posted_at DESC, other.id LIMIT 1) AS newest
       FROM message WHERE id = ?`,
  );
  const kinds: Readonly<Record<MessageKind, number>> = { cover: 2, patch: 1.4, reply: 1, other: 1 };
  return (id) => {
    const row = get.get(id);
    return row === undefined ? 1 : kinds[row.kind] * (row.newest === 1 ? 1.6 : 1);
  };
}

interface FoundRow extends BodyColumns {
  readonly message_id: string;
  readonly subject: string | null;
  readonly from_name: string | null;
  readonly from_email: string | null;
  readonly at: number;
  readonly lists: string;
  readonly kind: MessageKind;
  readonly thread: string | null;
  readonly series: string | null;
  readonly version: number | null;
}

function load(db: Database, page: readonly Candidate[]): FoundMail[] {
  const get = db.prepare<[number], FoundRow>(
    `SELECT message_id, subject, from_name, from_email, at, lists, kind, mail.thread AS thread,
            revision.series AS series, revision.version AS version,
            substr(body, 1, ${HEAD_BYTES}) AS body, substr(raw, 1, ${HEAD_BYTES}) AS raw
       FROM whole_message AS mail
            LEFT JOIN revision ON revision.id = mail.revision WHERE mail.id = ?`,
  );
  return page.flatMap(({ id }) => {
    const row = get.get(id);
    if (row === undefined) return [];
    return {
      messageId: row.message_id,
      subject: row.subject,
      from: senderOf(row),
      at: row.at,
      lists: fromJson<string[]>(row.lists),
      kind: row.kind,
      thread: row.thread ?? row.message_id,
      series: row.series,
      version: row.version,
      head: headOf(row),
    };
  });
}
