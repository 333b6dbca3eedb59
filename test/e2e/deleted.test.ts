import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

const MAIL = `From: Ann Example <ann@example.org>
Subject: a question
Date: Mon, 6 Jan 2025 10:00:00 +0000
Message-ID: <question@example.org>

Does the gear turn?
`;

/** A public-inbox of which each commit brings a mail (`m`) or takes it away (`d`). */
function anInbox(folder: string, history: readonly (readonly [name: string, mail: string])[]) {
  const inbox = path.join(folder, "inbox");
  mkdirSync(inbox);
  const git = (...args: string[]) => {
    const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
    const run = spawnSync("git", [...identity, ...args], { cwd: inbox, encoding: "utf8" });
    expect(run.stderr + run.stdout).not.toContain("fatal");
  };
  git("init", "-q");
  for (const [at, [name, mail]] of history.entries()) {
    git("rm", "-q", "--ignore-unmatch", "m", "d");
    writeFileSync(path.join(inbox, name), mail);
    git("add", name);
    git("commit", "-q", "--allow-empty", "-m", `${at}`);
  }
  return inbox;
}

test.each([
  ["m", 1],
  ["md", 0],
  ["mdm", 1],
  ["mdmd", 0],
])("a mail brought and taken away as %s is there %i times", async (history, expected) => {
  await withFolder((folder) => {
    const inbox = anInbox(
      folder,
      history.split("").map((name) => [name, MAIL]),
    );
    const run = quickly(folder, "--db", "a.db", "ingest", "--list", "widget-dev", inbox);
    expect(run.status).toBe(0);
    const messages = quickly(folder, "--db", "a.db", "export", "messages").out;
    expect(jsonLines(messages)).toHaveLength(expected);
  });
});

test("time that only a mail told goes with it: an objection is let be no more", async () => {
  const mail = (id: string, day: number, subject: string, ...body: string[]): string =>
    [
      `From: ${id === "ask" ? "Rita <rita@example.org>" : "Ann Example <ann@example.org>"}`,
      `Subject: ${subject}`,
      `Date: ${day} Jan 2025 10:00:00 +0000`,
      `Message-ID: <${id}@example.org>`,
      ...(id === "no" ? ["In-Reply-To: <ask@example.org>"] : []),
      ...(id === "ask" ? ["In-Reply-To: <patch@example.org>"] : []),
      "",
      ...body,
      "",
    ].join("\n");
  const diff = ["--- a/gear.c", "+++ b/gear.c", "@@ -1 +1,2 @@", " int gear;", "+int cog;"];
  const ask = "Please use a mutex instead of this spinlock.";
  const later = mail("later", 28, "a question", "Does the gear turn?");
  const came: [string, string][] = [
    ["m", mail("patch", 1, "[PATCH] gear: add a cog", "It turns.", "---", ...diff)],
    ["m", mail("ask", 2, "Re: [PATCH] gear: add a cog", "> +int cog;", ask)],
    ["m", mail("no", 3, "Re: [PATCH] gear: add a cog", `> ${ask}`, "I do not think so.")],
    ["m", later],
  ];
  await withFolder((folder) => {
    const stateOf = (inbox: string): unknown => {
      quickly(folder, "--db", "a.db", "ingest", "--list", "widget-dev", inbox);
      const todos = jsonLines(quickly(folder, "--db", "a.db", "export", "todos").out);
      return todos.find(({ text }) => text === ask)?.["state"];
    };
    const inbox = anInbox(folder, came);
    expect(stateOf(inbox)).toBe("declined");
    rmSync(inbox, { recursive: true });
    expect(stateOf(anInbox(folder, [...came, ["d", later]]))).toBe("open");
  });
});
