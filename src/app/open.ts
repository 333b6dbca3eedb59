import type { Config } from "../model/config.ts";
import { openStore } from "../store/open.ts";
import type { AppContext, Reporter } from "./context.ts";

/** Opens the store and binds it to the clock of this machine. */
export function openAppContext(parts: {
  readonly config: Config;
  readonly databaseFile: string;
  readonly cacheFolder: string;
  readonly reporter: Reporter;
}): AppContext {
  return {
    store: openStore(parts.databaseFile),
    config: parts.config,
    reporter: parts.reporter,
    cacheFolder: parts.cacheFolder,
    now: () => Math.floor(Date.now() / 1000),
  };
}
