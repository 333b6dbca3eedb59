import type { Database } from "better-sqlite3";
import { isReadable } from "./content.ts";

/**
 * Something that must not be in a store, and how it is mended. All of it is SQL, with the function
 * `is_readable`.
 */
export interface Fault {
  /** Said of how many rows, as in "3 mails …". */
  readonly what: string;
  /** The rows, by the key that the mends use. */
  readonly find: string;
  /** Each runs once over all rows found, as the table `temp.found (key)`. */
  readonly mend: readonly string[];
}

const PRESENT = `SELECT content_hash FROM copy WHERE removed = 0`;
const PARSE_ANEW = `
  INSERT OR IGNORE INTO unparsed (message_id)
  SELECT message_id FROM message WHERE id IN (SELECT key FROM found)`;
/** From their beginning: what was read already is known by its bytes and costs little. */
const READ_ANEW = ["DELETE FROM checkpoint", "DELETE FROM crawl_page"];

/** In this order: a mend may bring to light what a later entry finds. */
const FAULTS: readonly Fault[] = [
  {
    what: "texts of mails that nothing refers to: deleted",
    find: "SELECT content_hash FROM raw WHERE content_hash NOT IN (SELECT content_hash FROM copy)",
    mend: ["DELETE FROM raw WHERE content_hash IN (SELECT key FROM found)"],
  },
  {
    what: "mails whose text as it came is lost: the next sync or ingest reads the archives from the start",
    find: `SELECT content_hash FROM message
            WHERE content_hash IN (${PRESENT}) AND content_hash NOT IN (SELECT content_hash FROM raw)`,
    mend: ["DELETE FROM copy WHERE content_hash IN (SELECT key FROM found)", ...READ_ANEW],
  },
  {
    what: "mails that wait to be parsed and are there no more: no longer waited for",
    find: `SELECT message_id FROM unparsed
            WHERE message_id IN (SELECT message_id FROM alias)
               OR NOT EXISTS (
                 SELECT 1 FROM copy WHERE removed = 0 AND (copy.message_id = unparsed.message_id
                   OR copy.message_id IN (SELECT message_id FROM alias WHERE stands_for = unparsed.message_id)))`,
    mend: ["DELETE FROM unparsed WHERE message_id IN (SELECT key FROM found)"],
  },
  {
    what: "stored mails that were never parsed: parsed",
    find: `SELECT DISTINCT message_id FROM copy
            WHERE removed = 0 AND message_id NOT IN (SELECT message_id FROM message)
              AND message_id NOT IN (SELECT message_id FROM alias)
              AND message_id NOT IN (SELECT message_id FROM unparsed)`,
    mend: ["INSERT INTO unparsed (message_id) SELECT key FROM found"],
  },
  {
    what: "revisions of threads without mails: deleted",
    find: `SELECT id FROM revision
            WHERE thread NOT IN (SELECT thread FROM message WHERE thread IS NOT NULL)`,
    mend: [
      `UPDATE revision SET ungrouped = 1 WHERE series IN
         (SELECT series FROM revision WHERE id IN (SELECT key FROM found))`,
      "DELETE FROM revision WHERE id IN (SELECT key FROM found)",
    ],
  },
  {
    what: "mails without a thread, or of a revision that is not there: derived anew",
    find: `SELECT id FROM message
            WHERE dirty = 0 AND (thread IS NULL
                  OR (revision IS NOT NULL AND revision NOT IN (SELECT id FROM revision)))`,
    mend: ["UPDATE message SET dirty = 1 WHERE id IN (SELECT key FROM found)"],
  },
  {
    what: "links to revisions that are not there: judged anew",
    find: `SELECT older || ' ' || newer FROM link
            WHERE older NOT IN (SELECT id FROM revision) OR newer NOT IN (SELECT id FROM revision)`,
    mend: [
      `UPDATE revision SET unlinked = 1 WHERE id IN (
         SELECT older FROM link WHERE older || ' ' || newer IN (SELECT key FROM found)
         UNION SELECT newer FROM link WHERE older || ' ' || newer IN (SELECT key FROM found))`,
      "DELETE FROM link WHERE older || ' ' || newer IN (SELECT key FROM found)",
    ],
  },
  {
    what: "revisions without a series: grouped anew",
    find: `SELECT id FROM revision
            WHERE ungrouped = 0 AND unlinked = 0
              AND (series IS NULL OR series NOT IN (SELECT id FROM series))`,
    mend: ["UPDATE revision SET ungrouped = 1, series = NULL WHERE id IN (SELECT key FROM found)"],
  },
  {
    what: "series without a revision: deleted",
    find: `SELECT id FROM series
            WHERE id NOT IN (SELECT series FROM revision WHERE series IS NOT NULL)`,
    mend: ["DELETE FROM series WHERE id IN (SELECT key FROM found)"],
  },
  {
    what: "series without a state, or with TODOs that cannot be read: judged anew",
    find: `SELECT id FROM series
            WHERE dirty = 0 AND (status IS NULL OR json_valid(status) = 0
                  OR id IN (SELECT series FROM todo WHERE json_valid(data) = 0))`,
    mend: [
      "UPDATE series SET dirty = 1 WHERE id IN (SELECT key FROM found)",
      "UPDATE series SET status = NULL WHERE json_valid(status) = 0",
      "DELETE FROM todo WHERE json_valid(data) = 0",
    ],
  },
];

