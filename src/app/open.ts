import type { Config } from "../model/config.ts";
import { openStore, openStoreForReading } from "../store/open.ts";
import type { AppContext, Reporter } from "./context.ts";

/** Opens the store and puts together what use cases work with. */
export function openAppContext(parts: {
  readonly config: Config;
  readonly databaseFile: string;
  readonly cacheFolder: string;
  readonly reporter: Reporter;
  /** Only look: the file must be there, and nothing in it changes. */
  readonly readOnly?: boolean;
}): AppContext {
  const { readOnly = false, databaseFile } = parts;
  return {
    store: readOnly ? openStoreForReading(databaseFile) : openStore(databaseFile),
    databaseFile: databaseFile === ":memory:" ? null : databaseFile,
    config: parts.config,
    reporter: parts.reporter,
    cacheFolder: parts.cacheFolder,
  };
}
