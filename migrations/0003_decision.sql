-- Canonical: what people decided by hand. `rebuild` leaves it alone.

CREATE TABLE decision (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,           -- link, unlink, todo-dismiss, todo-done, todo-reopen, todo-assign
  subject    TEXT NOT NULL,           -- message-id of any mail of a revision; id of a TODO
  object     TEXT,                    -- the same of the other revision; name of a person, null: nobody
  note       TEXT,
  decided_by TEXT,
  decided_at INTEGER NOT NULL         -- Unix seconds UTC
) STRICT;
CREATE UNIQUE INDEX decision_once ON decision (
  decided_at, kind, subject, ifnull(object, ''), ifnull(note, ''), ifnull(decided_by, '')
);
