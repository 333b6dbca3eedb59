-- Canonical: what `watch` did last for each of its jobs. Times are Unix seconds UTC.

CREATE TABLE job_run (
  job          TEXT PRIMARY KEY,
  state        TEXT NOT NULL,      -- waiting, running, ok, partly, failed, stopped
  since        INTEGER NOT NULL,   -- first heard of
  attended_at  INTEGER NOT NULL,   -- moments of its schedule up to this one are done with
  due_at       INTEGER,            -- to be run then, whatever its schedule says; null: as that says
  started_at   INTEGER,
  ended_at     INTEGER,            -- null: it runs, or was cut off
  succeeded_at INTEGER,            -- last end as ok or partly
  failures     INTEGER NOT NULL,   -- in a row
  error        TEXT                -- what was wrong with the last run
) STRICT, WITHOUT ROWID;
