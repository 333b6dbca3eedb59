import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { TrackerError } from "../errors.ts";
import { removeHalfClones, removeStaleLocks } from "./mirror-leftovers.ts";
import { remoteError, runGit, withoutCredentials } from "./git.ts";

/**
 * Keeps a bare mirror of a git remote (https, http or file address, or the path of a bundle) in
 * the cache folder: `git clone --mirror` the first time, `git fetch --prune` from then on. A clone
 * that is cut off, or ended by the signal, leaves nothing that a later run would take for whole.
 *
 * @returns the path of the mirror
 * @throws TrackerError git-failed, remote-unavailable
 */
export async function mirrorRemote(
  remote: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<string> {
  const mirror = path.join(cacheFolder, `${mirrorName(remote)}.git`);
  const shown = withoutCredentials(remote);
  if (existsSync(mirror)) {
    const args = [
      `--git-dir=${mirror}`,
      "fetch",
      "--quiet",
      "--prune",
      "--no-tags",
      "--",
      "origin",
    ];
    let fetched = await runGit(args, "remote", { signal });
    // A git that was killed may have left what keeps every later one out.
    if (fetched.status !== 0 && /\.lock'/.test(fetched.stderr) && removeStaleLocks(mirror)) {
      fetched = await runGit(args, "remote", { signal });
    }
    if (fetched.status !== 0) throw remoteError(`cannot fetch ${shown}`, fetched.stderr, remote);
    return mirror;
  }
  // Two processes that clone at once, for two databases, must not write into one folder.
  const partial = `${mirror}.${process.pid}.partial`;
  try {
    removeHalfClones(mirror);
    await mkdir(cacheFolder, { recursive: true });
  } catch (cause) {
    throw new TrackerError("failed", `cannot use the cache folder ${cacheFolder}`, { cause });
  }
  const args = ["clone", "--quiet", "--mirror", "--template=", "--", remote, partial];
  const cloned = await runGit(args, "remote", { signal });
  if (cloned.status !== 0) {
    await rm(partial, { recursive: true, force: true });
    throw remoteError(`cannot clone ${shown}`, cloned.stderr, remote);
  }
  try {
    await rename(partial, mirror);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process was faster: its mirror is as good as ours.
    if (!existsSync(mirror)) throw error;
  }
  return mirror;
}

/** Readable and without clashes: the last names of the address and a hash of the whole. */
function mirrorName(remote: string): string {
  const hash = createHash("sha256").update(remote).digest("hex").slice(0, 12);
  const readable = withoutCredentials(remote)
    .replace(/^[a-z]+:\/\//, "")
    .replace(/(?:\.git|\.bundle)\/?$/, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(-60)
    .replace(/^-|-$/g, "");
  return `${readable}-${hash}`;
}
