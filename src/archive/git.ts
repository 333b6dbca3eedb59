import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { ExitStatus, TrackerError } from "../errors.ts";
import { wordsOf } from "./events.ts";

/** Of what git says on stderr, this much is kept for messages. */
const MAX_STDERR_CHARS = 4_000;
const MAX_STDOUT_CHARS = 1_000_000;
/** Repository settings that run programs or rewrite history as it is read have no say here. */
const CONFIG = [
  "core.hooksPath=/dev/null",
  "core.quotePath=true",
  "core.fsmonitor=false",
  "fetch.fsckObjects=false",
  "transfer.fsckObjects=false",
  "gc.autoDetach=false",
  // A server that has gone quiet is given up (git's own default is to wait for ever); the
  // environment (GIT_HTTP_LOW_SPEED_TIME) may say otherwise.
  "http.lowSpeedLimit=100",
  "http.lowSpeedTime=60",
  "log.showRoot=true",
  "log.showSignature=false",
].flatMap((setting) => ["-c", setting]);
/** Variables by which a calling git (a hook, say) would point us at another repository. */
const FOREIGN =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|NAMESPACE|ALTERNATE_.*|CONFIG_.*|EXTERNAL_DIFF)$/;
const UNREACHABLE =
  /could not resolve|unable to access|connection (?:refused|reset|timed out)|timed out|early eof|rpc failed|remote end hung up|network is unreachable|could not read from remote|operation too slow|empty reply|transfer closed|unable to get pack file|fetch-pack: unexpected disconnect|HTTP 5\d\d/i;
/** What git says of a web address that no repository is at. */
const NO_REPOSITORY = /repository '[^']{0,2000}' not found|not valid: is this a git repository/i;

export interface GitResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a git process of ours may do: read objects only, or also talk to remotes. */
export type GitReach = "local" | "remote";

/**
 * Starts git without hooks, prompts, replace refs; `local` ones cannot reach any remote. It is told
 * to end when the signal is given, and then fails as any git that was killed.
 */
export function spawnGit(
  args: readonly string[],
  reach: GitReach,
  { env: extra, signal }: Pick<GitRunOptions, "env" | "signal"> = {},
): ChildProcessWithoutNullStreams {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "true",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    // No name in the list: not even a promisor remote of a hostile repository is asked.
    GIT_ALLOW_PROTOCOL: reach === "local" ? "none" : "https:http:git:file",
    LC_ALL: "C",
    ...extra,
  };
  // A group of its own: what git starts (git-remote-https) must end with it, or its pipes stay open.
  const detached = signal !== undefined;
  const all = ["--no-pager", ...CONFIG, ...args];
  const child = spawn("git", all, { env, stdio: "pipe", detached });
  if (signal !== undefined) endWith(child, signal);
  return child;
}

function endWith(child: ChildProcessWithoutNullStreams, signal: AbortSignal): void {
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
    // What nobody reads any more would keep it from counting as ended.
    child.stdout.destroy();
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  child.once("close", () => signal.removeEventListener("abort", end));
}

/** Collects what a process says on stderr, bounded. */
export function collectStderr(child: ChildProcessWithoutNullStreams): () => string {
  let text = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (chunk: string) => {
    if (text.length < MAX_STDERR_CHARS) text += chunk;
  });
  return () => text.slice(0, MAX_STDERR_CHARS).trim();
}

/**
 * Exit status of a process once it has ended and its pipes are closed.
 *
 * @throws TrackerError git-failed when there is no git to start
 */
export function exitOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  const exit = new Promise<number>((resolve, reject) => {
    child.once("close", (code) => resolve(code ?? 128));
    child.once("error", (cause) => {
      const hint = "patchtrail reads git archives with the real git: install it";
      reject(
        new TrackerError("git-failed", `cannot start git: ${wordsOf(cause)}`, { cause, hint }),
      );
    });
  });
  // Whoever awaits it later still gets the failure; until then it is not "unhandled".
  exit.catch(() => undefined);
  return exit;
}

/** What a run of git may be given besides its arguments. */
export interface GitRunOptions {
  /** Variables beyond those that it inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: string;
  /** Of what it says on standard output, at least this much is kept; default a million. */
  readonly maxChars?: number;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs git to its end and gives what it said; any exit status is a result.
 *
 * @throws TrackerError git-failed when git cannot be started
 */
export async function runGit(
  args: readonly string[],
  reach: GitReach,
  { input, maxChars = MAX_STDOUT_CHARS, ...options }: GitRunOptions = {},
): Promise<GitResult> {
  const child = spawnGit(args, reach, options);
  const exit = exitOf(child);
  const stderr = collectStderr(child);
  let stdout = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    if (stdout.length < maxChars) stdout += chunk;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const status = await exit;
  return { status, stdout, stderr: stderr() };
}

/** The error for a git that failed, in its own words, without credentials of an address. */
export function gitError(what: string, said: string): TrackerError {
  const words = withoutCredentials(said) || "git failed without a word";
  return new TrackerError("git-failed", `${what}: ${words}`);
}

/** As `gitError`, for work with a remote: a network one that does not answer is `remote-unavailable`. */
export function remoteError(what: string, said: string, remote: string): TrackerError {
  const error = gitError(what, said);
  // Only beyond this machine can a next try differ; of a broken bundle git uses the same words.
  if (/^https?:/i.test(remote) && NO_REPOSITORY.test(said)) {
    return new TrackerError("git-failed", error.message, {
      hint: "check the address; of pages, tell the form: format pipermail or mhonarc",
    });
  }
  if (!/^(?:https?|git):/i.test(remote) || !UNREACHABLE.test(said)) return error;
  return new TrackerError("remote-unavailable", error.message, {
    exitStatus: ExitStatus.unavailable,
    hint: "the remote does not answer now: try again later",
  });
}

/** Text without the `user:password@` of any address in it. */
export function withoutCredentials(text: string): string {
  return text.replace(/(https?:\/\/)[^/@\s]{1,500}@/gi, "$1");
}

/** Writes a line to a process and waits while its pipe is full; false when it takes no more. */
export async function writeLine(
  child: ChildProcessWithoutNullStreams,
  line: string,
): Promise<boolean> {
  const { stdin } = child;
  if (stdin.destroyed || stdin.writableEnded) return false;
  if (stdin.write(`${line}\n`)) return true;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      stdin.off("drain", settle);
      stdin.off("close", settle);
      resolve();
    };
    stdin.on("drain", settle);
    stdin.on("close", settle);
  });
  return !stdin.destroyed;
}
