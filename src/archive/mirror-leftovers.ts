import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";

/** git holds its lock files for moments; one this old was left behind by a git that was killed. */
const STALE_LOCK_MS = 30_000;
/** What is still being downloaded grows: this long untouched, nobody works at it. */
const STALE_DOWNLOAD_MS = 15 * 60_000;
/** refs lie a few folders deep; nobody nests them deeper than this. */
const MAX_DEPTH = 12;

/**
 * Lock files that a killed git left in a mirror; they would keep every later fetch out.
 *
 * @returns whether any was removed
 */
export function removeStaleLocks(mirror: string): boolean {
  const locks = ["packed-refs.lock", "HEAD.lock", "config.lock", "shallow.lock", "index.lock"].map(
    (name) => path.join(mirror, name),
  );
  locks.push(...filesBelow(path.join(mirror, "refs"), (name) => name.endsWith(".lock")));
  const stale = locks.filter((file) => isOlder(file, STALE_LOCK_MS));
  for (const file of stale) rmSync(file, { force: true });
  return stale.length > 0;
}

/**
 * Downloads in a cache folder that were cut off: clones that never became whole, packs that a fetch
 * did not end, locks of a git that was killed.
 *
 * @returns the paths removed
 */
export function removeHalfDownloads(cacheFolder: string): string[] {
  const removed: string[] = [];
  const remove = (place: string) => {
    rmSync(place, { recursive: true, force: true });
    removed.push(place);
  };
  for (const name of namesIn(cacheFolder)) {
    const place = path.join(cacheFolder, name);
    if (name.endsWith(".partial")) {
      if (isUntouched(place)) remove(place);
      continue;
    }
    if (!name.endsWith(".git")) continue;
    const packs = path.join(place, "objects/pack");
    for (const pack of namesIn(packs)) {
      const file = path.join(packs, pack);
      if (/^tmp_|\.temp$/.test(pack) && isOlder(file, STALE_DOWNLOAD_MS)) remove(file);
    }
    if (removeStaleLocks(place)) removed.push(`${place}: lock files`);
  }
  return removed;
}

/** Clones of a mirror that were cut off, by a process that is no more. */
export function removeHalfClones(mirror: string): void {
  const folder = path.dirname(mirror);
  const start = `${path.basename(mirror)}.`;
  for (const name of namesIn(folder)) {
    if (!name.startsWith(start) || !name.endsWith(".partial")) continue;
    const pid = Number(name.slice(start.length, -".partial".length));
    const place = path.join(folder, name);
    if (pid === process.pid || !isRunning(pid)) rmSync(place, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Neither a folder nor what a clone writes into was touched for a while. */
function isUntouched(place: string): boolean {
  const packs = path.join(place, "objects/pack");
  const parts = [place, packs, ...namesIn(packs).map((name) => path.join(packs, name))];
  return parts.every((part) => !existsSync(part) || isOlder(part, STALE_DOWNLOAD_MS));
}

function isOlder(file: string, ageMs: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ageMs;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Not there, or not ours to read: nothing to clean up.
    return [];
  }
}

function filesBelow(folder: string, wanted: (name: string) => boolean, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  return namesIn(folder).flatMap((name) => {
    const place = path.join(folder, name);
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true)
      return filesBelow(place, wanted, depth + 1);
    return wanted(name) ? [place] : [];
  });
}
