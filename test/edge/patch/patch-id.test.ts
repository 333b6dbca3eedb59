import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patchIdOf } from "../../../src/patch/patch-id.ts";

let folder = "";

function git(args: readonly string[], input?: string): string {
  const identity = ["-c", "user.name=Jane", "-c", "user.email=jane@example.org"];
  const done = spawnSync("git", [...identity, "-C", folder, ...args], {
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}

function idByGit(diff: string): string | null {
  return git(["patch-id", "--stable"], diff).split(" ")[0] || null;
}

function save(name: string, text: string) {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "patch-id-"));
  git(["init", "-q"]);
  save("src/one.c", Array.from({ length: 60 }, (_, at) => `int one_${at};`).join("\n"));
  save("two.c", "int two;\n\n\tint three;\n");
  save("moved.c", "int moved;\nint by;\nint name;\n");
  save("gone.c", "int gone;\n");
  save("blob", "\u0000\u0001binary");
  git(["add", "."]);
  git(["commit", "-qm", "first"]);
  save("src/one.c", `${Array.from({ length: 60 }, (_, at) => `int one_${at % 25};`).join("\n")}\n`);
  save("two.c", "int two;\n\n\tint   four;\n\n");
  save("new file.c", "int brand_new;\n");
  save("fähre.c", "no newline at the end");
  save("blob", "\u0000\u0002binary");
  renameSync(join(folder, "moved.c"), join(folder, "renamed.c"));
  rmSync(join(folder, "gone.c"));
  git(["add", "-A"]);
  git(["update-index", "--chmod=+x", "two.c"]);
  git(["commit", "-qm", "second"]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("patchIdOf agrees with git patch-id --stable", () => {
  test.each([
    ["format-patch", ["format-patch", "-1", "--stdout"]],
    ["all kinds of files", ["diff", "HEAD~", "HEAD"]],
    ["renames found", ["diff", "-M", "HEAD~", "HEAD"]],
    ["no context", ["diff", "-U0", "HEAD~", "HEAD", "--", "src"]],
    ["much context", ["diff", "-U40", "HEAD~", "HEAD", "--", "src"]],
    ["no prefixes", ["diff", "--no-prefix", "HEAD~", "HEAD"]],
    ["full blob ids, binary", ["diff", "--full-index", "--binary", "HEAD~", "HEAD"]],
    ["the other way", ["diff", "HEAD", "HEAD~"]],
    ["a rename alone", ["diff", "-M", "HEAD~", "HEAD", "--", "moved.c", "renamed.c"]],
    ["a binary file alone", ["diff", "HEAD~", "HEAD", "--", "blob"]],
    ["a file without a last newline", ["diff", "HEAD~", "HEAD", "--", "fähre.c"]],
  ])("for %s", (_, args) => {
    const diff = git(args);
    expect(diff).toContain("diff --git");
    expect(patchIdOf(diff.split("\n"))).toBe(idByGit(diff));
  });
});
