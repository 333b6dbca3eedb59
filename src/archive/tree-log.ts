import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { MAX_COMMIT_MESSAGE_BYTES } from "../limits.ts";
import type { Mailbox } from "../model/mail.ts";
import { ByteReader } from "./byte-reader.ts";
import { collectStderr, exitOf, gitError, runGit, spawnGit } from "./git.ts";

/** A commit as git tells it. */
export interface LoggedCommit {
  readonly commit: string;
  readonly author: Mailbox;
  /** Unix seconds UTC; 0 for what is no time. */
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly message: string;
  /** Null without a diff, and for the first commit of a history, which is everything at once. */
  readonly patchId: string | null;
}

/** What of a history to read: all that `to` reaches and `from` does not. */
export interface TreeRange {
  readonly from: string | null;
  readonly to: string;
  /** Commits committed before are left out (Unix seconds UTC). */
  readonly since: number | null;
}

const HASH = /^[0-9a-f]{40,64}$/;
const FIELDS = "--format=tformat:%H%n%at %ct%n%an%n%ae%n%B";
/**
 * A patch-id is only equal where the diff was made in the same way: as `git format-patch` makes it
 * unless told otherwise, whatever the settings of user and repository. Nothing they name is run.
 */
const DIFF =
  "--no-ext-diff --no-textconv --no-color --submodule=short --full-index -M -l1000 -U3 --inter-hunk-context=0 --diff-algorithm=myers --indent-heuristic --src-prefix=a/ --dst-prefix=b/ --no-relative -O/dev/null".split(
    " ",
  );

/**
 * The commits of a range, merges left out, each after all that it builds on. Only what is in the
 * pipes is held in memory: one `git log` tells the commits, another one feeds `git patch-id`.
 *
 * @throws TrackerError git-failed
 * @see git-log(1), git-patch-id(1)
 */
export async function* treeCommits(
  gitDir: string,
  range: TreeRange,
  signal?: AbortSignal,
): AsyncGenerator<LoggedCommit> {
  const walk = ["--topo-order", "--reverse", ...rangeArguments(range)];
  const settings = ["log.showRoot=false", "diff.suppressBlankEmpty=false"];
  // Git reads the attributes of the folder that it runs in: not those of whoever calls us.
  const git = [...settings.flatMap((one) => ["-c", one]), "-C", gitDir, `--git-dir=${gitDir}`];
  const start = (...args: readonly string[]) => spawnGit([...git, ...args], "local", { signal });
  const log = start("log", "-z", "--encoding=UTF-8", FIELDS, ...walk);
  const diffs = start("log", "-p", "--format=commit %H", ...DIFF, ...walk);
  const ids = start("patch-id", "--stable");
  const running = { "git log": log, "git log -p": diffs, "git patch-id": ids };
  const ends = Object.entries(running).map(([name, child]) => watch(name, child));
  log.stdin.end();
  diffs.stdin.end();
  diffs.stdout.pipe(ids.stdin);
  try {
    yield* readCommits(new ByteReader(log.stdout), new ByteReader(ids.stdout));
    for (const { name, exit, said } of ends) {
      if ((await exit) !== 0) throw gitError(`${name} failed in ${gitDir}`, said());
    }
  } finally {
    for (const child of Object.values(running)) child.kill();
  }
}

/** How many commits `treeCommits` would give. */
export async function countCommits(gitDir: string, range: TreeRange): Promise<number> {
  const args = [`--git-dir=${gitDir}`, "rev-list", "--count", ...rangeArguments(range)];
  const counted = await runGit(args, "local");
  if (counted.status !== 0) throw gitError(`cannot read ${gitDir}`, counted.stderr);
  return Number(counted.stdout);
}

/**
 * Commits that a branch held when it was at `from` and, rebased since, holds no longer; null when
 * the repository has lost that commit.
 *
 * @throws TrackerError git-failed
 */
export async function lostCommits(
  gitDir: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string[] | null> {
  const git = `--git-dir=${gitDir}`;
  const known = await runGit([git, "cat-file", "-e", `${from}^{commit}`], "local");
  if (!HASH.test(from) || known.status !== 0) return null;
  const child = spawnGit([git, "rev-list", from, `^${to}`, "--"], "local");
  const { exit, said } = watch("git rev-list", child);
  child.stdin.end();
  const lines = new ByteReader(child.stdout);
  const lost: string[] = [];
  for (;;) {
    const line = await lines.line(100);
    if (line === null) break;
    lost.push(line);
  }
  if ((await exit) !== 0) throw gitError(`cannot read ${gitDir}`, said());
  return lost;
}

function rangeArguments({ from, to, since }: TreeRange): string[] {
  const lower = from === null ? [] : [`^${from}`];
  const age = since === null ? [] : [`--max-age=${since}`];
  return ["--no-merges", ...age, to, ...lower, "--"];
}

function watch(name: string, child: ChildProcessWithoutNullStreams) {
  child.stdin.on("error", () => undefined);
  return { name, exit: exitOf(child), said: collectStderr(child) };
}

/**
 * Commits as `git log -z` prints them, with the ids of `git patch-id`: both tell the same commits
 * in the same order; those without a diff have no patch-id. What is no record is passed over.
 */
export async function* readCommits(log: ByteReader, ids: ByteReader): AsyncGenerator<LoggedCommit> {
  const readRecord = () => log.line(MAX_COMMIT_MESSAGE_BYTES, 0);
  // Of a process that ends before anybody reads, Node throws away the rest: both are read at once.
  let [record, next] = await Promise.all([readRecord(), readPatchId(ids)]);
  for (; record !== null; record = await readRecord()) {
    const logged = parseRecord(record);
    if (logged === null) continue;
    const own = next?.commit === logged.commit ? next.patchId : null;
    yield { ...logged, patchId: own };
    if (own !== null) next = await readPatchId(ids);
  }
}

async function readPatchId(ids: ByteReader) {
  const line = await ids.line(200);
  const [patchId, commit] = line?.split(" ") ?? [];
  return patchId === undefined || commit === undefined ? null : { patchId, commit };
}

function parseRecord(record: string): Omit<LoggedCommit, "patchId"> | null {
  const text = Buffer.from(record, "latin1").toString("utf8");
  const [commit = "", times = "", name = "", email = "", ...message] = text.split("\n");
  if (!HASH.test(commit)) return null;
  const [authoredAt = 0, committedAt = 0] = times.split(" ").map(secondsOf);
  const author = { name: name.trim() || null, email: email.trim() || null };
  return { commit, author, authoredAt, committedAt, message: message.join("\n") };
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  return Number.isSafeInteger(seconds) ? seconds : 0;
}
