-- Canonical: what we know of our issues on GitHub, people's choices about them included.

CREATE TABLE github_repository (
  name          TEXT PRIMARY KEY,     -- owner/name as configured
  repository_id INTEGER NOT NULL,     -- GitHub's number, outlives its name
  full_name     TEXT NOT NULL,        -- what GitHub calls it now
  archived      INTEGER NOT NULL,
  etag          TEXT,
  listing_etag  TEXT,                 -- of the first page of our issues
  cursor        TEXT,                 -- newest change read; null: never read
  account       TEXT,                 -- login that opens our issues, as GitHub told it last
  account_etag  TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE github_issue (
  repository_id INTEGER NOT NULL,
  number        INTEGER NOT NULL,
  subject       TEXT NOT NULL,        -- series/<id> or todo/<id>
  data          TEXT NOT NULL,        -- JSON: IssueRecord
  PRIMARY KEY (repository_id, number)
) STRICT, WITHOUT ROWID;
