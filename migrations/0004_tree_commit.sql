-- Canonical: commits of the git trees that are watched. They came from outside; a rebuild keeps them.

CREATE TABLE tree (
  name  TEXT PRIMARY KEY,             -- as people say it: powerpc/next
  tip   TEXT,                         -- hash of the newest commit read
  since INTEGER,                      -- Unix seconds UTC; commits before were passed over
  lists TEXT NOT NULL                 -- JSON: lists whose series it may apply; empty: all
) STRICT, WITHOUT ROWID;

CREATE TABLE tree_commit (
  id           INTEGER PRIMARY KEY,
  tree         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  author_name  TEXT,
  author_email TEXT,
  authored_at  INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  title        TEXT NOT NULL,
  title_key    TEXT NOT NULL,         -- as message.subject_key
  patch_id     TEXT,                  -- git patch-id --stable
  links        TEXT NOT NULL,         -- JSON: CommitLink[]
  UNIQUE (tree, hash)
) STRICT;
CREATE INDEX tree_commit_title ON tree_commit (title_key);
CREATE INDEX tree_commit_patch_id ON tree_commit (patch_id) WHERE patch_id IS NOT NULL;

CREATE TABLE tree_link (
  message_id TEXT NOT NULL,           -- named in a trailer
  tree_commit INTEGER NOT NULL REFERENCES tree_commit (id) ON DELETE CASCADE,
  PRIMARY KEY (message_id, tree_commit)
) STRICT, WITHOUT ROWID;
CREATE INDEX tree_link_commit ON tree_link (tree_commit);

-- Derived: finds the patch mails with the diff of a commit.
CREATE INDEX message_patch_id ON message (json_extract(facts, '$.patch.content.patchId'));

-- The commit of each patch is new in a status; until it is found, none is told.
UPDATE series SET status = json_set(status, '$.applied.commits', json('[]')), dirty = 1
 WHERE json_extract(status, '$.applied') IS NOT NULL;
