import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import envPaths from "env-paths";
import type { AppContext } from "../app/context.ts";
import { normaliseConfig } from "../config/normalise.ts";
import { openAppContext } from "../app/open.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Config } from "../model/config.ts";
import { createReporter } from "./terminal.ts";

export const CONFIG_NAME = "patchtrail.yaml";

export interface GlobalOptions {
  readonly db?: string;
  readonly config?: string;
}

/** The configuration file that counts: the one named, else the one in this folder, else none. */
export function findConfigFile(options: GlobalOptions): string | null {
  if (options.config !== undefined) {
    if (existsSync(options.config)) return options.config;
    throw new TrackerError("config-missing", `there is no configuration file ${options.config}`, {
      exitStatus: ExitStatus.usage,
      hint: `write one with: patchtrail init ${options.config}`,
    });
  }
  const here = process.env["PATCHTRAIL_CONFIG"] ?? CONFIG_NAME;
  return existsSync(here) ? here : null;
}

/** Reads the configuration; without a file every setting has its default and no list is named. */
export async function readConfig(options: GlobalOptions): Promise<Config> {
  const file = findConfigFile(options);
  if (file === null) return normaliseConfig({}, process.env);
  // Loaded here: reading a file takes libraries that are slow to load.
  const { loadConfig } = await import("../config/load.ts");
  return resolvePaths(loadConfig(readFileSync(file, "utf8"), file, process.env), file);
}

/** Relative paths in a configuration file mean: relative to that file. */
function resolvePaths(config: Config, file: string): Config {
  const folder = path.dirname(path.resolve(file));
  const resolve = (name: string | null) => (name === null ? null : path.resolve(folder, name));
  return {
    ...config,
    database: resolve(config.database),
    cache: resolve(config.cache),
    github: {
      ...config.github,
      app: config.github.app && {
        ...config.github.app,
        keyFile: resolve(config.github.app.keyFile),
      },
    },
    lists: config.lists.map((list) => ({
      ...list,
      archives: list.archives.map((archive) => ({ ...archive, path: resolve(archive.path) })),
    })),
    watch: {
      ...config.watch,
      pages: config.watch.pages && {
        ...config.watch.pages,
        folder: path.resolve(folder, config.watch.pages.folder),
      },
    },
    trees: config.trees.map((tree) => ({ ...tree, path: resolve(tree.path) })),
  };
}

/** Where the database is: `--db`, the environment or configuration, the user's data folder. */
export function databaseFile(options: GlobalOptions, config: Config): string {
  const named = options.db ?? (process.env["PATCHTRAIL_DB"] || config.database);
  return named ?? path.join(envPaths("patchtrail", { suffix: "" }).data, "patchtrail.db");
}

/** Where mirrors of remote archives are kept. */
export function cacheFolder(config: Config): string {
  return config.cache ?? envPaths("patchtrail", { suffix: "" }).cache;
}

/** Where the sample lists go: apart from the user's own. */
export function sampleDatabase(): string {
  return path.join(envPaths("patchtrail", { suffix: "" }).data, "samples.db");
}

/** Everything that use cases need, from options, environment and files. */
export function createAppContext(options: GlobalOptions): Promise<AppContext> {
  return createContext(options, { reporter: createReporter(process.stderr) });
}

/** The same for a server, which only looks and tells nobody of its progress. */
export function createWebContext(options: GlobalOptions): Promise<AppContext> {
  const reporter = { progress: () => {}, finished: () => {} };
  return createContext(options, { reporter, readOnly: true });
}

async function createContext(
  options: GlobalOptions,
  parts: Pick<Parameters<typeof openAppContext>[0], "reporter" | "readOnly">,
): Promise<AppContext> {
  const config = await readConfig(options);
  const file = databaseFile(options, config);
  return openAppContext({ ...parts, config, databaseFile: file, cacheFolder: cacheFolder(config) });
}
