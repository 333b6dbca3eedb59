import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { type GitRevision, gitRangeDiff } from "../../../src/archive/git-range-diff.ts";
import { aFolder, write } from "./support.ts";

const ADA = { name: "Ada Example", email: "ada@example.org" };
const LINES = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);

function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"];
  const run = spawnSync("git", ["-C", folder, ...identity, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim();
}

/** A tree with one file; its blob and commit. */
function aTree() {
  const tree = aFolder();
  git(tree, "init", "-q");
  write(tree, "a.c", `${LINES.join("\n")}\n`);
  git(tree, "add", "a.c");
  git(tree, "commit", "-qm", "base");
  return { tree, blob: git(tree, "rev-parse", "HEAD:a.c"), commit: git(tree, "rev-parse", "HEAD") };
}

/** A revision of two patches: line 10 becomes `ten`, and a file is made. */
function aRevision(ten: string, preimage: Partial<GitRevision["preimages"][number]>): GitRevision {
  const change = `diff --git a/a.c b/a.c
--- a/a.c
+++ b/a.c
@@ -8,5 +8,5 @@ line 7
 line 8
 line 9
-line 10
+${ten}
 line 11
 line 12
`;
  const made =
    "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+n\n";
  return {
    baseCommit: null,
    preimages: [{ path: "a.c", blob: null, mode: "100644", ...preimage }],
    patches: [
      { author: ADA, message: "widget: ten\n\nWhy.", diff: change },
      { author: { name: null, email: null }, message: "widget: add n", diff: made },
    ],
  };
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("patchtrail-git-"));

/** All that lies in a folder, as git and the file system have it. */
const stateOf = (tree: string) => ({
  objects: git(tree, "count-objects", "-v"),
  refs: git(tree, "show-ref"),
  status: git(tree, "status", "--porcelain"),
  files: readdirSync(path.join(tree, ".git")).toSorted(),
});

test("lets git compare on the blobs that the mails name, and leaves the tree as it was", async () => {
  const { tree, blob } = aTree();
  const before = stateOf(tree);
  const { output, reason } = await gitRangeDiff(tree, {
    older: aRevision("ten", { blob: blob.slice(0, 7) }),
    newer: aRevision("TEN", { blob }),
    creationFactor: 60,
  });
  expect(reason).toBeNull();
  expect(output).toMatch(/^1: {2}\w+ ! 1: {2}\w+ widget: ten$/m);
  expect(output).toContain("    -+ten\n    ++TEN\n");
  expect(output).toMatch(/^2: {2}\w+ = 2: {2}\w+ widget: add n$/m);
  expect(stateOf(tree)).toEqual(before);
});

test("finds files by the base commit where no blob is named", async () => {
  const { tree, commit } = aTree();
  const older = { ...aRevision("ten", {}), baseCommit: commit };
  const newer = { ...aRevision("TEN", { blob: "feedbee" }), baseCommit: commit };
  const { output } = await gitRangeDiff(tree, { older, newer, creationFactor: 60 });
  expect(output).toContain("    ++TEN\n");
});

test("says in a line why it cannot, and cleans up", async () => {
  const { tree, blob } = aTree();
  const good = aRevision("ten", { blob });
  const reasonOf = async (place: string, newer: GitRevision) =>
    (await gitRangeDiff(place, { older: good, newer, creationFactor: 60 })).reason;
  const before = leftovers();
  expect(await reasonOf(tree, aRevision("x", { blob: "feedbee" }))).toBe(
    "it has no blob feedbee (a.c)",
  );
  expect(await reasonOf(tree, aRevision("x", {}))).toBe("no mail says what a.c was before");
  expect(await reasonOf(aFolder(), good)).toContain("not a git repository");
  const stale = good.patches.map((patch) => ({
    ...patch,
    diff: patch.diff.replace("line 9", "no such line"),
  }));
  const reason = await reasonOf(tree, { ...good, patches: stale });
  expect(reason).toBe("patch 1 does not apply: error: patch failed: a.c:8");
  expect(leftovers()).toEqual(before);
});

test.each(["../outside", ".git/config", "/etc/outside", "a\nb"])(
  "a patch cannot reach %j",
  async (name) => {
    const { tree, blob } = aTree();
    const before = stateOf(tree);
    const evil: GitRevision = {
      ...aRevision("ten", { blob, path: name }),
      patches: [
        {
          author: ADA,
          message: "evil",
          diff: `diff --git a/${name} b/${name}\nnew file mode 100644\n--- /dev/null\n+++ b/${name}\n@@ -0,0 +1 @@\n+x\n`,
        },
      ],
    };
    const { output } = await gitRangeDiff(tree, { older: evil, newer: evil, creationFactor: 60 });
    if (name !== "a\nb") expect(output).toBeNull();
    expect(stateOf(tree)).toEqual(before);
  },
);

test("neither the tree's nor the user's configuration runs a program", async () => {
  const { tree, blob } = aTree();
  const trap = path.join(aFolder(), "sprung");
  const home = aFolder();
  write(
    home,
    ".gitconfig",
    `[diff "x"]\n\ttextconv = touch ${trap} #\n[diff]\n\texternal = touch ${trap} #\n[core]\n\tattributesFile = ${home}/attributes\n`,
  );
  write(home, "attributes", "* diff=x\n");
  git(tree, "config", "diff.x.textconv", `touch ${trap} #`);
  write(tree, ".git/info/attributes", "* diff=x\n");
  const saved = process.env["HOME"];
  process.env["HOME"] = home;
  try {
    const older = aRevision("ten", { blob });
    const newer = aRevision("TEN", { blob });
    const { reason } = await gitRangeDiff(tree, { older, newer, creationFactor: 60 });
    expect(reason).toBeNull();
  } finally {
    process.env["HOME"] = saved;
  }
  expect(spawnSync("ls", [trap]).status).not.toBe(0);
});
