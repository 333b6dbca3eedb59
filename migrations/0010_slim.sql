-- Derived data, stored tighter. What only a reader of the whole mail needs leaves the rows that are
-- read for threads, lists and filters, and written again when threads change.

CREATE TABLE content (
  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
  header  ANY NOT NULL,               -- to, cc, inReplyTo, references, listIds, attachments
  facts   ANY NOT NULL,               -- MessageFacts; both: JSON, or raw deflate of it with our dictionary
  body    BLOB NOT NULL               -- raw deflate of UTF-8
) STRICT;
INSERT INTO content (message, header, facts, body) SELECT id, header, facts, body FROM message;

ALTER TABLE message ADD COLUMN patch_id TEXT;   -- git patch-id --stable of its diff
ALTER TABLE message ADD COLUMN change_id TEXT;  -- trailer of b4
ALTER TABLE message ADD COLUMN patch_total INTEGER; -- patches of its series, as its subject says
UPDATE message
   SET patch_id = facts ->> '$.patch.content.patchId', change_id = facts ->> '$.patch.changeId',
       patch_total = facts ->> '$.patch.subject.total'
 WHERE facts ->> '$.patch' IS NOT NULL;
DROP INDEX message_patch_id;
DROP INDEX message_change_id;
CREATE INDEX message_patch_id ON message (patch_id) WHERE patch_id IS NOT NULL;
CREATE INDEX message_change_id ON message (change_id) WHERE change_id IS NOT NULL;
ALTER TABLE message DROP COLUMN header;
ALTER TABLE message DROP COLUMN facts;
ALTER TABLE message DROP COLUMN body;

CREATE VIEW whole_message AS
  SELECT message.*, content.header, content.facts, content.body
    FROM message JOIN content ON content.message = message.id;

-- Long rows in tables WITHOUT ROWID leave two thirds of their pages empty.
CREATE TABLE next_revision (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  thread    TEXT NOT NULL,
  series    TEXT,
  posted_at INTEGER NOT NULL,
  data      TEXT NOT NULL,            -- JSON: Revision
  unlinked  INTEGER NOT NULL,         -- 1: links wait to be judged
  ungrouped INTEGER NOT NULL,         -- 1: its group waits to be formed
  version   INTEGER AS (data ->> 'version') VIRTUAL
) STRICT;
INSERT INTO next_revision (id, thread, series, posted_at, data, unlinked, ungrouped)
SELECT id, thread, series, posted_at, data, unlinked, ungrouped FROM revision ORDER BY posted_at, id;
CREATE TABLE next_revision_key (
  key      INTEGER NOT NULL,          -- key_hash() of the program, 48 bits
  revision INTEGER NOT NULL REFERENCES next_revision (number) ON DELETE CASCADE,
  PRIMARY KEY (key, revision)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO next_revision_key (key, revision)
SELECT key_hash(key), number FROM revision_key JOIN next_revision ON id = revision ORDER BY 1, 2;
DROP TABLE revision_key;
DROP TABLE revision;
ALTER TABLE next_revision RENAME TO revision;
ALTER TABLE next_revision_key RENAME TO revision_key;
CREATE INDEX revision_key_revision ON revision_key (revision);
CREATE INDEX revision_thread ON revision (thread);
CREATE INDEX revision_unlinked ON revision (posted_at, id) WHERE unlinked = 1;
CREATE INDEX revision_ungrouped ON revision (posted_at, id) WHERE ungrouped = 1;
CREATE INDEX revision_version ON revision (version);
CREATE INDEX revision_posted ON revision (
  series, posted_at, json_extract(data, '$.ghost'), json_extract(data, '$.author.email')
);

CREATE TABLE next_todo (
  id         TEXT PRIMARY KEY NOT NULL,
  series     TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  open       INTEGER NOT NULL,
  raised_at  INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  data       TEXT NOT NULL,           -- JSON: Todo
  state      TEXT,
  kind       TEXT,
  said_by    TEXT,                    -- lower case: name and address of who said it
  owed_by    TEXT                     -- lower case: role, name and address of who owes it
) STRICT;
INSERT INTO next_todo SELECT id, series, open, raised_at, message_id, data, state, kind, said_by, owed_by
  FROM todo ORDER BY series, raised_at, id;
DROP TABLE todo;
ALTER TABLE next_todo RENAME TO todo;
CREATE INDEX todo_series ON todo (series);
CREATE INDEX todo_message ON todo (message_id);
CREATE INDEX todo_search ON todo (state, kind, owed_by, said_by, message_id);
CREATE INDEX todo_open ON todo (series, json_extract(data, '$.confidence')) WHERE open = 1;
CREATE INDEX todo_span ON todo (
  series, raised_at, open, json_extract(data, '$.confidence'), json_extract(data, '$.state'),
  json_extract(data, '$.history[#-1].at')
);
