import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { openStore, openStoreForReading } from "../../src/store/open.ts";
import { withFolder } from "../support/cli.ts";

test("a store opened for reading sees what others write, and writes nothing", async () => {
  await withFolder(async (folder) => {
    const file = path.join(folder, "a.db");
    const writer = openStore(file);
    const reader = openStoreForReading(file);
    const before = await reader.changeToken();
    await writer.saveCrawlRecord("https://example.org/", {
      etag: null,
      lastModified: null,
      complete: true,
    });
    expect(await reader.changeToken()).not.toBe(before);
    expect(await reader.loadCrawlRecord("https://example.org/")).toMatchObject({ complete: true });
    await expect(async () => reader.startRebuild()).rejects.toThrow(/readonly/u);
    await reader.close();
    await writer.close();
  });
});

test("one that is not there, or older, is told of", async () => {
  await withFolder(async (folder) => {
    const file = path.join(folder, "a.db");
    expect(() => openStoreForReading(file)).toThrow(/cannot use/u);
    await openStore(file).close();
    const db = new SqliteDatabase(file);
    db.exec("DELETE FROM migration WHERE name = (SELECT max(name) FROM migration)");
    db.close();
    expect(() => openStoreForReading(file)).toThrow(/older patchtrail/u);
  });
});
