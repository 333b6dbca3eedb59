import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  countCommits,
  lostCommits,
  treeCommits,
  type LoggedCommit,
  type TreeRange,
} from "../../../src/archive/tree-log.ts";
import { patchIdOf } from "../../../src/patch/patch-id.ts";
import { aFolder, git, write } from "./support.ts";

const body = (words: string) =>
  `${Array.from({ length: 30 }, (_, at) => `int line_${at};`).join("\n")}\n${words}\n`;

/** A repository with a file committed under each message, oldest first. */
function aTree(...messages: string[]): string {
  const folder = aFolder();
  git(folder, "init", "-q", "-b", "next");
  for (const message of messages) commit(folder, message);
  return folder;
}

function commit(folder: string, message: string, file = "core.c"): string {
  write(folder, file, body(message));
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", message);
  return git(folder, "rev-parse", "HEAD");
}

async function read(folder: string, range: Partial<TreeRange> = {}): Promise<LoggedCommit[]> {
  const found = [];
  const whole = { from: null, to: git(folder, "rev-parse", "HEAD"), since: null, ...range };
  for await (const each of treeCommits(path.join(folder, ".git"), whole)) found.push(each);
  return found;
}

const titles = (commits: readonly LoggedCommit[]) =>
  commits.map(({ message }) => message.split("\n", 1)[0]);

/** What git says of the mail that it would send for a commit. */
function idOfMail(folder: string, commit: string, ...options: string[]): string {
  const mail = git(folder, ...options, "format-patch", "-1", "--stdout", commit);
  const run = spawnSync("git", ["patch-id", "--stable"], { input: `${mail}\n`, encoding: "utf8" });
  expect(patchIdOf(mail.split("\n"))).toBe(run.stdout.split(" ")[0]);
  return run.stdout.split(" ")[0] ?? "";
}

