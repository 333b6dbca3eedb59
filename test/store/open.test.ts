import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TrackerError } from "../../src/errors.ts";
import { openStore } from "../../src/store/open.ts";
import { sqlite } from "../support/databases.ts";
import { aCopy } from "../support/messages.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "x.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function failure(work: () => unknown): Promise<TrackerError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof TrackerError) return error;
    throw error;
  }
}

const ids = Array.from({ length: 400 }, (_, at) => `m${at}@example.org`);
const batch = (from: readonly string[]) => ({
  copies: from.map((messageId) => aCopy({ messageId, body: messageId.repeat(300) })),
  deletions: [],
  problems: [],
  checkpoint: null,
});

async function fill() {
  const store = openStore(file);
  await store.saveBatch(batch(ids));
  await store.close();
}

test("a database of another program is refused and left as it is", async () => {
  sqlite(file, (db) => db.exec("CREATE TABLE bookmark (url TEXT)"));
  const before = readFileSync(file);
  const error = await failure(() => openStore(file));
  expect(error?.code).toBe("store-unreadable");
  expect(error?.message).toContain("belongs to another program");
  expect(readFileSync(file).equals(before)).toBe(true);
});

test.each([1, 60, 4_096, 50_000])("a file cut off after %i bytes is named so", async (bytes) => {
  await fill();
  truncateSync(file, bytes);
  const error = await failure(() => openStore(file));
  expect(error?.code).toBe("store-damaged");
  expect(error?.message).toContain("was cut off");
  expect(error?.hint).toContain("patchtrail restore");
});

test("a file of which nothing but the log is left is no new database", async () => {
  await fill();
  truncateSync(file, 0);
  writeFileSync(`${file}-wal`, "something");
  expect((await failure(() => openStore(file)))?.code).toBe("store-damaged");
});

test("a page that is broken in the middle gives a clear error when it is read", async () => {
  await fill();
  const bytes = readFileSync(file);
  for (let page = 4; page * 4_096 < bytes.length; page += 1)
    bytes.fill(0xa5, page * 4_096, page * 4_096 + 200);
  writeFileSync(file, bytes);
  const error = await failure(async () => {
    const store = openStore(file);
    for (const id of ids) await store.getMessage(id);
    for await (const row of store.exportRows("messages", null)) expect(row).toBeDefined();
  });
  expect(error?.code).toBe("store-damaged");
  expect(error?.hint).toContain("doctor --repair");
});
