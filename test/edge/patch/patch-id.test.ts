import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { readPatchContent } from "../../../src/patch/diff.ts";

const BASE =
  "diff --git a/a.c b/a.c\nindex 1..2 100644\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@ int a\n int x;\n-int y;\n+int  z;\n int w;\n";
const NEW =
  "diff --git a/n.sh b/n.sh\nnew file mode 100755\nindex 0000000..1111111\n--- /dev/null\n+++ b/n.sh\n@@ -0,0 +1,2 @@\n+#!/bin/sh\n+true\n";
const GONE =
  "diff --git a/o.c b/o.c\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/o.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-int o;\n\\ No newline at end of file\n";
const MOVED =
  "diff --git a/p.c b/q.c\nsimilarity index 90%\nrename from p.c\nrename to q.c\nindex 1..2 100644\n--- a/p.c\n+++ b/q.c\n@@ -5,2 +5,2 @@\n-int p;\n+int q;\n int r;\n";

test.each([
  ["one file", BASE],
  ["several files", BASE + NEW + GONE + MOVED],
  ["the same in another order", MOVED + BASE + GONE + NEW],
  ["a mail around it", `Subject words\n\n---\n a.c | 2 +-\n\n${BASE}-- \n2.43.0\n`],
])("the patch-id of %s is git's", (_, text) => {
  const git = spawnSync("git", ["patch-id", "--stable"], { input: text, encoding: "utf8" });
  expect(readPatchContent(text).patchId).toBe(git.stdout.split(" ")[0]);
});