describe("treeCommits", () => {
  test("tells commits oldest first, as they were written", async () => {
    const folder = aTree("start");
    const author = "--author=Zoë Example <Zoe@example.org>";
    write(folder, "core.c", body("turn"));
    git(
      folder,
      "commit",
      "-qam",
      "widget: türn\n\nWords.\n\nLink: x",
      author,
      "--date=@1700000000",
    );
    const [first, second] = await read(folder);
    expect(first).toMatchObject({ commit: git(folder, "rev-parse", "HEAD~"), patchId: null });
    expect(second).toMatchObject({
      author: { name: "Zoë Example", email: "Zoe@example.org" },
      authoredAt: 1_700_000_000,
      message: "widget: türn\n\nWords.\n\nLink: x\n",
      patchId: idOfMail(folder, "HEAD"),
    });
    expect(second?.committedAt).toBeGreaterThan(1_700_000_000);
  });

  test("patch-ids are those of the mails: renames, modes, new, gone and binary files", async () => {
    const folder = aTree("start", "more");
    git(folder, "mv", "core.c", "moved.c");
    git(folder, "commit", "-qm", "renamed");
    chmodSync(path.join(folder, "moved.c"), 0o755);
    git(folder, "commit", "-qam", "mode");
    write(folder, "new file.c", "no newline");
    write(folder, "fähre.bin", Buffer.from([0, 1, 2]));
    commit(folder, "added", "moved.c");
    git(folder, "rm", "-q", "moved.c");
    git(folder, "commit", "-qm", "gone");
    git(folder, "commit", "-q", "--allow-empty", "-m", "empty");
    commit(folder, "after");
    const commits = await read(folder);
    expect(titles(commits)).toHaveLength(8);
    for (const { commit, message, patchId } of commits.slice(1)) {
      const expected = message === "empty\n" ? null : idOfMail(folder, commit);
      expect([message, patchId]).toEqual([message, expected]);
    }
  });

  test("settings of the repository change no patch-id and run nothing", async () => {
    const folder = aTree("start", "first");
    const blank = body("first").replace("line_3;", "line_3;\n");
    for (const [message, text] of [
      ["second", blank],
      ["third", blank.replace("line_4", "row_4").replace("line_25", "row_25")],
    ] as const) {
      write(folder, "core.c", text);
      git(folder, "commit", "-qam", message);
    }
    const before = await read(folder);
    const evil = write(folder, "evil.sh", `#!/bin/sh\ntouch ${folder}/ran\n`);
    chmodSync(evil, 0o755);
    for (const [key, value] of [
      ["diff.external", evil],
      ["diff.evil.command", evil],
      ["diff.evil.textconv", evil],
      ["core.pager", evil],
      ["core.fsmonitor", evil],
      ["core.hooksPath", folder],
      ["gpg.program", evil],
      ["log.showSignature", "true"],
      ["diff.noprefix", "true"],
      ["diff.mnemonicPrefix", "true"],
      ["diff.context", "9"],
      ["diff.algorithm", "patience"],
      ["diff.suppressBlankEmpty", "true"],
      ["color.ui", "always"],
      ["log.date", "relative"],
      ["format.pretty", "oneline"],
    ] as const) {
      git(folder, "config", key, value);
    }
    write(folder, ".git/info/attributes", "*.c diff=evil\n");
    expect(await read(folder)).toEqual(before);
    expect(existsSync(path.join(folder, "ran"))).toBe(false);
  });

  test("attributes in the folder that it is called from change nothing either", async () => {
    const folder = aTree("start", "first");
    const before = await read(folder);
    const here = process.cwd();
    process.chdir(aFolder());
    try {
      write(process.cwd(), ".gitattributes", "*.c binary\n");
      expect(await read(folder)).toEqual(before);
    } finally {
      process.chdir(here);
    }
  });

  test("merges are left out, what they bring is not", async () => {
    const folder = aTree("start");
    git(folder, "checkout", "-qb", "side");
    commit(folder, "side work", "side.c");
    git(folder, "checkout", "-q", "next");
    commit(folder, "next work");
    git(folder, "merge", "-q", "--no-ff", "-m", "the merge", "side");
    expect(new Set(titles(await read(folder)))).toEqual(
      new Set(["start", "side work", "next work"]),
    );
  });

  test("only the range is read, and nothing older than asked", async () => {
    const folder = aTree("one", "two");
    const from = git(folder, "rev-parse", "HEAD");
    commit(folder, "three");
    expect(titles(await read(folder, { from }))).toEqual(["three"]);
    expect(titles(await read(folder, { from: git(folder, "rev-parse", "HEAD") }))).toEqual([]);
    const old = aFolder();
    git(old, "init", "-q", "-b", "next");
    for (const year of [2001, 2020]) {
      write(old, "a", `${year}`);
      git(old, "add", "-A");
      const script =
        'GIT_COMMITTER_DATE="$1-06-01T00:00:00Z" git -c user.name=A -c user.email=a@b commit -qm "$1"';
      expect(spawnSync("sh", ["-c", script, "sh", `${year}`], { cwd: old }).status).toBe(0);
    }
    const since = Date.UTC(2010) / 1000;
    expect(titles(await read(old, { since }))).toEqual(["2020"]);
    const to = git(old, "rev-parse", "HEAD");
    expect(await countCommits(path.join(old, ".git"), { from: null, to, since })).toBe(1);
  });

  test("a reader who stops early leaves no process behind", async () => {
    const folder = aTree("one", "two", "three");
    const to = git(folder, "rev-parse", "HEAD");
    for await (const { message } of treeCommits(path.join(folder, ".git"), {
      from: null,
      to,
      since: null,
    })) {
      expect(message).toBe("one\n");
      break;
    }
  });

  test("a broken repository is an error with a name", async () => {
    const folder = aTree("one");
    await expect(read(folder, { to: "0".repeat(40) })).rejects.toMatchObject({
      code: "git-failed",
    });
  });
});

describe("lostCommits", () => {
  test("tells what a rebased branch no longer holds", async () => {
    const folder = aTree("one", "two", "three");
    const gitDir = path.join(folder, ".git");
    const [three, two] = ["HEAD", "HEAD~"].map((name) => git(folder, "rev-parse", name));
    git(folder, "reset", "-q", "--hard", "HEAD~2");
    const to = commit(folder, "two again");
    expect(await lostCommits(gitDir, { from: three ?? "", to })).toEqual([three, two]);
    expect(await lostCommits(gitDir, { from: to, to })).toEqual([]);
  });

  test("cannot tell when the repository has lost that commit, or it is none", async () => {
    const folder = aTree("one");
    const to = git(folder, "rev-parse", "HEAD");
    const gitDir = path.join(folder, ".git");
    expect(await lostCommits(gitDir, { from: "1".repeat(40), to })).toBeNull();
    expect(await lostCommits(gitDir, { from: "--all", to })).toBeNull();
  });
});
