import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { exportAll, quickly, withFolder } from "../support/cli.ts";

const main = path.resolve("dist/cli/main.js");
const archive = path.resolve("samples/widget-dev.bundle");
const mbox = path.resolve("samples/gfx-dev.mbox");

function killedAfter(folder: string, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const args = [main, "--db", "killed.db", "ingest", archive, mbox];
    const env = {
      PATH: process.env["PATH"],
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, "cache"),
    };
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

test("killed at any moment, the next run ends in the state of an undisturbed one", async () => {
  await withFolder(async (folder) => {
    quickly(folder, "--db", "whole.db", "ingest", archive, mbox);
    const whole = exportAll(folder, "whole.db");
    for (const after of [120, 250, 350, 450, 550, 650, 800, 1_000])
      await killedAfter(folder, after);
    const last = quickly(folder, "--db", "killed.db", "ingest", archive, mbox);
    expect(last.status).toBe(0);
    expect(exportAll(folder, "killed.db")).toBe(whole);
  });
});
