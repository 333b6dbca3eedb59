import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { silenceAt } from "../../src/app/moment.ts";
import { searchTextOf } from "../../src/app/ingest/parse-copy.ts";
import { resume } from "../../src/app/track/rebuild.ts";
import { search, type SearchOptions } from "../../src/app/view/search.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Message } from "../../src/model/mail.ts";
import type { ParsedCopy } from "../../src/model/ingest.ts";
import type { Store } from "../../src/model/store.ts";
import { parseQuery } from "../../src/search/parse.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openStore } from "../../src/store/open.ts";
import { aCopy, DAY, HOUR, MONDAY } from "../support/messages.ts";

let folder: string;
let file: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "test.db");
  store = openStore(file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const context = (): AppContext => ({
  store,
  config: loadConfig("lists: []\n", "test", {}),
  reporter: { progress: () => {}, finished: () => {} },
  cacheFolder: folder,
  databaseFile: null,
});

async function save(...copies: readonly ParsedCopy[]) {
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
}

async function page(text: string, options: Partial<SearchOptions> = {}) {
  const { query, fault } = parseQuery(text, MONDAY + 30 * DAY);
  if (query === null) throw new Error(fault.message);
  return search(context(), query, { limit: 50, ...options });
}

/** Short names of what a query finds, in the order in which it does. */
async function found(text: string, options: Partial<SearchOptions> = {}): Promise<string> {
  const { hits } = await page(text, options);
  return hits.map(({ messageId }) => messageId.replace("@example.org", "")).join(" ");
}

const PATCH = `Free it with kfree_sensitive().

Signed-off-by: Ada Example <ada@example.org>
---
 drivers/widget/frob.c | 2 +-

diff --git a/drivers/widget/frob.c b/drivers/widget/frob.c
index 1234567..89abcde 100644
--- a/drivers/widget/frob.c
+++ b/drivers/widget/frob.c
@@ -1,3 +1,3 @@ static int frob_once(struct widget *w)
 	keep(w->magic, 0xdeadbeef);
-	kfree(w);
+	kfree_sensitive(w);
`;

function mail(name: string, hours: number, fields: Partial<Message>, list = "widget-dev") {
  const messageId = `${name}@example.org`;
  return aCopy({ messageId, sentAt: MONDAY + hours * HOUR, ...fields }, { list });
}

const patch = mail("patch", 1, {
  subject: "[PATCH] widget: free keys with care",
  to: [{ name: "Widget List", email: "widget-dev@lists.example.org" }],
  cc: [{ name: "Carla Copied", email: "carla@example.org" }],
  body: PATCH,
});
const reply = mail("reply", 2, {
  subject: "Re: [PATCH] widget: free keys with care",
  from: { name: "Rita Weißbach", email: "rita@example.org" },
  inReplyTo: ["patch@example.org"],
  references: ["patch@example.org"],
  body: "On Monday, Ada Example wrote:\n> Free it with kfree_sensitive().\n\nDoes the memory\nhotplug path leak? CONFIG_WIDGET_64S is set.\n",
});
const other = mail(
  "other",
  3,
  {
    subject: "lunch",
    from: { name: "Otto", email: "otto@example.org" },
    body: "memory of hotplug",
  },
  "lunch-list",
);

describe("what a query finds", () => {
  beforeEach(() => save(patch, reply, other));

  test.each([
    ["kfree_sensitive", "reply patch"],
    ["kfree", "patch"],
    ["kfree_s*", "reply patch"],
    ["drivers/widget/frob.c", "patch"],
    ["CONFIG_WIDGET_64S", "reply"],
    ["0xdeadbeef", "patch"],
    ["w->magic", "patch"],
    ["KFREE_SENSITIVE", "reply patch"],
    ['"memory hotplug"', "reply"],
    ["memory hotplug", "other reply"],
    ["memory -leak", "other"],
    ["-memory", "patch"],
    ["lunch OR leak", "other reply"],
    ["(lunch OR leak) memory", "other reply"],
    ["memory NOT (leak OR lunch)", ""],
    ["~freeing", "reply patch"],
    ["~leaked", "reply"],
    ["weissbach", ""],
    ["Weißbach", "reply"],
    ["weißbach rita", "reply"],
    ["carla", ""],
    ["nothing-here", ""],
  ])("%s: %s", async (query, expected) => {
    expect(await found(query)).toBe(expected);
  });

  test.each([
    ["s:keys", "reply patch"],
    ["s:kfree_sensitive", ""],
    ["f:ada", "patch"],
    ["f:rita@example.org", "reply"],
    ["t:widget-dev", "patch"],
    ["c:carla", "patch"],
    ["tc:carla tc:widget", "patch"],
    ["a:rita", "reply"],
    ["q:kfree_sensitive", "reply"],
    ["nq:kfree_sensitive", "patch"],
    ["b:kfree_sensitive", "reply patch"],
    ["bs:lunch", "other"],
    ["b:lunch", ""],
    ["dfn:frob.c", "patch"],
    ["dfa:kfree", "patch"],
    ["dfb:kfree", ""],
    ["dfb:kfree_sensitive", "patch"],
    ["dfctx:magic", "patch"],
    ["dfhh:frob_once", "patch"],
    ["dfpre:1234", "patch"],
    ["dfpost:89abcdef0123", "patch"],
    ["dfpost:1234", ""],
    ["dfblob:1234567 dfblob:89abcde", "patch"],
    ["m:patch@example.org", "patch"],
    ["m:<reply@example.org>", "reply"],
    ["m:re*", "reply"],
    ["reply@example.org", "reply"],
    ["l:lunch-list", "other"],
    ["l:lunch-list.example.org", "other"],
    ["memory l:widget-dev", "reply"],
    ["d:20250203", "other reply patch"],
    ["dt:20250203020000..20250203023000", "reply"],
    ["d:20250204..", ""],
    ["rt:20250203", "other reply patch"],
    ["memory d:..20250202", ""],
    ["(d:20250204.. OR lunch) -s:keys", "other"],
  ])("%s: %s", async (query, expected) => {
    expect(await found(query)).toBe(expected);
  });

  test.each([
    "a\u0001b",
    "NEAR(",
    '"NEAR(a b)"',
    "{subject}:lunch",
    "subject:lunch; DROP",
    "'; DROP TABLE message; --",
    "^lunch + otto",
    "% _ \\",
    'owner:"%" -m:\'x',
    "is:open OR l:\u{1f600} OR c:' OR v:1",
    `${"(".repeat(15)}a OR b${")".repeat(15)}`,
    "ab* ".repeat(10),
    "-x ".repeat(64),
    "(x OR -y) ".repeat(32),
    "(x OR is:rfc) ".repeat(32),
  ])("%j is text, never SQL or a query of the index", async (text) => {
    const { query } = parseQuery(text, 0);
    if (query !== null) await search(context(), query, { limit: 5 });
    expect(await found("s:lunch")).toBe("other");
  });

  test("an excerpt shows the place, and where in it and in the subject the words are", async () => {
    const [hit] = (await page("s:keys memory-hotplug")).hits;
    expect(hit?.excerpt).toContain("Does the memory hotplug path leak?");
    const words = (text: string, marks: readonly (readonly [number, number])[]) =>
      marks.map(([from, to]) => text.slice(from, to));
    expect(words(hit?.excerpt ?? "", hit?.excerptMarks ?? [])).toContain("memory hotplug");
    expect(words(hit?.subject ?? "", hit?.subjectMarks ?? [])).toEqual(["keys"]);
  });

  test("only mails of one list", async () => {
    expect(await found("memory", { list: "lunch-list" })).toBe("other");
  });

  test("a mail that changed is found by its new words alone, one that went not at all", async () => {
    const body = "brand new";
    await save(mail("thin", 4, { form: "page-text", body: "thin words" }));
    await save(mail("thin", 4, { body }));
    expect([await found("thin"), await found("brand")]).toEqual(["", "thin"]);
    const deletions = [{ messageId: "other@example.org", list: "lunch-list" }];
    await store.saveBatch({ copies: [], deletions, problems: [], checkpoint: null });
    expect(await found("lunch")).toBe("");
  });
});

describe("pages", () => {
  const count = 25;
  beforeEach(async () => {
    // Many of the same second: they need an order of their own.
    const mails = Array.from({ length: count }, (_, index) =>
      mail(`m${String(index).padStart(2, "0")}`, Math.floor(index / 10), {
        subject: "word",
        inReplyTo:
          index % 5 === 0 ? [] : [`m${String(index - (index % 5)).padStart(2, "0")}@example.org`],
      }),
    );
    await save(...mails);
    await resume(context());
  });

  async function walk(options: Partial<SearchOptions>): Promise<string[]> {
    const names: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 20; pages += 1) {
      const one = await page("word", { limit: 4, ...options, ...(cursor ? { cursor } : {}) });
      names.push(...one.hits.map(({ messageId }) => messageId));
      if (one.next === null) return names;
      cursor = one.next;
    }
    throw new Error("the pages do not end");
  }

  test.each([
    [{}, count],
    [{ sort: "relevance" as const }, count],
    [{ by: "thread" as const }, count / 5],
    [{ by: "thread" as const, sort: "relevance" as const }, count / 5],
  ])("%j: each result once, none left out", async (options, expected) => {
    const names = await walk(options);
    expect(names).toHaveLength(expected);
    expect(new Set(names).size).toBe(expected);
  });

  test("a mail that comes while people page moves nothing", async () => {
    const first = await page("word", { limit: 4 });
    await save(mail("newest", 99, { subject: "word" }));
    const second = await page("word", { limit: 4, cursor: first.next ?? "" });
    const all = await walk({});
    const seen = [...first.hits, ...second.hits].map(({ messageId }) => messageId);
    expect(["newest@example.org", ...seen]).toEqual(all.slice(0, 9));
  });

  test.each(["", "x", "!!!", "cjE", Buffer.from("t1").toString("base64url")])(
    "%j is no cursor",
    async (cursor) => {
      await expect(page("word", { cursor })).rejects.toMatchObject({ code: "usage" });
    },
  );
});

