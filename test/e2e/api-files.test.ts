import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { askOf, contextWith } from "../support/api.ts";
import { withFolder } from "../support/cli.ts";

/** git as a person who is nobody else, in one repository. */
function gitIn(folder: string) {
  return (...args: readonly string[]): string =>
    execFileSync(
      "git",
      ["-C", folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args],
      {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" },
      },
    );
}

/** What `git format-patch` writes, as mails: its envelope line would have them read as mbox. */
function writeMails(git: (...args: readonly string[]) => string, folder: string, version: string) {
  const names = git("format-patch", version, "--thread", "--cover-letter", "-o", folder, "base");
  for (const name of names.trim().split("\n")) {
    const mail = readFileSync(name, "utf8");
    writeFileSync(name.replace(/patch$/, "eml"), mail.slice(mail.indexOf("\n") + 1));
    rmSync(name);
  }
}

const FROM_LINES = "From here on the frob is counted.\n>From there it was not.\n";

/** A repository with two commits above `base`, their texts as hard to carry as texts get. */
function makeWork(folder: string) {
  mkdirSync(folder);
  const git = gitIn(folder);
  git("init", "-q", "-b", "main");
  writeFileSync(path.join(folder, "frob.c"), "int frob;\n");
  git("add", ".");
  git("commit", "-qm", "frob: begin");
  git("tag", "base");
  writeFileSync(path.join(folder, "frob.c"), "int frob;\nint frobs;\n");
  git("commit", "-qam", `frob: count\n\n${FROM_LINES}`);
  writeFileSync(path.join(folder, "notes.txt"), `From the start\n>From the middle\nGrüße\n`);
  git("add", ".");
  git("commit", "-qm", "frob: tell about Grüße\n\nIt is new.\nFrom: is no header here.");
  return git;
}

test("what git sends, git applies again: messages, authors and trees are the same", async () => {
  await withFolder(async (folder) => {
    const work = makeWork(path.join(folder, "work"));
    const mails = path.join(folder, "mails");
    writeMails(work, mails, "-v2");
    const context = await contextWith([{ place: mails, list: "frob-dev" }]);
    const ask = askOf(context);
    const { items } = (await (await ask("/api/v1/series")).json()) as { items: { id: string }[] };
    const { items: revisions } = (await (
      await ask(`/api/v1/series/${items[0]?.id ?? ""}/revisions`)
    ).json()) as { items: { id: string; patches: unknown[] }[] };
    const id = encodeURIComponent(revisions[0]?.id ?? "");
    expect(revisions[0]?.patches).toHaveLength(2);

    const series = path.join(folder, "series.mbox");
    writeFileSync(
      series,
      Buffer.from(await (await ask(`/api/v1/revisions/${id}/mbox`)).arrayBuffer()),
    );
    execFileSync("git", ["clone", "-q", path.join(folder, "work"), path.join(folder, "copy")]);
    const copy = gitIn(path.join(folder, "copy"));
    copy("reset", "-q", "--hard", "base");
    copy("am", "-q", "--patch-format=mboxrd", series);
    const told = "--format=%an <%ae> %T%n%B";
    expect(copy("log", told)).toBe(work("log", told));
    expect(readFileSync(path.join(folder, "copy", "notes.txt"), "utf8")).toContain(
      ">From the middle",
    );

    const thread = gunzipSync(await (await ask(`/all/${id}/t.mbox.gz`)).arrayBuffer());
    writeFileSync(path.join(folder, "t.mbox"), thread);
    mkdirSync(path.join(folder, "split"));
    const count = copy(
      "mailsplit",
      "--mboxrd",
      `-o${path.join(folder, "split")}`,
      path.join(folder, "t.mbox"),
    );
    expect(count.trim()).toBe("3");
  });
});

test("a revision of which a patch is missing is not given out as if it were whole", async () => {
  await withFolder(async (folder) => {
    const work = makeWork(path.join(folder, "work"));
    const mails = path.join(folder, "mails");
    writeMails(work, mails, "-v1");
    rmSync(path.join(mails, "v1-0001-frob-count.eml"));
    const context = await contextWith([{ place: mails, list: "frob-dev" }]);
    const ask = askOf(context);
    const { items } = (await (await ask("/api/v1/series")).json()) as { items: { id: string }[] };
    const { items: revisions } = (await (
      await ask(`/api/v1/series/${items[0]?.id ?? ""}/revisions`)
    ).json()) as { items: { id: string }[] };
    const response = await ask(
      `/api/v1/revisions/${encodeURIComponent(revisions[0]?.id ?? "")}/mbox`,
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: "of 2 patches these are not stored: 1" });
  });
});
