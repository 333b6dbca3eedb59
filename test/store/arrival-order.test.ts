import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportContract } from "../../src/app/upkeep/export.ts";
import { ingestEvents } from "../../src/app/ingest/ingest.ts";
import { openAppContext } from "../../src/app/open.ts";
import { track } from "../../src/app/track/track.ts";
import { readArchive } from "../../src/archive/open.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ArchiveEvent } from "../../src/model/mail.ts";
import type { ExportRow } from "../../src/model/readings.ts";

const KINDS: readonly ExportRow["kind"][] = ["messages", "revisions", "links", "todos", "series"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-order-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function readSamples(): Promise<ArchiveEvent[]> {
  const mails: ArchiveEvent[] = [];
  for (const name of ["gfx-dev.mbox", "widget-dev.bundle"]) {
    const place = path.resolve("samples", name);
    const options = {
      format: "auto",
      cacheFolder: folder,
      checkpoint: async () => null,
    } as const;
    for await (const event of readArchive(place, options)) {
      if (event.type === "mail") mails.push(event);
    }
  }
  return mails;
}

/** Takes the mails in, so many at a time, tracking after each step; gives all that is exported. */
async function arrive(mails: readonly ArchiveEvent[], step: number): Promise<string> {
  const context = openAppContext({
    config: loadConfig("lists: []\n", "defaults", {}),
    databaseFile: path.join(folder, `${step}-${Math.floor(performance.now() * 1e6)}.db`),
    cacheFolder: folder,
    reporter: { progress: () => undefined, finished: () => undefined },
  });
  const request = { place: "samples", list: "widget-dev", zone: null };
  for (let at = 0; at < mails.length; at += step) {
    await ingestEvents(context, request, stream(mails.slice(at, at + step)));
    await track(context);
  }
  const rows: string[] = [];
  for (const kind of KINDS) {
    for await (const row of exportContract(context, kind, null)) rows.push(JSON.stringify(row));
  }
  await context.store.close();
  return rows.join("\n");
}

async function* stream(events: readonly ArchiveEvent[]): AsyncGenerator<ArchiveEvent> {
  yield* events;
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, at) => ({ item, key: ((at + seed) * 7919 * seed) % 997 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test("mails that come one by one, in any order, end in the same links, states and TODOs", async () => {
  const mails = await readSamples();
  expect(mails.length).toBeGreaterThan(50);
  const atOnce = await arrive(mails, mails.length);
  expect(atOnce).toContain('"decision":"linked"');
  expect(await arrive(mails.toReversed(), 1)).toBe(atOnce);
  for (const seed of [3, 5]) expect(await arrive(shuffled(mails, seed), 1)).toBe(atOnce);
}, 60_000);
