import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseCopy } from "../../src/app/ingest/parse-copy.ts";
import { rebuild } from "../../src/app/track/rebuild.ts";
import { track } from "../../src/app/track/track.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Store } from "../../src/model/store.ts";
import type { TreeBatch, TreeCommit } from "../../src/model/tree.ts";
import { openStore } from "../../src/store/open.ts";
import { aCopy, DAY, MONDAY } from "../support/messages.ts";

const TITLE = "widget: mend the torn gear teeth";
const DIFF = `diff --git a/gear.c b/gear.c
index 1111111..2222222 100644
--- a/gear.c
+++ b/gear.c
@@ -1,3 +1,3 @@
 int a;
-int torn;
+int mended;
 int b;
`;
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

const context = () => ({
  store,
  config: loadConfig("{}", "defaults", {}),
  reporter: { progress: () => undefined, finished: () => undefined },
  cacheFolder: folder,
  databaseFile: null,
});

/** A posted patch, as if it had just come in. */
async function post(id: string, fields: { title?: string; list?: string; at?: number } = {}) {
  const { title = TITLE, list = "widget-dev", at = MONDAY } = fields;
  const text = `From: Ada Example <ada@example.org>
Subject: [PATCH] ${title}
Date: ${new Date(at * 1000).toUTCString()}
Message-ID: <${id}>

It was torn.

Signed-off-by: Ada Example <ada@example.org>
---
${DIFF.replace("mended", title.replaceAll(/\W/g, "_"))}`;
  const raw = Buffer.from(text);
  const mail = { form: "rfc822" as const, raw, attached: [], receivedAt: null, diagnostics: [] };
  const parsed = await parseCopy({ ...mail, list, where: id }, null);
  const copies = [aCopy(parsed.message, { ...parsed, raw, list })];
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
  await track(context());
  return parsed.facts.patch?.content.patchId ?? "";
}

function aCommit(hash: string, fields: Partial<TreeCommit> = {}): TreeCommit {
  return {
    tree: "widget/next",
    commit: hash.repeat(40),
    author: { name: "Ada Example", email: "ada@example.org" },
    authoredAt: MONDAY,
    committedAt: MONDAY + DAY,
    title: "something else",
    titleKey: "something else",
    patchId: null,
    links: [],
    ...fields,
  };
}

const titled = (hash: string) => aCommit(hash, { title: TITLE, titleKey: TITLE });

async function save(
  commits: readonly TreeCommit[],
  rest: { gone?: TreeBatch["gone"]; tip?: string; lists?: string[] } = {},
) {
  const { gone = [], tip = "tip", lists = [] } = rest;
  const state = { name: "widget/next", tip, since: null, lists };
  return store.saveTree({ state, commits, gone });
}

/** What each series is said to have in trees: `a@b patch-id 2222`. */
async function found(): Promise<string[]> {
  await track(context());
  const rows = await store.listSeries({});
  return rows
    .flatMap(({ status }) => status.applied?.commits ?? [])
    .map(({ messageId, how, commit }) => `${messageId} ${how} ${commit.slice(0, 2)}`);
}

describe("commits of trees", () => {
  test.each(["title", "patch-id", "link-trailer"] as const)(
    "are found by %s, whichever came first",
    async (how) => {
      const own = async (patchId: string) => {
        const commits = {
          title: titled("1"),
          "patch-id": aCommit("1", { patchId }),
          "link-trailer": aCommit("1", {
            title: TITLE,
            titleKey: TITLE,
            links: [{ token: "link", messageId: "a@example.org" }],
          }),
        };
        await save([aCommit("2"), commits[how]]);
      };
      const patchId = await post("a@example.org");
      expect(patchId).toMatch(/^[0-9a-f]{40}$/);
      await own(patchId);
      expect(await found()).toEqual([`a@example.org ${how} 11`]);
      const again = openStore(path.join(folder, "other.db"));
      await store.close();
      store = again;
      await own(patchId);
      await post("a@example.org");
      expect(await found()).toEqual([`a@example.org ${how} 11`]);
    },
  );

  test("only make those series wait that they may concern", async () => {
    await post("a@example.org");
    await post("b@example.org", { title: "gear: count the teeth twice" });
    await save([aCommit("1")]);
    expect((await store.countDirty()).series).toBe(0);
    await save([titled("2")]);
    expect((await store.countDirty()).series).toBe(1);
    // Read again, it is the same commit.
    await track(context());
    await save([titled("2")]);
    expect((await store.countDirty()).series).toBe(0);
  });

  test("are forgotten one by one or all, and so is what they told", async () => {
    await post("a@example.org");
    await save([titled("1"), aCommit("2")]);
    expect(await found()).toHaveLength(1);
    expect(await save([], { gone: ["2".repeat(40), "9".repeat(40)] })).toEqual({ forgotten: 1 });
    expect(await found()).toHaveLength(1);
    expect(await save([], { gone: ["1".repeat(40)] })).toEqual({ forgotten: 1 });
    expect(await found()).toEqual([]);
    await save([titled("1"), aCommit("2")]);
    expect(await save([titled("3")], { gone: "all" })).toEqual({ forgotten: 2 });
    expect(await found()).toEqual(["a@example.org title 33"]);
  });

  test("speak only about the lists that their tree serves", async () => {
    await post("a@example.org", { list: "gear-dev" });
    await save([titled("1")], { lists: ["widget-dev"] });
    expect(await found()).toEqual([]);
    await save([titled("1")], { lists: ["widget-dev", "gear-dev"], gone: "all" });
    expect(await found()).toHaveLength(1);
  });

  test("outlast a rebuild, and so does how far the tree was read", async () => {
    await post("a@example.org");
    await save([titled("1")], { tip: "f".repeat(40), lists: ["widget-dev"] });
    const before = await found();
    await rebuild(context());
    expect(await found()).toEqual(before);
    expect(await store.getTree("widget/next")).toEqual({
      name: "widget/next",
      tip: "f".repeat(40),
      since: null,
      lists: ["widget-dev"],
    });
    expect(await store.getTree("gear/next")).toBeNull();
  });

  test("long after the last mail they leave nothing stalled", async () => {
    await post("a@example.org");
    const late = MONDAY + 300 * DAY;
    await save([{ ...titled("1"), committedAt: late }]);
    await found();
    const [row] = await store.listSeries({ activeSince: late });
    expect(row?.status).toMatchObject({ state: "accepted", lastActivityAt: MONDAY });
  });
});
