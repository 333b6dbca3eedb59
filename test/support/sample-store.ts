import path from "node:path";
import type { AppContext } from "../../src/app/context.ts";
import { exportContract } from "../../src/app/upkeep/export.ts";
import { ingest } from "../../src/app/ingest/ingest.ts";
import { openAppContext } from "../../src/app/open.ts";
import { track } from "../../src/app/track/track.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ExportRow } from "../../src/model/readings.ts";

const KINDS: readonly ExportRow["kind"][] = [
  "messages",
  "revisions",
  "links",
  "todos",
  "series",
  "decisions",
];

/** Use cases on a database file, as the program runs them. */
export function contextOn(databaseFile: string): AppContext {
  return openAppContext({
    config: loadConfig("lists: []\n", "defaults", {}),
    databaseFile,
    cacheFolder: path.join(path.dirname(databaseFile), "cache"),
    reporter: { progress: () => undefined, finished: () => undefined },
  });
}

/** Reads the mbox among the samples without tracking it. */
export async function readSamples(context: AppContext): Promise<void> {
  const place = path.resolve("samples/gfx-dev.mbox");
  await ingest(context, { place, format: "auto", list: "gfx-dev", zone: null });
}

/** Writes a database with the samples, tracked; gives all that it exports. */
export async function writeSamples(databaseFile: string): Promise<string> {
  const context = contextOn(databaseFile);
  await readSamples(context);
  await track(context);
  const rows = await exportsOf(context);
  await context.store.close();
  return rows;
}

/** All that is exported, as JSON Lines. */
export async function exportsOf(context: AppContext): Promise<string> {
  const rows: string[] = [];
  for (const kind of KINDS) {
    for await (const row of exportContract(context, kind, null)) rows.push(JSON.stringify(row));
  }
  return rows.join("\n");
}