describe("after an upgrade", () => {
  test("mails are put into the index anew, also when that is cut off", async () => {
    await save(patch, reply, other);
    await resume(context());
    await store.close();
    // As a program of before the index had columns left it.
    const db = new SqliteDatabase(file);
    db.exec("INSERT INTO message_fts (message_fts) VALUES ('delete-all')");
    db.exec("INSERT INTO unindexed (message) SELECT id FROM message");
    db.close();
    store = openStore(file);
    expect(await page("lunch")).toMatchObject({ hits: [], unindexed: 3 });
    const [first] = await store.listUnindexed(1);
    if (first === undefined) throw new Error("none waits");
    await store.saveIndexed([{ messageId: first.messageId, text: searchTextOf(first) }]);
    // One that is changed meanwhile needs no second look; one that goes is not missed.
    await save(mail("other", 3, { body: "supper", contentKey: "new" }, "lunch-list"));
    await store.close();
    store = openStore(file);
    await resume(context());
    expect(await page("kfree_sensitive")).toMatchObject({ unindexed: 0 });
    expect(await found("kfree_sensitive")).toBe("reply patch");
    expect((await store.counts()).unindexed).toBe(0);
  });

  test("an older database gets the columns that filters need", async () => {
    await store.close();
    rmSync(file);
    const migrations = path.join(folder, "migrations");
    cpSync("migrations", migrations, { recursive: true });
    for (const name of readdirSync(migrations)) {
      if (name >= "0007") rmSync(path.join(migrations, name));
    }
    const db = new SqliteDatabase(file);
    migrate(db, migrations);
    const status = {
      state: "under-review",
      nextMove: "author",
      lastActivityAt: 100,
      applied: null,
    };
    db.prepare("INSERT INTO series VALUES ('s', 't', ?, ?, 100, 0)").run(
      JSON.stringify({ name: "Ada Ö", email: null }),
      JSON.stringify(status),
    );
    const todo = { owner: "patch-author", ownerName: null, state: "open", kind: "gap", saidBy: {} };
    db.prepare("INSERT INTO todo VALUES ('x', 's', 1, 1, 'm', ?)").run(JSON.stringify(todo));
    db.close();
    store = openStore(file);
    const read = new SqliteDatabase(file, { readonly: true });
    expect(read.prepare("SELECT state, next_move, quiet_since FROM series").get()).toEqual({
      state: "under-review",
      next_move: "author",
      quiet_since: 100,
    });
    expect(read.prepare("SELECT state, kind, owed_by FROM todo").get()).toEqual({
      state: "open",
      kind: "gap",
      owed_by: "patch-author ada Ö ",
    });
    read.close();
  });
});

test("silence counts from a moment, as it does elsewhere", () => {
  const { stalledBefore, abandonedBefore } = silenceAt(200 * DAY);
  expect([stalledBefore / DAY, abandonedBefore / DAY]).toEqual([170, 20]);
});
