import type { Config } from "../model/config.ts";
import { openStore } from "../store/open.ts";
import type { AppContext, Reporter } from "./context.ts";

/** Opens the store and puts together what use cases work with. */
export function openAppContext(parts: {
  readonly config: Config;
  readonly databaseFile: string;
  readonly cacheFolder: string;
  readonly reporter: Reporter;
}): AppContext {
  return {
    store: openStore(parts.databaseFile),
    databaseFile: parts.databaseFile === ":memory:" ? null : parts.databaseFile,
    config: parts.config,
    reporter: parts.reporter,
    cacheFolder: parts.cacheFolder,
  };
}
