-- Derived: the search index by column, and what filters of a search look at.

DROP TABLE message_fts;
-- rowid: message.id. Contentless: excerpts are made from message.body.
CREATE VIRTUAL TABLE message_fts USING fts5 (
  subject, author, recipients, cc, own, quoted, files, removed, added, context, hunks,
  old_blobs, new_blobs, attachments,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);

-- Mails that wait to be put into the index: the next command that writes does it.
CREATE TABLE unindexed (
  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unindexed (message) SELECT id FROM message;

CREATE INDEX message_at ON message (at);
CREATE INDEX message_kind ON message (kind);
CREATE INDEX message_change_id ON message (json_extract(facts, '$.patch.changeId'))
 WHERE json_extract(facts, '$.patch.changeId') IS NOT NULL;

ALTER TABLE revision ADD COLUMN version INTEGER AS (data ->> 'version') VIRTUAL;
CREATE INDEX revision_version ON revision (version);

-- Real columns beside the JSON: an index of generated ones still has SQLite read the row.
ALTER TABLE series ADD COLUMN state TEXT;
ALTER TABLE series ADD COLUMN next_move TEXT;
-- Last mail or commit about it; null where no mail carries a time.
ALTER TABLE series ADD COLUMN quiet_since INTEGER;
UPDATE series SET state = status ->> 'state', next_move = status ->> 'nextMove'
 WHERE status IS NOT NULL;
UPDATE series SET quiet_since = nullif(max(
  status ->> 'lastActivityAt',
  coalesce((SELECT max(value ->> 'at') FROM json_each(status, '$.applied.commits')
             WHERE value ->> 'how' <> 'notice'), 0)
), 0) WHERE status IS NOT NULL AND status ->> 'lastActivityAt' > 0;
CREATE INDEX series_state ON series (state, quiet_since, next_move);

ALTER TABLE todo ADD COLUMN state TEXT;
ALTER TABLE todo ADD COLUMN kind TEXT;
-- Lower case: name and address of who said it; role, name and address of who owes it.
ALTER TABLE todo ADD COLUMN said_by TEXT;
ALTER TABLE todo ADD COLUMN owed_by TEXT;
UPDATE todo SET state = data ->> 'state', kind = data ->> 'kind', said_by = lower(
  ifnull(data ->> '$.saidBy.name', '') || ' ' || ifnull(data ->> '$.saidBy.email', ''));
UPDATE todo SET owed_by = lower(CASE
  WHEN data ->> 'ownerName' IS NOT NULL THEN (data ->> 'owner') || ' ' || (data ->> 'ownerName')
  WHEN data ->> 'owner' = 'writer' THEN 'writer ' || said_by
  WHEN data ->> 'owner' = 'patch-author' THEN 'patch-author ' || (
    SELECT ifnull(author ->> 'name', '') || ' ' || ifnull(author ->> 'email', '')
      FROM series WHERE series.id = todo.series)
  ELSE data ->> 'owner' END);
CREATE INDEX todo_search ON todo (state, kind, owed_by, said_by, message_id);
