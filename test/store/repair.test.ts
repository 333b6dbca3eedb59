import { mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rebuild, resume } from "../../src/app/track/rebuild.ts";
import { TrackerError } from "../../src/errors.ts";
import { repairDatabase } from "../../src/store/repair.ts";
import { sqlite } from "../support/databases.ts";
import { contextOn, exportsOf, readSamples, writeSamples } from "../support/sample-store.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "x.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const BLOWS: readonly [words: RegExp, sql: string][] = [
  [/texts of mails that nothing refers to/, "INSERT INTO raw VALUES ('orphan', x'00', 1, NULL)"],
  [/stored mails that were never parsed/, "DELETE FROM message WHERE id % 3 = 0"],
  [/missing from the search index/, "DELETE FROM message_fts WHERE rowid % 2 = 0"],
  [/entries of the search index without a mail/, "UPDATE message SET id = id + 100000"],
  [
    /are not what their stored text says/,
    "UPDATE content SET header = x'0102' WHERE message % 4 = 0",
  ],
  [/without a thread, or of a revision/, "DELETE FROM revision_key; DELETE FROM revision"],
  [/links to revisions that are not there/, "UPDATE link SET older = 'gone'"],
  [/revisions without a series/, "DELETE FROM todo; DELETE FROM series_list; DELETE FROM series"],
  [
    /series without a revision/,
    "INSERT INTO series (id, title, author, last_activity_at, dirty) VALUES ('s', 't', '{}', 0, 1)",
  ],
  [/series without a state/, "UPDATE series SET status = '{'"],
  [/rows of todo that belong to nothing/, "UPDATE todo SET series = 'gone'"],
  [/rows of reference that belong to nothing/, "UPDATE reference SET message = message + 5000"],
  [/wait to be parsed and are there no more/, "INSERT INTO unparsed VALUES ('ghost@example.org')"],
  [/the search index was damaged/, "UPDATE message_fts_data SET block = x'0102' WHERE id > 10"],
];

test.each(BLOWS)("mends: %s", async (words, sql) => {
  const whole = await writeSamples(file);
  sqlite(file, (db) => {
    db.pragma("foreign_keys = OFF");
    db.unsafeMode(true);
    db.exec(sql);
  });
  const { done, kept } = await repairDatabase(file, "then");
  expect(done.join("\n")).toMatch(words);
  expect(readdirSync(folder)).toContain(path.basename(kept ?? "none"));
  const context = contextOn(file);
  await resume(context);
  expect(await exportsOf(context)).toBe(whole);
  expect((await context.store.counts()).pending).toBe(0);
  await context.store.close();
  expect(await repairDatabase(file, "later")).toEqual({ done: [], kept: null });
});

test("a mail whose text is lost is named, in nobody's way, and comes again from its archive", async () => {
  const whole = await writeSamples(file);
  sqlite(file, (db) => db.exec("DELETE FROM raw WHERE rowid % 2 = 0"));
  const { done } = await repairDatabase(file, "then");
  expect(done.join()).toContain("reads the archives from the start");
  expect(done.join()).toContain("gone until their archive is read");
  const context = contextOn(file);
  await resume(context);
  expect(whole.length).toBeGreaterThan((await exportsOf(context)).length);
  await readSamples(context);
  await resume(context);
  expect(await exportsOf(context)).toBe(whole);
  await rebuild(context);
  expect(await exportsOf(context)).toBe(whole);
  await context.store.close();
});

test("nothing is wrong with a sound database, and nothing is done to it", async () => {
  await writeSamples(file);
  expect(await repairDatabase(file, "then")).toEqual({ done: [], kept: null });
  expect(readdirSync(folder).filter((name) => name.includes("before"))).toEqual([]);
});

test("what only a back-up can mend is said to be so", async () => {
  await writeSamples(file);
  truncateSync(file, 40_960);
  const error: unknown = await repairDatabase(file, "then").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TrackerError);
  expect((error as TrackerError).code).toBe("store-damaged");
  expect((error as TrackerError).hint).toContain("restore");
});
