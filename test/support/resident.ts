import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Outcome } from "./cli.ts";

const SCRIPT = path.resolve("test/support/resident.mjs");

interface Pipes {
  readonly requests: number;
  readonly answers: number;
}

let pipes: Pipes | null = null;

/** Starts the process that stays; it ends with this one, which holds the other end of its pipe. */
function start(): Pipes {
  const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  const names = ["requests", "answers"].map((name) => path.join(folder, name));
  const made = spawnSync("mkfifo", names);
  if (made.status !== 0) throw new Error(`mkfifo: ${String(made.stderr)}`);
  const child = spawn(process.execPath, [SCRIPT, ...names], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  child.unref();
  const [requests = "", answers = ""] = names;
  // Opening waits for the other side, in this order there as here.
  const opened = { requests: openSync(requests, "w"), answers: openSync(answers, "r") };
  rmSync(folder, { recursive: true });
  return opened;
}

/**
 * Runs a command of the built program in a process that stays for the next one. For tests that ask
 * what commands do to a store, not what a process does: starting one takes longer than most commands.
 */
export function runResident(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Outcome {
  pipes ??= start();
  writeSync(pipes.requests, `${JSON.stringify({ folder, args, env })}\n`);
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(1024 * 1024);
    const length = readSync(pipes.answers, chunk);
    if (length === 0) {
      closeSync(pipes.requests);
      closeSync(pipes.answers);
      pipes = null;
      throw new Error(`patchtrail ${args.join(" ")}: its process died`);
    }
    chunks.push(chunk.subarray(0, length));
    if (chunk[length - 1] === 10) break;
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as Outcome;
}
