import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Mailbox } from "../model/mail.ts";
import { type GitResult, type GitRunOptions, runGit } from "./git.ts";
import { withTempFolder } from "./temp-folder.ts";

/** A patch as git-am would commit it. */
export interface GitPatch {
  readonly author: Mailbox;
  /** Title, blank line, the rest. */
  readonly message: string;
  /** The diff as posted; empty for none. */
  readonly diff: string;
}

/** A file as it was before the first patch that touches it. */
export interface Preimage {
  readonly path: string;
  /** Its blob, abbreviated, of the diff's `index` line; null where there is none. */
  readonly blob: string | null;
  /** `100644` and the like. */
  readonly mode: string;
}

export interface GitRevision {
  readonly baseCommit: string | null;
  readonly preimages: readonly Preimage[];
  readonly patches: readonly GitPatch[];
}

/** What `git range-diff` printed, or why it could not be asked. */
export type GitRangeDiff =
  | { readonly output: string; readonly reason: null }
  | { readonly output: null; readonly reason: string };

/** Two patches of the largest size kept, each line of them changed, fit. */
const MAX_OUTPUT_CHARS = 64 * 1024 * 1024;
/** The commits are as old as they can be: their dates play no part. */
const DATE = "2000-01-01T00:00:00Z";

/** Why git gave up; caught in this file, never seen outside. */
class Refusal extends Error {}

/**
 * Lets git compare two revisions: both become commits in a temporary repository that borrows the
 * objects of `tree`, on files as their `index` lines (or `base-commit`) name them. The tree is only
 * read, and neither its configuration nor the user's takes part.
 *
 * @param tree a work tree or git directory
 * @returns the reason, in one line, when something is missing or a patch does not apply
 * @throws TrackerError git-failed when git cannot be started
 * @see git-range-diff(1); the fake git-am of b4 works on blobs in the same way
 */
export async function gitRangeDiff(
  tree: string,
  sides: {
    readonly older: GitRevision;
    readonly newer: GitRevision;
    readonly creationFactor: number;
  },
): Promise<GitRangeDiff> {
  return withTempFolder(async (folder) => {
    try {
      const git = await borrowObjects(tree, folder);
      const ranges = [await buildRange(git, sides.older), await buildRange(git, sides.newer)];
      const args = ["range-diff", "--no-color", `--creation-factor=${sides.creationFactor}`];
      const output = await said(git([...args, ...ranges], { maxChars: MAX_OUTPUT_CHARS }));
      if (output.length >= MAX_OUTPUT_CHARS) throw new Refusal("the comparison is too long");
      return { output, reason: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { output: null, reason: error.message };
    }
  });
}

type Git = (args: readonly string[], options?: GitRunOptions) => Promise<GitResult>;

/** An empty repository in `folder` that finds the objects of `tree`. */
async function borrowObjects(tree: string, folder: string): Promise<Git> {
  const asked = ["rev-parse", "--show-object-format", "--git-path", "objects"];
  const [format, objects] = (await said(runGit(["-C", tree, ...asked], "local"))).split("\n");
  const gitDir = path.join(folder, "git");
  // No configuration and no attributes of anybody: they could name programs to run.
  const env = {
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_AUTHOR_DATE: DATE,
    GIT_COMMITTER_DATE: DATE,
    GIT_COMMITTER_NAME: "patchtrail",
    GIT_COMMITTER_EMAIL: "patchtrail@localhost",
  };
  const git: Git = (args, options) =>
    runGit(["-C", folder, `--git-dir=${gitDir}`, ...args], "local", {
      ...options,
      env: { ...env, ...options?.env },
    });
  await said(git(["init", "--quiet", "--bare", "--template=", `--object-format=${format}`]));
  const alternates = path.join(gitDir, "objects", "info", "alternates");
  writeFileSync(alternates, `${path.resolve(tree, objects ?? "")}\n`);
  return git;
}

/** Commits a revision on a base of its own; the range that holds its patches. */
async function buildRange(git: Git, revision: GitRevision): Promise<string> {
  const base = await commitBase(git, revision);
  let tip = base;
  for (const [at, patch] of revision.patches.entries()) {
    if (patch.diff !== "") {
      const applied = await git(["apply", "--cached", "--whitespace=nowarn"], {
        input: patch.diff.endsWith("\n") ? patch.diff : `${patch.diff}\n`,
      });
      if (applied.status !== 0) {
        throw new Refusal(`patch ${at + 1} does not apply: ${firstLine(applied.stderr)}`);
      }
    }
    const treeId = (await said(git(["write-tree"]))).trim();
    const env = {
      GIT_AUTHOR_NAME: identity(patch.author.name ?? patch.author.email),
      GIT_AUTHOR_EMAIL: identity(patch.author.email),
    };
    const input = `${patch.message}\n`;
    tip = (await said(git(["commit-tree", treeId, "-p", tip], { env, input }))).trim();
  }
  return `${base}..${tip}`;
}

async function commitBase(git: Git, { baseCommit, preimages }: GitRevision): Promise<string> {
  const blobs = await findBlobs(git, baseCommit, preimages);
  const entries = preimages.map(({ path: name, mode }, at) => `${mode} ${blobs[at]}\t${name}\0`);
  await said(git(["read-tree", "--empty"]));
  await said(git(["update-index", "-z", "--index-info"], { input: entries.join("") }));
  const treeId = (await said(git(["write-tree"]))).trim();
  const env = { GIT_AUTHOR_NAME: "patchtrail", GIT_AUTHOR_EMAIL: "patchtrail@localhost" };
  return (await said(git(["commit-tree", treeId], { env, input: "base\n" }))).trim();
}

/** Whole ids of the preimages: by their own abbreviations, else by path in the base commit. */
async function findBlobs(
  git: Git,
  baseCommit: string | null,
  preimages: readonly Preimage[],
): Promise<string[]> {
  const names = preimages.flatMap(({ blob, path: name }) => {
    const inBase = baseCommit === null ? "" : `${baseCommit}:${name}`;
    return [blob ?? "0000", /[\n\0]/.test(inBase) ? "" : inBase];
  });
  const args = ["-c", "core.disambiguate=blob", "cat-file", "--batch-check"];
  const input = names.map((name) => `${name}\n`).join("");
  const answers = (await said(git(args, { input, maxChars: MAX_OUTPUT_CHARS }))).split("\n");
  const ids = answers.map((line) => /^([0-9a-f]{40,64}) blob /.exec(line)?.[1]);
  return preimages.map(({ blob, path: name }, at) => {
    const id = ids[2 * at] ?? ids[2 * at + 1];
    if (id !== undefined) return id;
    throw new Refusal(
      blob === null ? `no mail says what ${name} was before` : `it has no blob ${blob} (${name})`,
    );
  });
}

/** What a run wrote. */
async function said(running: Promise<GitResult>): Promise<string> {
  const { status, stdout, stderr } = await running;
  if (status !== 0) throw new Refusal(firstLine(stderr));
  return stdout;
}

function firstLine(text: string): string {
  return /\S.{0,300}/.exec(text)?.[0].trimEnd() ?? "git failed without a word";
}

/** A name or address as git takes it: it must not be empty. */
function identity(text: string | null): string {
  return (text ?? "").replace(/[<>\n\0]/g, "").trim() || "unknown";
}
