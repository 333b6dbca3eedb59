import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { rebuild, resume } from "../../src/app/track/rebuild.ts";
import { track } from "../../src/app/track/track.ts";
import type { Store } from "../../src/model/store.ts";
import { contextOn, exportsOf, readSamples, writeSamples } from "../support/sample-store.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  file = path.join(folder, "x.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A context in which another process does something whenever one of these has been loaded. */
function disturbed(
  context: AppContext,
  loading: keyof Store,
  disturb: () => Promise<unknown>,
): AppContext {
  let left = 3;
  const store = new Proxy(context.store, {
    get(target, name) {
      const found = Reflect.get(target, name, target) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const result = await found(...args);
        if (name === loading && left > 0) {
          left -= 1;
          await disturb();
        }
        return result;
      };
    },
  });
  return { ...context, store };
}

const LOADING = [
  "loadSurroundings",
  "listUnlinked",
  "listUngrouped",
  "loadSeries",
  "listUnparsed",
] as const;

test.each(LOADING)("a rebuild by another process during %s loses nothing", async (loading) => {
  const whole = await writeSamples(path.join(folder, "whole.db"));
  const one = contextOn(file);
  const other = contextOn(file);
  await readSamples(one);
  if (loading === "listUnparsed") await one.store.startRebuild();
  const work = loading === "listUnparsed" ? rebuild : track;
  await work(disturbed(one, loading, () => other.store.startRebuild()));
  // Whatever is marked is derived, and no more.
  await resume(other);
  expect(await exportsOf(one)).toBe(whole);
  expect((await one.store.counts()).pending).toBe(0);
  await one.store.close();
  await other.store.close();
});

test("a decision made while its series is being judged holds", async () => {
  await writeSamples(file);
  const one = contextOn(file);
  const other = contextOn(file);
  const [todo] = (await one.store.listTodos({})).filter(({ state }) => state === "open");
  if (todo === undefined) throw new Error("the samples have an open TODO");
  const decision = {
    kind: "todo-dismiss",
    subject: todo.id,
    object: null,
    note: null,
    decidedBy: "Ada Example",
    decidedAt: 1_740_000_000,
  } as const;
  // All series wait; the decision comes after the first was loaded, and is worked off at once.
  const ids = (await one.store.listSeries({})).map(({ series }) => series.id);
  await one.store.startRebuild();
  await rebuild(
    disturbed(one, "loadSeries", async () => {
      await other.store.saveDecisions([decision]);
      await track(other);
    }),
  );
  expect(ids.length).toBeGreaterThan(0);
  const after = await one.store.listTodos({ ids: [todo.id] });
  expect(after.map(({ state }) => state)).toEqual(["dismissed"]);
  await one.store.close();
  await other.store.close();
});

test("what a stamp stands for ends with any write, ours or another's", async () => {
  const one = contextOn(file).store;
  const other = contextOn(file).store;
  const first = await one.stamp();
  expect(await one.stamp()).toBe(first);
  const problems = (where: string) => ({
    copies: [],
    deletions: [],
    problems: [{ where, code: "c", detail: "", raw: null }],
    checkpoint: null,
  });
  await other.saveBatch(problems("a"));
  const second = await one.stamp();
  await one.saveBatch(problems("b"));
  expect(new Set([first, second, await one.stamp()]).size).toBe(3);
  expect(await one.saveTracked([], first)).toBe(false);
  expect(await one.saveTracked([], await one.stamp())).toBe(true);
  await one.close();
  await other.close();
});
