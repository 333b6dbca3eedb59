import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { jsonLines, quickly, startPatchtrail, withFolder } from "../support/cli.ts";

const PATCH = `From: Ada Example <ada@example.org>
To: widget-dev@lists.example.org
Subject: [PATCH] widget: free keys with care
Date: Mon, 03 Feb 2025 10:00:00 +0000
Message-ID: <patch-1@example.org>

Keys stay in memory.

From now on they do not.

Signed-off-by: Ada Example <ada@example.org>
---
 frob.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/frob.c b/frob.c
index 5f2f9cf..b7d6715 100644
--- a/frob.c
+++ b/frob.c
@@ -1 +1 @@
-kfree(key);
+kfree_sensitive(key);
-- 
2.40.0
`;
const REPLY = `From: Rita Reviewer <rita@example.org>
To: Ada Example <ada@example.org>
Subject: Re: [PATCH] widget: free keys with care
Date: Mon, 03 Feb 2025 12:00:00 +0000
Message-ID: <reply-1@example.org>
In-Reply-To: <patch-1@example.org>

On Monday, Ada Example wrote:
> +kfree_sensitive(key);

Please add a Fixes: tag.
`;

/** A database with two mails, and what asks it. */
function withMails(
  use: (
    run: (...args: string[]) => ReturnType<typeof quickly>,
    folder: string,
  ) => void | Promise<void>,
) {
  return withFolder(async (folder) => {
    const mbox = [PATCH, REPLY].map(
      (mail) =>
        `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail.replace(/^>*From (?=now)/gm, ">$&")}\n`,
    );
    writeFileSync(path.join(folder, "widget.mbox"), mbox.join(""));
    const run = (...args: string[]) => quickly(folder, "--db", "x.db", ...args);
    expect(run("ingest", "--list", "widget-dev", "widget.mbox").status).toBe(0);
    await use(run, folder);
  });
}

test("mails, threads and series are found by words and by what became of them", async () => {
  await withMails((run) => {
    expect(run("search", "dfb:kfree_sensitive").out).toContain("patch-1@example.org");
    expect(run("search", "dfb:kfree_sensitive").out).not.toContain("reply-1@example.org");
    expect(
      run("search", "kfree_sensitive", "--by", "thread").out.match(/@example\.org$/gm),
    ).toHaveLength(1);
    const series = run("search", "is:open", "f:rita", "--by", "series").out;
    expect(series).toContain("widget: free keys with care");
    expect(series).toMatch(/1 revision/);
    expect(run("search", "has:todo", "owner:ada").out).toContain("reply-1@example.org");
    expect(run("search", "is:merged")).toMatchObject({ status: 1, out: "" });
    expect(run("search", "--", "key", "-fixes").out).not.toContain("reply-1");
  });
});

test("a page goes on where the one before ended; JSON has its shape", async () => {
  await withMails((run) => {
    const [first] = jsonLines(run("search", "key*", "--limit", "1", "--json").out);
    expect(first).toMatchObject({ format: 1, query: "key*", unindexed: 0 });
    expect(first?.["hits"]).toMatchObject([{ messageId: "reply-1@example.org", at: 1738584000 }]);
    const cursor = String(first?.["next"]);
    const [second] = jsonLines(
      run("search", "key*", "--limit", "1", "--json", "--cursor", cursor).out,
    );
    expect(second).toMatchObject({ hits: [{ messageId: "patch-1@example.org" }], next: null });
  });
});

test("--format mbox is what git am applies, to the byte", async () => {
  await withMails((run, folder) => {
    const mbox = run("search", "is:patch", "--format", "mbox").out;
    expect(mbox).toContain("\n>From now on they do not.\n");
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", path.join(folder, "tree"), ...args], { encoding: "utf8" });
    execFileSync("git", ["init", "--quiet", path.join(folder, "tree")]);
    git("config", "user.name", "T");
    git("config", "user.email", "t@example.org");
    writeFileSync(path.join(folder, "tree/frob.c"), "kfree(key);\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "one");
    writeFileSync(path.join(folder, "patches.mbox"), mbox);
    git("am", "--quiet", "--patch-format=mboxrd", path.join(folder, "patches.mbox"));
    expect(readFileSync(path.join(folder, "tree/frob.c"), "utf8")).toBe("kfree_sensitive(key);\n");
    expect(git("log", "-1", "--format=%an %s%n%b")).toContain("\nFrom now on they do not.\n");
  });
});

test("a query that is wrong is pointed at", async () => {
  await withMails((run) => {
    const { status, err } = run("search", "key", "is:merg");
    expect(status).toBe(2);
    expect(err).toContain("  key is:merg\n      ^^^^^^^");
    expect(err).toContain("did you mean is:merged?");
  });
});

test("saved searches are named in the configuration, and narrowed by more terms", async () => {
  await withMails((run, folder) => {
    const config = path.join(folder, "patchtrail.yaml");
    writeFileSync(config, "searches:\n  - {name: mine, query: 'f:ada OR f:rita'}\n");
    expect(run("search", "--saved", "mine").out.match(/-1@example\.org$/gm)).toHaveLength(2);
    expect(run("search", "--saved", "mine", "fixes").out.match(/-1@example\.org$/gm)).toHaveLength(
      1,
    );
    expect(run("search", "--saved", "yours").err).toContain("there are: mine");
    writeFileSync(config, "searches:\n  - {name: bad, query: 'f:ada OR'}\n");
    expect(run("search", "x")).toMatchObject({ status: 2 });
  });
});

test("--open hands the address of the first mail to the browser, and only that", async () => {
  await withMails(async (_, folder) => {
    const browser = path.join(folder, "browser");
    const seen = path.join(folder, "seen");
    writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$*" > ${seen}.new\nmv ${seen}.new ${seen}\n`);
    chmodSync(browser, 0o755);
    const args = ["--db", "x.db", "search", "kfree_sensitive", "--open"];
    const outcome = await startPatchtrail(folder, args, { BROWSER: browser }).ended;
    expect(outcome).toMatchObject({ status: 0 });
    for (let tries = 0; tries < 100 && !existsSync(seen); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const url = "https://lore.kernel.org/widget-dev/reply-1@example.org/";
    expect([readFileSync(seen, "utf8"), outcome.out.trim()]).toEqual([url, url]);
    const missing = await startPatchtrail(folder, args, { BROWSER: "/no/such" }).ended;
    expect(missing.err).toContain("name your browser in BROWSER");
  });
});
