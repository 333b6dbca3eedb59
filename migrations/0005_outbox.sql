-- Canonical: what left, or is to leave. `rebuild` never touches it.

CREATE TABLE delivery (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- shown to people: never given twice
  key         TEXT NOT NULL UNIQUE,   -- what goes to whom for which occasion
  channel     TEXT NOT NULL,
  target      TEXT NOT NULL,
  summary     TEXT NOT NULL,
  payload     BLOB NOT NULL,          -- raw deflate of JSON, as its publisher needs it
  state       TEXT NOT NULL,          -- planned, approved, sending, sent, failed, dropped
  attempts    INTEGER NOT NULL,
  planned_at  INTEGER NOT NULL,       -- Unix seconds UTC, as all times here
  next_try_at INTEGER,
  lease_until INTEGER,                -- sending: until then its sender may be at work; null: a person decides
  handed_over INTEGER NOT NULL DEFAULT 0, -- 1: from the last try on it may have arrived
  sent_at     INTEGER,
  remote_id   TEXT,                   -- Message-ID, number of an issue or comment
  error       TEXT
) STRICT;
CREATE INDEX delivery_waiting ON delivery (state, next_try_at) WHERE state IN ('approved', 'sending');
