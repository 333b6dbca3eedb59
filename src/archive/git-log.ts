import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { MAX_MAIL_BYTES } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { collectStderr, exitOf, gitError, spawnGit, writeLine } from "./git.ts";

/** A blob that a commit of a public-inbox brought or took away, in order of history. */
export interface InboxBlob {
  readonly commit: string;
  /** Committer time, Unix seconds: when the archive took the mail in. */
  readonly time: number;
  readonly kind: "mail" | "deletion";
  /** Null when the repository lacks the blob. */
  readonly bytes: Buffer | null;
  readonly truncated: boolean;
}

/** What was asked of `git cat-file`, in the order of its answers. */
export interface Wanted {
  readonly commit: string;
  readonly time: number;
  readonly kind: "mail" | "deletion";
  /** A guess: the commit changed nothing, so it may repeat the mail before it. */
  readonly guess: boolean;
}

/** Paths of public-inbox v1: a mail a file, named by the SHA-1 of its Message-ID. */
const V1_PATH = /^[0-9a-f]{2}\/[0-9a-f]{38}$/;
const CHANGE = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*\t(.*)$/;

/**
 * All mails and deletions of a range of history (`from..HEAD` or a ref), oldest first: one
 * `git log --raw` that feeds one `git cat-file --batch`, both held back by who reads.
 *
 * @throws TrackerError git-failed
 * @see public-inbox-v2-format(5), public-inbox-v1-format(5)
 */
export async function* inboxBlobs(
  gitDir: string,
  range: string,
  signal?: AbortSignal,
): AsyncGenerator<InboxBlob> {
  const format = "--format=%x01%H %ct";
  const flags = [
    "--reverse",
    "--raw",
    "-r",
    "--no-abbrev",
    "--no-renames",
    "--no-notes",
    "--no-show-signature",
  ];
  const git = `--git-dir=${gitDir}`;
  const log = spawnGit([git, "log", ...flags, format, range, "--"], "local", { signal });
  const cat = spawnGit([git, "cat-file", "--batch", "--buffer"], "local", { signal });
  const exits = { log: exitOf(log), cat: exitOf(cat) };
  const said = { log: collectStderr(log), cat: collectStderr(cat) };
  for (const child of [log, cat]) child.stdin.on("error", () => undefined);
  log.stdin.end();
  const queue: Wanted[] = [];
  const feeding = feed(log, cat, queue);
  // Awaited below; a failure in the meantime also ends the output of cat-file.
  feeding.catch(() => undefined);
  try {
    yield* readBlobs(cat.stdout, queue);
    await feeding;
    if ((await exits.log) !== 0) throw gitError(`git log failed in ${gitDir}`, said.log());
    if ((await exits.cat) !== 0) throw gitError(`git cat-file failed in ${gitDir}`, said.cat());
  } finally {
    log.kill();
    cat.kill();
  }
}

async function feed(
  log: ChildProcessWithoutNullStreams,
  cat: ChildProcessWithoutNullStreams,
  queue: Wanted[],
): Promise<void> {
  const lines = new ByteReader(log.stdout);
  let current: Omit<Wanted, "kind" | "guess"> | null = null;
  let changes = 0;
  const ask = async (object: string, wanted: Wanted): Promise<boolean> => {
    queue.push(wanted);
    return writeLine(cat, object);
  };
  const closeCommit = async (): Promise<void> => {
    if (current === null || changes > 0) return;
    await ask(`${current.commit}:m`, { ...current, kind: "mail", guess: true });
  };
  try {
    for (;;) {
      const line = await lines.line(5_000);
      if (line === null) break;
      if (line.startsWith("\u0001")) {
        await closeCommit();
        const [commit = "", time = "0"] = line.slice(1).split(" ");
        current = { commit, time: Number(time) };
        changes = 0;
        continue;
      }
      const change = CHANGE.exec(line);
      if (change === null || current === null) continue;
      changes += 1;
      const [, before = "", after = "", status = "", name = ""] = change;
      const kind = kindOf(name, status);
      if (kind === null) continue;
      const object = status === "D" ? before : after;
      if (!(await ask(object, { ...current, kind, guess: false }))) return;
    }
    await closeCommit();
  } finally {
    cat.stdin.end();
    // Where cat-file went away nobody reads the rest, and log would never count as ended.
    log.stdout.destroy();
  }
}

function kindOf(name: string, status: string): Wanted["kind"] | null {
  if (name === "m") return status === "D" ? null : "mail";
  if (name === "d") return status === "D" ? null : "deletion";
  if (!V1_PATH.test(name)) return null;
  return status === "D" ? "deletion" : "mail";
}

/**
 * The answers of `git cat-file --batch` to what was asked; `queue` is emptied as they come.
 *
 * @throws TrackerError git-failed, for an answer to nothing
 */
export async function* readBlobs(
  answers: AsyncIterable<Uint8Array>,
  queue: Wanted[],
): AsyncGenerator<InboxBlob> {
  const reader = new ByteReader(answers);
  let done = 0;
  for (;;) {
    const head = await reader.line(1_000);
    if (head === null) return;
    const wanted = queue[done];
    if (wanted === undefined) throw gitError("git cat-file answers what nobody asked", head);
    done += 1;
    // Cheaper than shifting each time; the queue holds what the pipes hold.
    if (done >= 1_000) done -= queue.splice(0, done).length;
    const size = Number(/ blob (\d+)$/.exec(head)?.[1] ?? Number.NaN);
    const { commit, time, kind } = wanted;
    if (Number.isNaN(size)) {
      await skipOther(reader, head);
      if (!wanted.guess) yield { commit, time, kind, bytes: null, truncated: false };
      continue;
    }
    const bytes = await reader.take(Math.min(size, MAX_MAIL_BYTES));
    await reader.skip(size - bytes.length + 1);
    yield { commit, time, kind, bytes, truncated: size > MAX_MAIL_BYTES };
  }
}

/** An answer that is no blob: `X missing`, or a tree or commit (`m` as a folder) to pass over. */
async function skipOther(reader: ByteReader, head: string): Promise<void> {
  const size = / (?:tree|commit|tag) (\d+)$/.exec(head)?.[1];
  if (size !== undefined) await reader.skip(Number(size) + 1);
}
