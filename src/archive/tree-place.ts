import path from "node:path";
import { TrackerError } from "../errors.ts";
import { findGitDir } from "./folder.ts";
import { mirrorRemote } from "./git-mirror.ts";
import { gitError, runGit, withoutCredentials } from "./git.ts";
import { statPlace } from "./stat-place.ts";

/** Where a branch may be: in a mirror or a bare repository, in a clone, as a tag. */
const REF_FOLDERS = ["refs/heads", "refs/remotes", "refs/remotes/origin", "refs/tags"];

/**
 * The git folder (an absolute path) of a tree: a repository on disk, bare or not, or a mirror in the cache folder of
 * an address or a bundle, brought up to date.
 *
 * @throws TrackerError archive-unreadable, archive-unknown, git-failed, remote-unavailable
 */
export async function openTree(
  place: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<string> {
  if (/^[a-z]+:\/\//i.test(place)) return mirrorRemote(place, cacheFolder, signal);
  const local = path.resolve(place);
  const found = await statPlace(local);
  if (found.isFile()) return mirrorRemote(local, cacheFolder, signal);
  const gitDir = await findGitDir(local);
  if (gitDir !== null) return absoluteGitDir(gitDir);
  const hint = "name the folder of the clone, or a bare repository";
  throw new TrackerError("archive-unknown", `${local} is not a git repository`, { hint });
}

/** Where a second worktree has but a file, the folder that it names. */
async function absoluteGitDir(gitDir: string): Promise<string> {
  const args = [`--git-dir=${gitDir}`, "rev-parse", "--absolute-git-dir"];
  const found = await runGit(args, "local");
  if (found.status !== 0) throw gitError(`cannot read ${gitDir}`, found.stderr);
  return found.stdout.trim();
}

/**
 * The hash of the newest commit of a branch; null means the one checked out (`HEAD`).
 *
 * @throws TrackerError not-found when there is no such branch, or no commit
 */
export async function findTip(gitDir: string, branch: string | null): Promise<string> {
  const names = branch === null ? ["HEAD"] : REF_FOLDERS.map((folder) => `${folder}/${branch}`);
  for (const name of names) {
    const args = [`--git-dir=${gitDir}`, "rev-parse", "--verify", "--quiet", `${name}^{commit}`];
    const found = await runGit(args, "local");
    if (found.status === 0) return found.stdout.trim();
  }
  const what = branch === null ? "no commit checked out" : `no branch ${branch}`;
  throw new TrackerError("not-found", `${gitDir} has ${what}`, {
    hint: `its branches: ${(await branchesOf(gitDir)).join(", ") || "none"}`,
  });
}

async function branchesOf(gitDir: string): Promise<string[]> {
  const args = ["for-each-ref", "--count=10", "--format=%(refname:lstrip=2)"];
  const listed = await runGit(
    [`--git-dir=${gitDir}`, ...args, "refs/heads", "refs/remotes"],
    "local",
  );
  return listed.stdout.split("\n").filter((name) => name !== "");
}

/** A tree's name where none is given: `linux` of `…/linux.git`, `…/linux/.git` and addresses. */
export function treeNameOf(place: string): string {
  const trimmed = withoutCredentials(place).replace(/(?:\/\.git)?\/*$/, "");
  return path.basename(trimmed).replace(/\.(?:git|bundle)$/, "") || "tree";
}
