import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runResident } from "./resident.ts";

const MAIN = path.resolve("dist/cli/main.js");

/** What a user's shell would hand over, with homes inside a folder. */
const environmentOf = (folder: string) => ({
  PATH: process.env["PATH"],
  HOME: folder,
  XDG_DATA_HOME: path.join(folder, "data"),
  XDG_CACHE_HOME: path.join(folder, "cache"),
  TZ: "UTC",
  NO_COLOR: "1",
});

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program as a user would, in a folder of its own without configuration. */
export function patchtrail(folder: string, ...args: readonly string[]): Outcome {
  const run = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 512 * 1024 * 1024,
    env: environmentOf(folder),
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

/** The same in a process that stays: where what a command does is the point, not its process. */
export function quickly(folder: string, ...args: readonly string[]): Outcome {
  return runResident(folder, args, environmentOf(folder));
}

/** A folder that is gone when the test is over. */
export async function withFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that a store holds, as its exports tell it. */
export function exportAll(folder: string, database: string): string {
  return ["messages", "revisions", "links", "todos", "series"]
    .map((kind) => quickly(folder, "--db", database, "export", kind).out)
    .join("\n");
}

/** JSON Lines as objects. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Runs the built program beside this one, so that servers of the test can answer it. */
export function startPatchtrail(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): {
  readonly ended: Promise<Outcome>;
  readonly kill: () => void;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves once standard output and standard error hold a text. */
  readonly said: (text: string) => Promise<void>;
} {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...environmentOf(folder), ...environment },
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (err += String(text)));
  const ended = new Promise<Outcome>((resolve) =>
    child.on("close", (status) => resolve({ status, out, err })),
  );
  const said = async (text: string) => {
    while (!`${out}${err}`.includes(text)) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`ended without "${text}": ${out}${err}`);
      await wait(20);
    }
  };
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return { ended, kill: () => child.kill("SIGKILL"), signal, said };
}
