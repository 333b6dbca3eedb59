import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TrackerError } from "../../src/errors.ts";
import { backUpDatabase } from "../../src/store/backup.ts";
import { tryLock } from "../../src/store/lock.ts";
import { openStore } from "../../src/store/open.ts";
import { restoreDatabase } from "../../src/store/restore.ts";
import { sqlite } from "../support/databases.ts";
import { aPlan } from "../support/deliveries.ts";
import { aCopy } from "../support/messages.ts";

let folder: string;
let file: string;
let copy: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "x.db");
  copy = path.join(folder, "copies", "x.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function addMails(...ids: string[]) {
  const store = openStore(file);
  const copies = ids.map((messageId) => aCopy({ messageId }));
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
  return store;
}

function idsIn(database: string): unknown[] {
  return sqlite(database, (db) =>
    db.prepare("SELECT message_id FROM copy ORDER BY 1").pluck().all(),
  );
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "no error";
  } catch (error) {
    return error instanceof TrackerError ? error.code : String(error);
  }
}

test("a copy of a database in use holds what lies in its log, in one file", async () => {
  const store = await addMails("a@example.org");
  expect(existsSync(`${file}-wal`)).toBe(true);
  await backUpDatabase(file, copy);
  expect(readdirSync(path.dirname(copy))).toEqual(["x.db"]);
  expect(idsIn(copy)).toEqual(["a@example.org"]);
  expect(readFileSync(copy).readUInt8(18)).toBe(1);
  await store.close();
});

test("a copy while another connection writes is the state of one moment", async () => {
  const store = await addMails("a@example.org");
  const writer = new SqliteDatabase(file);
  writer.exec("BEGIN IMMEDIATE; DELETE FROM copy");
  await backUpDatabase(file, copy);
  writer.close();
  expect(idsIn(copy)).toEqual(["a@example.org"]);
  await store.close();
});

test("a new copy replaces the former one, but no file of another kind", async () => {
  await (await addMails("a@example.org")).close();
  await backUpDatabase(file, copy);
  await (await addMails("b@example.org")).close();
  await backUpDatabase(file, copy);
  expect(idsIn(copy)).toEqual(["a@example.org", "b@example.org"]);
  const letter = path.join(folder, "letter.txt");
  writeFileSync(letter, "Dear Ada, this is worth more than a back-up. ".repeat(10));
  expect(await codeOf(backUpDatabase(file, letter))).toBe("store-unreadable");
  expect(readFileSync(letter, "utf8")).toMatch(/^Dear Ada/);
});

test("of a database that is not there, or cut off, there is no copy", async () => {
  expect(await codeOf(backUpDatabase(file, copy))).toBe("not-found");
  expect(existsSync(file)).toBe(false);
  await (await addMails("a@example.org")).close();
  truncateSync(file, 8_192);
  expect(await codeOf(backUpDatabase(file, copy))).toBe("store-damaged");
  expect(existsSync(copy)).toBe(false);
});

test("restored, the database is the back-up; the former one is kept", async () => {
  await (await addMails("a@example.org")).close();
  await backUpDatabase(file, copy);
  await (await addMails("b@example.org")).close();
  const { kept } = await restoreDatabase(file, copy, "then");
  expect(kept).toBe(`${file}.before-restore-then`);
  expect([idsIn(file), idsIn(kept ?? "")]).toEqual([
    ["a@example.org"],
    ["a@example.org", "b@example.org"],
  ]);
  const again = await restoreDatabase(file, kept ?? "", "then");
  expect(again.kept).toBe(`${file}.before-restore-then-2`);
  expect(idsIn(file)).toHaveLength(2);
});

test("a process that has the database open goes on with what was restored", async () => {
  const store = await addMails("a@example.org");
  await backUpDatabase(file, copy);
  await (await addMails("b@example.org")).close();
  const stamp = await store.stamp();
  await restoreDatabase(file, copy, "then");
  expect(await store.stamp()).not.toBe(stamp);
  expect(await store.getMessage("b@example.org")).toBeNull();
  const copies = [aCopy({ messageId: "c@example.org" })];
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
  await store.close();
  expect(idsIn(file)).toEqual(["a@example.org", "c@example.org"]);
  expect(sqlite(file, (db) => db.pragma("integrity_check", { simple: true }))).toBe("ok");
});

test("what was about to leave then waits for approval again", async () => {
  const store = await addMails("a@example.org");
  const [planned] = await store.planDeliveries([aPlan({ key: "k1" })], 1);
  await store.approveDeliveries([planned?.id ?? 0], 1);
  await backUpDatabase(file, copy);
  await store.close();
  expect((await restoreDatabase(file, copy, "then")).held).toBe(1);
  const after = openStore(file);
  expect(await after.listDeliveries({})).toMatchObject([{ key: "k1", state: "planned" }]);
  const claim = { now: 5, leaseSeconds: 60, channels: ["mail"] as const };
  expect(await after.claimDelivery(claim)).toBeNull();
  await after.close();
});

test("a database that was cut off is put aside with its log, which the new one never sees", async () => {
  const store = await addMails("a@example.org");
  await backUpDatabase(file, copy);
  await store.close();
  truncateSync(file, 5_000);
  writeFileSync(`${file}-wal`, Buffer.alloc(40_000, 7));
  const { kept } = await restoreDatabase(file, copy, "then");
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(statSync(kept ?? "").size).toBe(5_000);
  expect(idsIn(file)).toEqual(["a@example.org"]);
});

test("where no database was, the back-up takes its place", async () => {
  await (await addMails("a@example.org")).close();
  await backUpDatabase(file, copy);
  const other = path.join(folder, "new", "y.db");
  expect(await restoreDatabase(other, copy, "then")).toEqual({ kept: null, held: 0 });
  expect(idsIn(other)).toEqual(["a@example.org"]);
});

test("nothing is restored while another process works, or from what is no back-up of ours", async () => {
  await (await addMails("a@example.org")).close();
  await backUpDatabase(file, copy);
  const lock = tryLock(`${file}.sync.lock`);
  expect(await codeOf(restoreDatabase(file, copy, "then"))).toBe("store-busy");
  lock?.release();
  expect(await codeOf(restoreDatabase(file, file, "then"))).toBe("usage");
  expect(await codeOf(restoreDatabase(file, `${copy}.not`, "then"))).toBe("not-found");
  const foreign = path.join(folder, "foreign.db");
  sqlite(foreign, (db) => db.exec("CREATE TABLE bookmark (url TEXT)"));
  expect(await codeOf(restoreDatabase(file, foreign, "then"))).toBe("store-unreadable");
  sqlite(copy, (db) => db.exec("INSERT INTO migration VALUES ('9999_future.sql', 'x')"));
  expect(await codeOf(restoreDatabase(file, copy, "then"))).toBe("store-newer");
  truncateSync(copy, 8_192);
  expect(await codeOf(restoreDatabase(file, copy, "then"))).toBe("store-damaged");
  expect(idsIn(file)).toEqual(["a@example.org"]);
  expect(readdirSync(folder).filter((name) => name.includes("restor"))).toEqual([]);
});
