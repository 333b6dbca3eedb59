-- Canonical: mails as archives hold them. Nothing here can be computed from anything else.

CREATE TABLE raw (
  content_hash TEXT PRIMARY KEY,      -- SHA-256 of bytes and attached files
  bytes        BLOB NOT NULL,         -- raw deflate
  size_bytes   INTEGER NOT NULL,
  attached     BLOB                   -- raw deflate of JSON [{name, contentType, base64}], pages only
) STRICT;

CREATE TABLE copy (
  id           INTEGER PRIMARY KEY,
  message_id   TEXT NOT NULL,         -- as the copy says, or made from its content
  inferred_id  INTEGER NOT NULL,      -- 1: made from its content
  content_hash TEXT NOT NULL,         -- of raw.bytes; the raw row goes when a better copy is there
  content_key  TEXT,                  -- equal for copies of one mail in all forms
  form         TEXT NOT NULL,         -- rfc822, pipermail-text, …
  cut          INTEGER NOT NULL,      -- 1: the archive held only a part
  list         TEXT NOT NULL,
  received_at  INTEGER,               -- Unix seconds UTC
  zone         TEXT,                  -- IANA zone of the page's dates
  source       TEXT NOT NULL,         -- archive as the user named it
  place        TEXT NOT NULL,         -- where in it
  diagnostics  TEXT NOT NULL,         -- JSON, what the archive reader met
  removed      INTEGER NOT NULL DEFAULT 0, -- 1: its archive has deleted it since
  UNIQUE (content_hash, list)
) STRICT;
CREATE INDEX copy_message ON copy (message_id);
CREATE INDEX copy_content_key ON copy (content_key) WHERE content_key IS NOT NULL;

CREATE TABLE quarantine (
  id     INTEGER PRIMARY KEY,
  place  TEXT NOT NULL,
  code   TEXT NOT NULL,
  detail TEXT NOT NULL,
  raw    BLOB,                        -- the first part of what could not be read
  UNIQUE (place, code)
) STRICT;

CREATE TABLE checkpoint (
  source   TEXT PRIMARY KEY,
  position TEXT NOT NULL
) STRICT;

CREATE TABLE crawl_page (
  url           TEXT PRIMARY KEY,
  etag          TEXT,
  last_modified TEXT,
  complete      INTEGER NOT NULL
) STRICT;
