import { expect, test } from "vitest";
import { parseDiff } from "../../../src/patch/diff.ts";
import { readDiffHeader } from "../../../src/patch/diff-header.ts";

const headerOf = (text: string) => readDiffHeader(parseDiff(text)[0]!);

test("reads blobs and modes of a changed file", () => {
  const text =
    "diff --git a/x b/x\nindex 0123abc..4567def 100755\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";
  expect(headerOf(text)).toEqual({
    created: false,
    deleted: false,
    oldMode: "100755",
    newMode: "100755",
    oldBlob: "0123abc",
    binary: null,
  });
});

test("knows files that come and go, with and without git's own lines", () => {
  const made =
    "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..4567def\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n";
  expect(headerOf(made)).toMatchObject({ created: true, oldBlob: null, newMode: "100644" });
  expect(headerOf("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n").created).toBe(true);
  expect(headerOf("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n").deleted).toBe(true);
});

test("a signature below is no part of a binary patch", () => {
  const binary = (tail: string) =>
    headerOf(`diff --git a/l b/l\nGIT binary patch\nliteral 3\nKcmdjf\n\n${tail}`).binary;
  expect(binary("-- \n2.43.0\n")).toBe(binary(""));
});

test("a binary patch is known by its words, one by the program diff too", () => {
  const git = (body: string) =>
    headerOf(`diff --git a/l b/l\nindex 1..2\nGIT binary patch\nliteral 3\n${body}\n`).binary;
  expect(git("Kcmdjf")).toMatch(/^[0-9a-f]{12}$/);
  expect(git("Kcmdjf")).not.toBe(git("Kother"));
  expect(headerOf("diff --git a/l b/l\nBinary files a/l and b/l differ\n").binary).not.toBeNull();
  expect(headerOf("diff --git a/l b/l\nold mode 100644\nnew mode 100755\n")).toMatchObject({
    oldMode: "100644",
    newMode: "100755",
    binary: null,
    created: false,
    deleted: false,
  });
  const gone = "diff --git a/x b/x\ndeleted file mode 100755\nindex 4567def..0000000\n";
  expect(headerOf(gone)).toMatchObject({ deleted: true, oldMode: "100755", oldBlob: "4567def" });
});
