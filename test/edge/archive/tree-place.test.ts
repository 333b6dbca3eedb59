import path from "node:path";
import { expect, test } from "vitest";
import { findTip, openTree, treeNameOf } from "../../../src/archive/tree-place.ts";
import { aFolder, git, write } from "./support.ts";

function aClone(): string {
  const folder = aFolder();
  git(folder, "init", "-q", "-b", "next");
  write(folder, "a", "1");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "one");
  return folder;
}

test("opens a clone, a bare repository, a worktree, a bundle and an address alike", async () => {
  const clone = aClone();
  const head = git(clone, "rev-parse", "HEAD");
  const [bare, worktree, cache] = [aFolder(), path.join(aFolder(), "tree"), aFolder()];
  git(clone, "clone", "-q", "--bare", clone, path.join(bare, "a.git"));
  git(clone, "worktree", "add", "-q", "--detach", worktree);
  const bundle = path.join(aFolder(), "a.bundle");
  git(clone, "bundle", "create", "-q", bundle, "next", "HEAD");
  const places = [clone, path.join(bare, "a.git"), worktree, bundle, `file://${clone}`];
  for (const place of places) {
    expect(await findTip(await openTree(place, cache), null)).toBe(head);
  }
  expect(await findTip(await openTree(bundle, cache), "next")).toBe(head);
});

test("finds branches by their short name, those of a remote too", async () => {
  const origin = aClone();
  git(origin, "branch", "fixes/urgent");
  const clone = path.join(aFolder(), "clone");
  git(origin, "clone", "-q", origin, clone);
  const head = git(origin, "rev-parse", "HEAD");
  const gitDir = path.join(clone, ".git");
  for (const branch of ["next", "fixes/urgent", "origin/next"]) {
    expect(await findTip(gitDir, branch)).toBe(head);
  }
  await expect(findTip(gitDir, "nxt")).rejects.toMatchObject({
    code: "not-found",
    message: `${gitDir} has no branch nxt`,
    hint: expect.stringContaining("next, origin") as string,
  });
});

test("says what is wrong with a place", async () => {
  const folder = aFolder();
  await expect(openTree(folder, folder)).rejects.toMatchObject({
    code: "archive-unknown",
    message: `${folder} is not a git repository`,
  });
  await expect(openTree(path.join(folder, "none"), folder)).rejects.toMatchObject({
    code: "archive-unreadable",
  });
  await expect(openTree(path.join(folder, "~", "linux"), folder)).rejects.toMatchObject({
    message: `cannot read ${path.join(folder, "~", "linux")}: no such file or folder`,
    hint: "~ is not expanded here: write the folder out",
  });
  const file = write(folder, "a.txt", "no bundle");
  await expect(openTree(file, folder)).rejects.toMatchObject({ code: "git-failed" });
  git(folder, "init", "-q");
  await expect(findTip(path.join(folder, ".git"), null)).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("no commit checked out") as string,
  });
});

test.each([
  ["/srv/linux.git", "linux"],
  ["/home/ada/linux/.git", "linux"],
  ["../linux/", "linux"],
  ["https://git.example.org/ada/widget.git/", "widget"],
  ["widget.bundle", "widget"],
  ["/", "tree"],
])("the tree at %s is called %s", (place, name) => {
  expect(treeNameOf(place)).toBe(name);
});
