import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { RangeDiff } from "../../src/model/range-diff.ts";
import { quickly, withFolder } from "../support/cli.ts";

function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.org"];
  const run = spawnSync("git", ["-C", folder, ...identity, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

/** Commits `ten` for line 10 and a new file of some lines on the main branch of a tree. */
function commitSeries(tree: string, branch: string, ten: string, made: readonly string[]): void {
  git(tree, "checkout", "-q", "-b", branch, "main");
  const lines = Array.from({ length: 30 }, (_, at) => (at === 9 ? ten : `line ${at + 1}`));
  writeFileSync(path.join(tree, "a.c"), `${lines.join("\n")}\n`);
  git(tree, "commit", "-qam", `widget: say ${branch === "v1" ? "ten" : "TEN"}\n\nWhy.`);
  writeFileSync(path.join(tree, "n.c"), `${made.join("\n")}\n`);
  git(tree, "add", ".");
  git(tree, "commit", "-qm", "widget: add n\n\nWhy as well.");
}

/** The mails of a branch; `subject` of the prefix, message-ids `v1-0`, `v1-1`, … */
function mailsOf(tree: string, branch: string, prefix: string, day: number): string {
  const patches = git(
    tree,
    "format-patch",
    "--stdout",
    "--cover-letter",
    `--subject-prefix=${prefix}`,
    `main..${branch}`,
  )
    .split(/^(?=From [0-9a-f]{40} )/m)
    .filter((text) => text !== "");
  return patches
    .map((text, at) =>
      text
        .replace("*** SUBJECT HERE ***", "widget: say ten")
        .replace("*** BLURB HERE ***", "A small series.")
        .replace(/^Date: .*$/m, `Date: Mon, 0${day} Feb 2025 10:0${at}:00 +0000`)
        .replace(
          /^(?=Subject: )/m,
          `Message-ID: <${branch}-${at}@example.org>\n${at === 0 ? "" : `In-Reply-To: <${branch}-0@example.org>\n`}`,
        ),
    )
    .join("\n");
}

/** A list with a v1, a v2, and patch 2 of the latter re-rolled alone. */
function prepare(folder: string): string {
  const tree = path.join(folder, "tree");
  git(folder, "init", "-q", "-b", "main", "tree");
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
  writeFileSync(path.join(tree, "a.c"), `${lines.join("\n")}\n`);
  git(tree, "add", ".");
  git(tree, "commit", "-qm", "base");
  commitSeries(tree, "v1", "ten", ["int n;"]);
  commitSeries(tree, "v2", "TEN", ["int n;"]);
  const mails = `${mailsOf(tree, "v1", "PATCH", 3)}\n${mailsOf(tree, "v2", "PATCH v2", 5)}`;
  writeFileSync(path.join(folder, "list.mbox"), mails);
  const run = quickly(folder, "--db", "x.db", "ingest", "--list", "widget-dev", "list.mbox");
  expect(run.status).toBe(0);
  return tree;
}

const CHANGE = "     -line 10\n    -+ten\n    ++TEN\n";

test("compares two revisions on the mails, and by git where a tree has the files", async () => {
  await withFolder((folder) => {
    const tree = prepare(folder);
    const run = (...args: string[]) => quickly(folder, "--db", "x.db", "range-diff", ...args);
    const leftovers = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith("patchtrail-git-"));
    const before = leftovers();

    const mails = run("v1-1@example.org");
    expect(mails.err).toBe("");
    expect(mails.status).toBe(0);
    expect(mails.out).toContain("v1 (2025-02-03) -> v2 (2025-02-05): 1 unchanged, 1 changed\n");
    expect(mails.out).toContain("1: ! 1: widget: say TEN\n");
    expect(mails.out).toContain(CHANGE);
    expect(mails.out).toContain("2: = 2: widget: add n\n");

    const byGit = run("v1-1@example.org", "--tree", tree);
    expect(byGit.out).toContain("compared by git\n");
    expect(byGit.out.replace("compared by git\n", "")).toBe(mails.out);

    const elsewhere = run("v1-1@example.org", "--tree", folder, "--stat");
    expect(elsewhere.out).toContain("compared on the mails, not by git: ");
    expect(elsewhere.out).toContain("not a git repository");
    expect(elsewhere.out).not.toContain("TEN\n    ");
    expect(leftovers()).toEqual(before);

    const back = JSON.parse(run("v1-1@example.org", "v2", "v1", "--json").out) as RangeDiff;
    expect(back).toMatchObject({ by: "mails", note: null, older: { label: "v2", patches: 2 } });
    expect(back.pairs.map(({ status }) => status)).toEqual(["!", "="]);
  });
});

test("says what can be compared when a name leads nowhere", async () => {
  await withFolder((folder) => {
    prepare(folder);
    const run = (...args: string[]) => quickly(folder, "--db", "x.db", "range-diff", ...args);
    const unknown = run("v1-1@example.org", "v7");
    expect(unknown.status).toBe(2);
    expect(unknown.err).toContain("v7 is no revision of this series");
    expect(unknown.err).toContain("v2 2025-02-05 2 patches v2-0@example.org");
    expect(run("v1-1@example.org", "v2").err).toContain("v2 would be compared with itself");
    const nothing = run("nothing@example.org");
    expect(nothing.status).toBe(1);
    expect(nothing.err).toContain("nothing stored is a series or a mail called");
  });
});
