import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";

const MAIL = `From: Ann Example <ann@example.org>
Subject: a question
Date: Mon, 6 Jan 2025 10:00:00 +0000
Message-ID: <question@example.org>

Does the gear turn?
`;

/** A public-inbox of which each commit brings the mail (`m`) or takes it away (`d`). */
function anInbox(folder: string, history: readonly string[]): string {
  const inbox = path.join(folder, "inbox");
  mkdirSync(inbox);
  const git = (...args: string[]) => {
    const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
    const run = spawnSync("git", [...identity, ...args], { cwd: inbox, encoding: "utf8" });
    expect(run.stderr + run.stdout).not.toContain("fatal");
  };
  git("init", "-q");
  for (const [at, name] of history.entries()) {
    git("rm", "-q", "--ignore-unmatch", "m", "d");
    writeFileSync(path.join(inbox, name), MAIL);
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
    const inbox = anInbox(folder, history.split(""));
    const run = quickly(folder, "--db", "a.db", "ingest", "--list", "widget-dev", inbox);
    expect(run.status).toBe(0);
    const messages = quickly(folder, "--db", "a.db", "export", "messages").out;
    expect(jsonLines(messages)).toHaveLength(expected);
  });
});
