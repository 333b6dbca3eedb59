import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ingest } from "../../src/app/ingest/ingest.ts";
import { track } from "../../src/app/track/track.ts";
import type { AppContext } from "../../src/app/context.ts";
import { createApi, type ApiOptions } from "../../src/api/create-api.ts";
import { loadConfig } from "../../src/config/load.ts";
import { openStore } from "../../src/store/open.ts";

const SAMPLES = path.resolve("samples");

/** A context on a store in memory that holds these archives. */
export async function contextWith(
  archives: readonly { readonly place: string; readonly list: string }[],
  config = "",
): Promise<AppContext> {
  const cacheFolder = mkdtempSync(path.join(tmpdir(), "patchtrail-"));
  const context: AppContext = {
    store: openStore(":memory:"),
    config: loadConfig(config, "patchtrail.yaml", {}),
    reporter: { progress: () => undefined, finished: () => undefined },
    cacheFolder,
    databaseFile: null,
  };
  for (const { place, list } of archives) {
    await ingest(context, { place, list, format: "auto", zone: null });
  }
  await track(context);
  rmSync(cacheFolder, { recursive: true });
  return context;
}

/** The sample archives: mails as they came, and one list known from pages alone. */
export function sampleContext(config = ""): Promise<AppContext> {
  return contextWith(
    [
      { place: path.join(SAMPLES, "widget-dev.bundle"), list: "widget-dev" },
      { place: path.join(SAMPLES, "gfx-dev.mbox"), list: "gfx-dev" },
      { place: path.join(SAMPLES, "page-text"), list: "pages" },
    ],
    config,
  );
}

/** Asks an API without a socket in between. */
export function askOf(context: AppContext, options: Partial<ApiOptions> = {}) {
  const api = createApi(context, { version: "0.0.0", ...options });
  return async (address: string, init: RequestInit = {}): Promise<Response> =>
    api.request(`http://localhost${address}`, init);
}
