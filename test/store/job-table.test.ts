import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { JobRun } from "../../src/model/watch.ts";
import { openStore } from "../../src/store/open.ts";

const RUN: JobRun = {
  job: "sync",
  state: "failed",
  since: 1,
  attendedAt: 2,
  dueAt: 3,
  startedAt: 2,
  endedAt: 4,
  succeededAt: null,
  failures: 5,
  error: "no way there",
};

test("what is known of a job is there after the program ended, and rebuilt it stays", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  const file = path.join(folder, "x.db");
  const first = openStore(file);
  await first.saveJobRuns([RUN, { ...RUN, job: "pages" }]);
  await first.saveJobRuns([{ ...RUN, job: "pages", dueAt: null }]);
  await first.startRebuild();
  await first.close();
  const second = openStore(file);
  expect(await second.listJobRuns()).toEqual([{ ...RUN, job: "pages", dueAt: null }, RUN]);
  await second.keepJobRuns(["sync", "outbox"]);
  expect(await second.listJobRuns()).toEqual([RUN]);
  await second.close();
  rmSync(folder, { recursive: true });
});
