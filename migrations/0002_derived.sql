-- Derived: all of it can be computed from 0001 (`patchtrail rebuild`).

CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  message_id  TEXT NOT NULL UNIQUE,
  inferred_id INTEGER NOT NULL,
  content_hash TEXT NOT NULL,         -- the copy that was read
  form        TEXT NOT NULL,
  sent_at     INTEGER,                -- Date header
  received_at INTEGER,                -- earliest over its copies
  at          INTEGER NOT NULL,       -- believed: sent, else received, else 0
  from_name   TEXT,
  from_email  TEXT,
  subject     TEXT,
  subject_key TEXT NOT NULL,          -- normalised, reply marks gone
  orphan      INTEGER NOT NULL,       -- 1: a reply that names no mail it answers
  bot         INTEGER NOT NULL,
  content_key TEXT,
  header      TEXT NOT NULL,          -- JSON: to, cc, inReplyTo, references, listIds, attachments
  facts       TEXT NOT NULL,          -- JSON: MessageFacts
  lists       TEXT NOT NULL,          -- JSON, sorted
  body        BLOB NOT NULL,          -- raw deflate of UTF-8
  diagnostics TEXT NOT NULL,          -- JSON
  kind        TEXT NOT NULL DEFAULT 'other',
  thread      TEXT,                   -- message-id of its root, seen or not
  parent      TEXT,
  revision    TEXT,
  position    INTEGER NOT NULL DEFAULT 0,
  dirty       INTEGER NOT NULL        -- 1: its surroundings wait to be derived
) STRICT;
CREATE INDEX message_thread ON message (thread);
CREATE INDEX message_revision ON message (revision) WHERE revision IS NOT NULL;
CREATE INDEX message_subject ON message (subject_key, at);
CREATE INDEX message_sender ON message (from_email, at);
CREATE INDEX message_content_key ON message (content_key) WHERE content_key IS NOT NULL;
CREATE INDEX message_dirty ON message (at, message_id) WHERE dirty = 1;

CREATE TABLE message_list (
  list    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  PRIMARY KEY (list, at, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_list_message ON message_list (message);

CREATE TABLE reference (
  target  TEXT NOT NULL,              -- message-id named in References or In-Reply-To
  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  PRIMARY KEY (target, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_message ON reference (message);

-- Copies without a Message-ID that turned out to be a mail known from elsewhere.
CREATE TABLE alias (
  message_id TEXT PRIMARY KEY,
  stands_for TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unparsed (
  message_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  id        TEXT PRIMARY KEY,
  thread    TEXT NOT NULL,
  series    TEXT,
  posted_at INTEGER NOT NULL,
  data      TEXT NOT NULL,            -- JSON: Revision
  unlinked  INTEGER NOT NULL,         -- 1: links wait to be judged
  ungrouped INTEGER NOT NULL          -- 1: its group waits to be formed
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_thread ON revision (thread);
CREATE INDEX revision_series ON revision (series);
CREATE INDEX revision_unlinked ON revision (posted_at, id) WHERE unlinked = 1;
CREATE INDEX revision_ungrouped ON revision (posted_at, id) WHERE ungrouped = 1;

CREATE TABLE revision_key (
  key      TEXT NOT NULL,
  revision TEXT NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
  PRIMARY KEY (key, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_key_revision ON revision_key (revision);

CREATE TABLE link (
  older    TEXT NOT NULL,
  newer    TEXT NOT NULL,
  decision TEXT NOT NULL,
  evidence TEXT NOT NULL,             -- JSON
  PRIMARY KEY (older, newer)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_newer ON link (newer);

CREATE TABLE series (
  id               TEXT PRIMARY KEY,
  title            TEXT NOT NULL,
  author           TEXT NOT NULL,     -- JSON: Mailbox
  status           TEXT,              -- JSON: SeriesStatus; null until tracked
  last_activity_at INTEGER NOT NULL,
  dirty            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX series_dirty ON series (id) WHERE dirty = 1;

CREATE TABLE series_list (
  list   TEXT NOT NULL,
  series TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  PRIMARY KEY (list, series)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_list_series ON series_list (series);

CREATE TABLE todo (
  id        TEXT PRIMARY KEY,
  series    TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  open      INTEGER NOT NULL,
  raised_at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  data      TEXT NOT NULL             -- JSON: Todo
) STRICT, WITHOUT ROWID;
CREATE INDEX todo_series ON todo (series);
CREATE INDEX todo_message ON todo (message_id);

CREATE VIRTUAL TABLE message_fts USING fts5 (
  subject, people, body,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);
