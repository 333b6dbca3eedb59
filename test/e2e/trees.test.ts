import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { exportAll, jsonLines, quickly, withFolder } from "../support/cli.ts";

const PARTS = ["oil the bearing", "turn the gear", "count the teeth"];

function git(folder: string, who: string, ...args: readonly string[]): string {
  const identity = [`user.name=${who} Example`, `user.email=${who.toLowerCase()}@example.org`];
  const set = [...identity, "commit.gpgSign=false"].flatMap((each) => ["-c", each]);
  const run = spawnSync("git", [...set, "-C", folder, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr}`);
  return run.stdout.trim();
}

const gear = (...mended: number[]) =>
  Array.from({ length: 40 }, (_, at) => `int part_${at} = ${mended.includes(at) ? 2 : 1};\n`).join(
    "",
  );

/**
 * `linux`: the maintainer's tree with one commit. `list.mbox`: a series of three by Ada, as git
 * made its mails. `mails/1` … `mails/3`: each of them alone.
 */
function setUp(folder: string) {
  const tree = path.join(folder, "linux");
  mkdirSync(tree);
  git(tree, "Cat", "init", "-q", "-b", "next");
  writeFileSync(path.join(tree, "gear.c"), gear());
  git(tree, "Cat", "add", "-A");
  git(tree, "Cat", "commit", "-qm", "start");
  const work = path.join(folder, "work");
  git(folder, "Ada", "clone", "-q", tree, work);
  for (const [at, part] of PARTS.entries()) {
    const done = PARTS.slice(0, at + 1).map((_, each) => 10 + 10 * each);
    writeFileSync(path.join(work, "gear.c"), gear(...done));
    git(work, "Ada", "commit", "-qam", `widget: ${part} with care\n\nWords.`, "--signoff");
  }
  git(work, "Ada", "format-patch", "-q", "-3", "--thread", "-o", path.join(folder, "mails"));
  const mails = PARTS.map((_, at) => {
    const name = `000${at + 1}-widget-${PARTS[at]?.replaceAll(" ", "-")}-with-care.patch`;
    return path.join(folder, "mails", name);
  });
  const mbox = path.join(folder, "list.mbox");
  for (const mail of mails) appendFileSync(mbox, `${readFileSync(mail, "utf8")}\n`);
  const configuration = `lists:
  - name: widget-dev
    archives: [{ path: list.mbox }]
trees:
  - { name: widget, path: linux, branches: [next], lists: [widget-dev] }
`;
  writeFileSync(path.join(folder, "patchtrail.yaml"), configuration);
  const ids = mails.map((mail) => /^Message-Id: <(.+)>/im.exec(readFileSync(mail, "utf8"))?.[1]);
  return { tree, mails, ids };
}

const sync = (folder: string) => quickly(folder, "--db", "a.db", "sync");
const seriesOf = (folder: string) =>
  jsonLines(quickly(folder, "--db", "a.db", "export", "series").out)[0] ?? {};

describe("a git tree", () => {
  test("tells what was applied, part by part, until all of it is", async () => {
    await withFolder((folder) => {
      const { tree, mails, ids } = setUp(folder);
      const first = sync(folder);
      expect(first.err).not.toContain("a bug of ours");
      expect(first.out).toContain("widget/next: 1 new commits\n");
      expect(seriesOf(folder)).toMatchObject({ state: "new", applied: null });

      // Mended on the way in: only author and title tell.
      git(tree, "Cat", "am", "-q", mails[0] ?? "");
      writeFileSync(path.join(tree, "gear.c"), gear(10, 11));
      git(tree, "Cat", "commit", "-qa", "--amend", "--no-edit");
      const second = sync(folder);
      expect(second.out).toContain("widget/next: 1 new commits");
      expect(second.out).toContain("1 of their patches found in trees");
      const hash = git(tree, "Cat", "rev-parse", "HEAD");
      expect(seriesOf(folder)).toMatchObject({
        state: "new",
        next_move: "maintainer",
        applied: {
          tree: "widget/next",
          commit: hash,
          message_id: ids[0],
          message_ids: [ids[0]],
          commits: [{ message_id: ids[0], commit: hash, tree: "widget/next", how: "title" }],
        },
      });

      git(tree, "Cat", "am", "-q", mails[1] ?? "");
      git(tree, "Cat", "am", "-q", mails[2] ?? "");
      const link = `Link: https://lore.kernel.org/r/${ids[2]}`;
      const subject = "widget: count all the teeth";
      git(tree, "Cat", "commit", "-q", "--amend", "-m", `${subject}\n\n${link}`);
      sync(folder);
      const { state, state_message_id, applied } = seriesOf(folder);
      expect(state).toBe("accepted");
      expect(state_message_id).toBe(ids[0]);
      expect((applied as { commits: unknown }).commits).toMatchObject([
        { message_id: ids[0], how: "title" },
        { message_id: ids[1], how: "patch-id" },
        { message_id: ids[2], how: "link-trailer" },
      ]);
      const page = quickly(folder, "--db", "a.db", "series", ids[1] ?? "").out;
      expect(page).toContain(`accepted: "commit ${hash.slice(0, 12)} in widget/next"`);
      expect(page).toContain(`applied to widget/next as ${hash.slice(0, 12)} and 2 more`);
      expect(page).toMatch(/applied: [0-9a-f]{12} in widget\/next, the same diff/);

      const again = sync(folder);
      expect(again.out).toContain("widget/next: 0 new commits");
      expect(again.out).toContain("0 series looked at");
    });
  });

  test("that was rebased forgets what it no longer holds", async () => {
    await withFolder((folder) => {
      const { tree, mails } = setUp(folder);
      for (const mail of mails) git(tree, "Cat", "am", "-q", mail);
      sync(folder);
      expect(seriesOf(folder)).toMatchObject({ state: "accepted" });
      git(tree, "Cat", "reset", "-q", "--hard", "HEAD~2");
      writeFileSync(path.join(tree, "other.c"), "int other;\n");
      git(tree, "Cat", "add", "-A");
      git(tree, "Cat", "commit", "-qm", "something else altogether");
      expect(sync(folder).out).toContain("widget/next: 1 new commits, 2 no longer there");
      expect(seriesOf(folder)).toMatchObject({
        state: "new",
        applied: { message_ids: [expect.any(String)] },
      });
      // The commits that it held before are gone for good: it is read from the start.
      git(tree, "Cat", "reset", "-q", "--hard", "HEAD~1");
      git(tree, "Cat", "reflog", "expire", "--expire=now", "--all");
      git(tree, "Cat", "gc", "-q", "--prune=now");
      expect(sync(folder).out).toContain("widget/next: 2 new commits, 3 no longer there");
    });
  });

  test("says the same before and after the mails, and after a rebuild", async () => {
    await withFolder((folder) => {
      const { tree, mails } = setUp(folder);
      for (const mail of mails.slice(1)) git(tree, "Cat", "am", "-q", "-3", mail);
      const list = ["ingest", "--list", "widget-dev", "list.mbox"];
      const commits = ["tree", "linux", "--name", "widget", "--branch", "next"];
      for (const [database, order] of [
        ["mails-first.db", [list, commits]],
        ["tree-first.db", [commits, list]],
      ] as const) {
        for (const args of order) {
          expect(quickly(folder, "--db", database, ...args).status).toBe(0);
        }
      }
      const told = exportAll(folder, "mails-first.db");
      expect(told).toContain('"how":"patch-id"');
      expect(exportAll(folder, "tree-first.db")).toBe(told);
      expect(quickly(folder, "--db", "tree-first.db", "rebuild").status).toBe(0);
      expect(exportAll(folder, "tree-first.db")).toBe(told);
    });
  });

  test("can be forgotten", async () => {
    await withFolder((folder) => {
      const { tree, mails } = setUp(folder);
      for (const mail of mails) git(tree, "Cat", "am", "-q", mail);
      sync(folder);
      const forget = () => quickly(folder, "--db", "a.db", "tree", "widget/next", "--forget");
      expect(forget().out).toContain("widget/next: 0 new commits, 4 no longer there");
      expect(seriesOf(folder)).toMatchObject({ state: "new", applied: null });
      expect(sync(folder).out).toContain("widget/next: 4 new commits");
      expect(quickly(folder, "--db", "a.db", "tree", "gear", "--forget").status).toBe(1);
    });
  });

  test("is a pull away: an address works, and the copy follows it", async () => {
    await withFolder((folder) => {
      const { tree, mails } = setUp(folder);
      const read = () =>
        JSON.parse(
          quickly(folder, "--db", "a.db", "tree", `file://${tree}`, "--json").out,
        ) as object;
      expect(read()).toMatchObject({ trees: [{ tree: "linux", commits: 1, forgotten: 0 }] });
      git(tree, "Cat", "am", "-q", mails[0] ?? "");
      expect(read()).toMatchObject({ trees: [{ commits: 1, forgotten: 0 }] });
    });
  });

  test("that cannot be read is named, and the lists are read all the same", async () => {
    await withFolder((folder) => {
      setUp(folder);
      const settings = path.join(folder, "patchtrail.yaml");
      const text = readFileSync(settings, "utf8");
      writeFileSync(settings, text.replace("branches: [next]", "branches: [nxt, next]"));
      const run = sync(folder);
      expect(run.status).toBe(1);
      expect(run.err).toContain("has no branch nxt");
      expect(run.out).toContain("3 new");
      expect(run.out).toContain("widget/next: 1 new commits");
      mkdirSync(path.join(folder, "empty"));
      for (const [place, words] of [
        ["empty", "is not a git repository"],
        ["nowhere", "cannot read"],
      ] as const) {
        const failed = quickly(folder, "--db", "a.db", "tree", place);
        expect([failed.status, failed.out]).toEqual([1, ""]);
        expect(failed.err).toContain(words);
      }
      expect(quickly(folder, "tree", "linux", "--since", "yesterday").status).toBe(2);
    });
  });
});
