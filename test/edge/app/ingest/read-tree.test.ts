import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppContext } from "../../../../src/app/context.ts";
import { readTree, type TreeRequest } from "../../../../src/app/ingest/read-tree.ts";
import { loadConfig } from "../../../../src/config/load.ts";
import type { Store } from "../../../../src/model/store.ts";
import type { TreeBatch } from "../../../../src/model/tree.ts";
import { openStore } from "../../../../src/store/open.ts";

let folder: string;
let store: Store;
/** What was written, call by call. */
let saved: TreeBatch[];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  store = openStore(path.join(folder, "test.db"));
  saved = [];
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const START = 1_700_000_000;

/** A bare repository whose branch `next` has so many commits, a minute apart. */
function aTree(messages: readonly string[]): string {
  const place = path.join(folder, "widget.git");
  expect(spawnSync("git", ["init", "-q", "--bare", "-b", "next", place]).status).toBe(0);
  const stream = messages.map((message, at) =>
    [
      "commit refs/heads/next",
      `committer Cat <cat@example.org> ${START + 60 * at} +0000`,
      `data ${Buffer.byteLength(message)}`,
      message,
      "M 100644 inline a",
      `data ${String(at).length}`,
      String(at),
      "",
    ].join("\n"),
  );
  const run = spawnSync("git", ["-C", place, "fast-import", "--quiet"], {
    input: stream.join("\n"),
  });
  expect(run.status).toBe(0);
  return place;
}

/** @param failAt the call, from 1, at which the process "dies" instead of writing */
function context(failAt = 0): AppContext {
  const saveTree = async (batch: TreeBatch) => {
    if (saved.length + 1 === failAt) throw new Error("killed");
    saved.push(batch);
    return store.saveTree(batch);
  };
  return {
    store: Object.assign(Object.create(store) as Store, {
      saveTree,
      getTree: (name: string) => store.getTree(name),
    }),
    config: loadConfig("{}", "defaults", {}),
    reporter: { progress: () => undefined, finished: () => undefined },
    cacheFolder: folder,
    databaseFile: null,
  };
}

const request = (place: string, fields: Partial<TreeRequest> = {}): TreeRequest => ({
  place,
  name: null,
  branch: "next",
  since: null,
  lists: [],
  ...fields,
});

test("killed in the middle, the next reading goes on where it stopped", async () => {
  const place = aTree(Array.from({ length: 2_500 }, (_, at) => `commit ${at}`));
  await expect(readTree(context(2), request(place))).rejects.toThrow("killed");
  expect(saved.map(({ commits }) => commits.length)).toEqual([1_000]);
  const summary = await readTree(context(), request(place));
  expect(summary).toMatchObject({ tree: "widget/next", commits: 1_500, forgotten: 0 });
  const titles = saved.flatMap(({ commits }) => commits.map(({ title }) => title));
  expect(titles).toEqual(Array.from({ length: 2_500 }, (_, at) => `commit ${at}`));
});

test("asked for otherwise, it begins anew; asked for the same, it reads what is new", async () => {
  const place = aTree(["one", "two", "three"]);
  await readTree(context(), request(place));
  expect(await readTree(context(), request(place))).toMatchObject({ commits: 0, forgotten: 0 });
  const later = request(place, { since: START + 60 });
  expect(await readTree(context(), later)).toMatchObject({ commits: 2, forgotten: 3 });
  expect(await readTree(context(), { ...later, lists: ["a"] })).toMatchObject({
    commits: 2,
    forgotten: 2,
  });
});

test("backports are counted and passed over", async () => {
  const place = aTree(["one", `two\n\ncommit ${"a".repeat(40)} upstream.\n`]);
  const summary = await readTree(context(), request(place));
  expect(summary).toMatchObject({ commits: 2, backports: 1 });
  expect(saved.flatMap(({ commits }) => commits.map(({ title }) => title))).toEqual(["one"]);
});

test.each([
  [null, null, "widget"],
  [null, "next", "widget/next"],
  ["gear", "next", "gear/next"],
  ["gear/next", "next", "gear/next"],
  ["gear/main", null, "gear/main"],
])("the tree named %s with the branch %s is called %s", async (name, branch, tree) => {
  const place = aTree(["one"]);
  expect(await readTree(context(), request(place, { name, branch }))).toMatchObject({ tree });
});
