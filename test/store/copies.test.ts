import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { IngestBatch, ParsedCopy } from "../../src/model/ingest.ts";
import type { Store } from "../../src/model/store.ts";
import { openStore } from "../../src/store/open.ts";
import { aCopy, DAY, MONDAY } from "../support/messages.ts";

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  store = openStore(path.join(folder, "test.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function batch(copies: readonly ParsedCopy[], rest: Partial<IngestBatch> = {}): IngestBatch {
  return { copies, deletions: [], problems: [], checkpoint: null, ...rest };
}

/** The stored state as far as a user could tell. */
async function messages(of: Store = store) {
  const rows = [];
  for await (const row of of.exportRows("messages", null)) rows.push(row);
  return rows.flatMap((row) => (row.kind === "messages" ? [row.message] : []));
}

const full = aCopy(
  { messageId: "a@example.org", body: "whole mail", contentKey: "k1" },
  { receivedAt: MONDAY + 9 },
);
const page = aCopy(
  { messageId: "a@example.org", form: "pipermail-page", body: "page", contentKey: "k1" },
  { list: "other-list", receivedAt: MONDAY + 5 },
);
const thin = aCopy(
  {
    messageId: "thin@none.invalid",
    inferredId: true,
    form: "page-text",
    body: "thin",
    contentKey: "k1",
  },
  { list: "widget-dev" },
);

describe("copies of one mail", () => {
  test.each([
    [[full, page, thin]],
    [[thin, page, full]],
    [[page, thin, full]],
    [[thin, full, page]],
  ])("become one message with the best content and all lists, in any order", async (order) => {
    for (const copy of order) await store.saveBatch(batch([copy]));
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      messageId: "a@example.org",
      body: "whole mail",
      form: "rfc822",
      lists: ["other-list", "widget-dev"],
      receivedAt: MONDAY + 5,
    });
    expect((await store.getMessage("thin@none.invalid"))?.messageId).toBe("a@example.org");
  });

  test("the same copy again changes nothing and is told as known", async () => {
    expect(await store.saveBatch(batch([full]))).toMatchObject({ added: 1, copies: 0 });
    expect(await store.saveBatch(batch([full]))).toMatchObject({ added: 0, copies: 0 });
    expect(await store.knownCopies([full.contentHash], "widget-dev")).toEqual(
      new Set([full.contentHash]),
    );
    expect(await store.knownCopies([full.contentHash], "other-list")).toEqual(new Set());
  });

  test("two contents under one Message-ID are both kept, and marked", async () => {
    const other = aCopy({ messageId: "a@example.org", body: "something else", contentKey: "k2" });
    for (const order of [
      [full, other],
      [other, full],
    ]) {
      const each = openStore(":memory:");
      const results = [];
      for (const copy of order) results.push(await each.saveBatch(batch([copy])));
      expect(results.map(({ added, conflicts }) => [added, conflicts])).toEqual([
        [1, 0],
        [0, 1],
      ]);
      const [message] = await messages(each);
      expect(message?.diagnostics.map(({ code }) => code)).toEqual(["message-id-reused"]);
      const hashes = [full, other].map(({ contentHash }) => contentHash).sort();
      expect(message?.body).toBe(hashes[0] === full.contentHash ? "whole mail" : "something else");
      await each.close();
    }
  });

  test("a deleted mail goes from its list, and altogether from the last one", async () => {
    await store.saveBatch(batch([full, page]));
    const deletion = (list: string) => ({ deletions: [{ messageId: "a@example.org", list }] });
    await store.saveBatch(batch([], deletion("widget-dev")));
    expect((await messages())[0]?.lists).toEqual(["other-list"]);
    await store.saveBatch(batch([], deletion("other-list")));
    expect(await messages()).toEqual([]);
    expect(await store.getRaw("a@example.org")).toBeNull();
  });

  test("a date far ahead of the archive's own time is not believed", async () => {
    const ahead = aCopy(
      { messageId: "b@example.org", sentAt: MONDAY + 90 * DAY },
      { receivedAt: MONDAY },
    );
    await store.saveBatch(batch([ahead]));
    const { lists } = await store.counts();
    expect(lists).toEqual([{ name: "widget-dev", messages: 1, newest: MONDAY }]);
  });
});

describe("a batch", () => {
  test("is written whole or not at all", async () => {
    const broken = { ...full, message: { ...full.message, messageId: null as unknown as string } };
    const whole = batch([page, broken], { checkpoint: { source: "s", position: "9" } });
    // A failed write throws, at once or as a rejection; either way nothing may stay.
    const outcome = await Promise.resolve()
      .then(() => store.saveBatch(whole))
      .catch(() => "failed");
    expect(outcome).toBe("failed");
    expect(await messages()).toEqual([]);
    expect(await store.getCheckpoint("s")).toBeNull();
  });

  test("keeps what was set aside once, with place and reason", async () => {
    const problem = {
      where: "x.mbox: byte 7",
      code: "no-mail",
      detail: "no header",
      raw: Buffer.from("?"),
    };
    expect((await store.saveBatch(batch([], { problems: [problem] }))).problems).toBe(1);
    expect((await store.saveBatch(batch([], { problems: [problem] }))).problems).toBe(0);
    expect(await store.listProblems(10)).toEqual([
      { where: "x.mbox: byte 7", code: "no-mail", detail: "no header" },
    ]);
  });
});

test("a problem that is mended is forgotten, others stay", async () => {
  const at = (where: string) => ({ where, code: "no-mail", detail: "no header", raw: null });
  const problems = [at("/a/x"), at("/a/y"), at("/a: mail 7"), at("/ab/x")];
  await store.saveBatch(batch([], { problems }));
  await store.forgetProblems("/a", [at("/a/y")]);
  expect((await store.listProblems(9)).map(({ where }) => where)).toEqual(["/a/y", "/ab/x"]);
});
describe("a rebuild that was cut off, then new mails", () => {
  test("a mail that is deleted meanwhile is waited for no more", async () => {
    await store.saveBatch(batch([full]));
    await store.startRebuild();
    const deletions = [{ messageId: "a@example.org", list: "widget-dev" }];
    await store.saveBatch(batch([], { deletions }));
    expect((await store.counts()).pending).toBe(0);
    expect(await messages()).toEqual([]);
  });

  test("a copy whose whole mail comes meanwhile is waited for no more", async () => {
    await store.saveBatch(batch([thin]));
    await store.startRebuild();
    await store.saveBatch(batch([full]));
    expect((await messages()).map(({ messageId }) => messageId)).toEqual(["a@example.org"]);
    // The whole mail alone waits, to be tracked.
    expect((await store.counts()).pending).toBe(1);
  });
});
