import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { quickly, withFolder } from "../support/cli.ts";

function aMail(id: string, body = "Does the gear turn?\n"): string {
  return `From: Ann Example <ann@example.org>
Subject: a question
Date: Mon, 6 Jan 2025 10:00:00 +0000
Message-ID: <${id}@example.org>

${body}`;
}

function counts(folder: string, ...args: string[]) {
  const run = quickly(folder, "--db", "a.db", "ingest", "--json", ...args, "mail");
  expect(run.status).toBe(0);
  const [archive] = (JSON.parse(run.out) as { archives: Record<string, number>[] }).archives;
  return { added: archive?.["added"], copies: archive?.["copies"], known: archive?.["known"] };
}

test("a Maildir gives what is new in it, whatever became of the rest, and all for another list", async () => {
  await withFolder((folder) => {
    const put = (name: string, mail: string) =>
      writeFileSync(path.join(folder, "mail", name), mail);
    for (const part of ["cur", "new", "tmp"])
      mkdirSync(path.join(folder, "mail", part), { recursive: true });
    put("new/1.lab", aMail("one"));
    put("new/2.lab", aMail("two"));
    expect(counts(folder)).toEqual({ added: 2, copies: 0, known: 0 });

    const seen = ["new/1.lab", "cur/1.lab:2,S"].map((name) => path.join(folder, "mail", name));
    renameSync(seen[0]!, seen[1]!);
    put("new/3.lab", aMail("three"));
    expect(counts(folder)).toEqual({ added: 1, copies: 0, known: 2 });

    put("cur/1.lab:2,S", aMail("four", "Not the mail that was delivered under this name.\n"));
    expect(counts(folder)).toEqual({ added: 1, copies: 0, known: 2 });
    expect(counts(folder, "--list", "other-dev")).toEqual({ added: 0, copies: 3, known: 0 });
  });
});
