import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { runGit } from "./git.ts";

/**
 * Removes mirrors from which git cannot read all that their refs lead to: the power went while a
 * pack was written, or the disk fails. A mirror can always be fetched anew.
 *
 * @returns the paths removed
 * @throws TrackerError git-failed when there is no git
 */
export async function dropBrokenMirrors(cacheFolder: string): Promise<string[]> {
  if (!existsSync(cacheFolder)) return [];
  const removed: string[] = [];
  for (const name of readdirSync(cacheFolder).sort()) {
    if (!name.endsWith(".git")) continue;
    const mirror = path.join(cacheFolder, name);
    const args = [`--git-dir=${mirror}`, "fsck", "--connectivity-only", "--no-dangling"];
    const { status } = await runGit([...args, "--no-progress"], "local");
    if (status === 0) continue;
    rmSync(mirror, { recursive: true, force: true });
    removed.push(mirror);
  }
  return removed;
}