/** What came from outside, or from people: nothing can derive it anew. */
const CANONICAL = new Set(["tree_link"]);
/** All that follows from the parsed mails, and the mails themselves where their text is there. */
const DERIVE_ANEW = [
  `INSERT OR IGNORE INTO unparsed (message_id)
   SELECT message_id FROM message WHERE content_hash IN (SELECT content_hash FROM raw)`,
  "DELETE FROM series",
  "DELETE FROM link",
  "DELETE FROM revision",
  "UPDATE message SET dirty = 1",
];

/**
 * Rows that refer to rows which are not there, for every reference that the schema declares. Whose
 * they were cannot be told: what they were derived from is derived anew.
 */
function lostReferences(db: Database): Fault[] {
  const rows = db
    .prepare<[], { child: string; parent: string; from: string; to: string }>(
      `SELECT child.name AS child, fk."table" AS parent, fk."from" AS "from", fk."to" AS "to"
         FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS fk
        WHERE child.type = 'table'`,
    )
    .all();
  return rows.map(({ child, parent, from, to }) => ({
    what: `rows of ${child} that belong to nothing: ${CANONICAL.has(child) ? "deleted" : "all is derived anew"}`,
    find: `SELECT DISTINCT ${from} FROM ${child} WHERE ${from} NOT IN (SELECT ${to} FROM ${parent})`,
    mend: [
      `DELETE FROM ${child} WHERE ${from} IN (SELECT key FROM found)`,
      ...(CANONICAL.has(child) ? [] : DERIVE_ANEW),
    ],
  }));
}

/** Mails that do not agree with what they were read from, or cannot be read at all. */
function parsedFaults(db: Database): Fault[] {
  const readable = hasTable(db, "content")
    ? `EXISTS (SELECT 1 FROM content LEFT JOIN raw ON raw.content_hash = message.content_hash
                 WHERE message = message.id AND is_readable(header, facts, body, bytes))`
    : "json_valid(header) AND json_valid(facts)";
  return [
    {
      what: "mails that are not what their stored text says: parsed anew",
      find: `SELECT id FROM message
              WHERE message_id NOT IN (SELECT message_id FROM unparsed)
                AND (NOT (${readable})
                     OR json_valid(lists) = 0 OR json_valid(diagnostics) = 0
                     OR json_array_length(lists) <>
                        (SELECT count(*) FROM message_list WHERE message = message.id)
                     OR (content_hash NOT IN (${PRESENT})
                         AND EXISTS (SELECT 1 FROM copy WHERE removed = 0
                                      AND copy.message_id = message.message_id)))`,
      mend: [PARSE_ANEW],
    },
  ];
}

/** Mails that could be read from their text alone, and it is lost. */
function lostBodies(db: Database): Fault[] {
  if (!hasTable(db, "content")) return [];
  return [
    {
      what: "mails whose words are lost with their text: gone until their archive is read",
      find: `SELECT id FROM message
              WHERE content_hash NOT IN (SELECT content_hash FROM raw)
                AND EXISTS (SELECT 1 FROM content
                             WHERE message = message.id AND substr(body, 1, 1) = x'ff')`,
      mend: [
        `UPDATE message SET dirty = 1
          WHERE thread IN (SELECT thread FROM message WHERE id IN (SELECT key FROM found))`,
        "DELETE FROM message WHERE id IN (SELECT key FROM found)",
      ],
    },
  ];
}

/** A database that waits to be upgraded lacks the newest tables. */
function hasTable(db: Database, name: string): boolean {
  const row = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name);
  return row !== undefined;
}

/** The search index holds each mail once, and nothing else. */
function searchFaults(db: Database): Fault[] {
  const awaited = hasTable(db, "unindexed") ? "AND id NOT IN (SELECT message FROM unindexed)" : "";
  return [
    {
      what: "mails missing from the search index: parsed anew",
      find: `SELECT id FROM message
              WHERE id NOT IN (SELECT id FROM message_fts_docsize) ${awaited}
                AND message_id NOT IN (SELECT message_id FROM unparsed)`,
      mend: [PARSE_ANEW],
    },
    {
      what: "entries of the search index without a mail: deleted",
      find: "SELECT id FROM message_fts_docsize WHERE id NOT IN (SELECT id FROM message)",
      mend: ["DELETE FROM message_fts WHERE rowid IN (SELECT key FROM found)"],
    },
  ];
}

/** All that is looked for. */
export function listFaults(db: Database): Fault[] {
  db.function(
    "is_readable",
    { deterministic: true },
    (header: string | Buffer, facts: string | Buffer, body: Buffer, raw: Buffer | null) =>
      isReadable({ header, facts, body, raw }) ? 1 : 0,
  );
  return [
    ...lostReferences(db),
    ...parsedFaults(db),
    ...FAULTS,
    ...lostBodies(db),
    ...searchFaults(db),
  ];
}
