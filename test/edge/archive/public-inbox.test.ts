import { createServer, type Server } from "node:http";
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { findEpochUrls } from "../../../src/archive/inbox-manifest.ts";
import { findMessageId } from "../../../src/archive/public-inbox.ts";
import { readArchive } from "../../../src/archive/open.ts";
import type { ArchiveEvent } from "../../../src/model/mail.ts";
import { aFolder, aMail, git, idsOf, mailsOf, problemsOf, read, write } from "./support.ts";

/** A repository with one commit a mail, as public-inbox v2 writes it. */
function anInbox(ids: readonly string[], folder = path.join(aFolder(), "repo")): string {
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "--quiet", "-b", "master");
  for (const id of ids) addMail(folder, id);
  return folder;
}

function addMail(folder: string, id: string): void {
  write(folder, "m", aMail(id));
  git(folder, "add", "-A");
  git(folder, "commit", "--quiet", "--allow-empty", "-m", id);
}

function removeMail(folder: string, id: string): void {
  git(folder, "rm", "--quiet", "m");
  write(folder, "d", aMail(id));
  git(folder, "add", "-A");
  git(folder, "commit", "--quiet", "-m", "rm");
}

function positionsOf(events: readonly ArchiveEvent[]): Record<string, string> {
  const found = events.flatMap((event) => (event.type === "checkpoint" ? [event] : []));
  return Object.fromEntries(found.map(({ source, position }) => [source, position]));
}

function bundleOf(folder: string, name = "inbox.bundle"): string {
  const file = path.join(aFolder(), name);
  git(folder, "bundle", "create", "--quiet", file, "HEAD", "master");
  return file;
}

describe("mails of a repository", () => {
  test("come oldest first, received at the committer's time", async () => {
    const folder = anInbox(["a", "b"]);
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["a", "b"]);
    const time = Number(git(folder, "log", "-1", "--format=%ct"));
    expect(mailsOf(events)[1]).toMatchObject({ form: "rfc822", receivedAt: time });
    expect(mailsOf(events)[1]?.where).toContain(git(folder, "rev-parse", "HEAD"));
  });

  test("a mail that was delivered twice in a row counts twice", async () => {
    expect(idsOf(await read(anInbox(["a", "a", "b"])))).toEqual(["a", "a", "b"]);
  });

  test("a deletion names the mail that goes; a mail may come again after it", async () => {
    const folder = anInbox(["a", "b"]);
    removeMail(folder, "a");
    git(folder, "rm", "--quiet", "d");
    addMail(folder, "a");
    const kinds = (await read(folder)).flatMap((event) =>
      event.type === "mail" ? ["mail"] : event.type === "deleted" ? [event.messageId] : [],
    );
    expect(kinds).toEqual(["mail", "mail", "a@example.org", "mail"]);
  });

  test("the older form: a file a mail, deletion by removal", async () => {
    const folder = anInbox([]);
    const name = `ab/${"c".repeat(38)}`;
    write(folder, name, aMail("old"));
    git(folder, "add", "-A");
    git(folder, "commit", "--quiet", "-m", "x");
    git(folder, "rm", "--quiet", name);
    write(folder, `cd/${"e".repeat(38)}`, aMail("new"));
    git(folder, "add", "-A");
    git(folder, "commit", "--quiet", "-m", "y");
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["old", "new"]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "deleted", messageId: "old@example.org" }),
    );
  });

  test("a repository of another kind is named as such", async () => {
    const folder = anInbox([]);
    write(folder, "README", "code\n");
    git(folder, "add", "-A");
    git(folder, "commit", "--quiet", "-m", "x");
    expect(problemsOf(await read(folder))).toEqual(["repo: not-a-public-inbox"]);
  });

  test("a repository without commits gives nothing", async () => {
    expect(await read(anInbox([]))).toEqual([]);
  });

  test("epochs are read by number, and name the list by their folder", async () => {
    const inbox = path.join(aFolder(), "widget-dev");
    for (const epoch of ["10", "9"]) {
      const target = path.join(inbox, "git", `${epoch}.git`);
      mkdirSync(path.dirname(target), { recursive: true });
      renameSync(path.join(anInbox([`e${epoch}`]), ".git"), target);
    }
    write(inbox, "msgmap.sqlite3", "an index");
    const events = await read(inbox);
    expect(idsOf(events)).toEqual(["e9", "e10"]);
    expect(mailsOf(events)[0]?.list).toBe("widget-dev");
    expect(problemsOf(events)).toEqual([]);
    expect(Object.keys(positionsOf(events))).toHaveLength(2);
  });
});

describe("going on where the last run stopped", () => {
  test("only new mails come; nothing new gives nothing", async () => {
    const folder = anInbox(["a", "b"]);
    const positions = positionsOf(await read(folder));
    expect(idsOf(await read(folder, { positions }))).toEqual([]);
    addMail(folder, "c");
    expect(idsOf(await read(folder, { positions }))).toEqual(["c"]);
  });

  test("a newer bundle of the same inbox under another name goes on too", async () => {
    const folder = anInbox(["a"]);
    const cache = aFolder();
    const positions = positionsOf(await read(bundleOf(folder), { cache }));
    addMail(folder, "b");
    const newer = await read(bundleOf(folder, "moved.bundle"), { cache, positions });
    expect(idsOf(newer)).toEqual(["b"]);
    expect(Object.keys(positionsOf(newer))).toEqual(Object.keys(positions));
  });

  test("a file: remote is mirrored once and then fetched", async () => {
    const folder = anInbox(["a"]);
    const cache = aFolder();
    const positions = positionsOf(await read(`file://${folder}`, { cache }));
    addMail(folder, "b");
    expect(idsOf(await read(`file://${folder}`, { cache, positions }))).toEqual(["b"]);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test("a rewritten remote is read anew, a re-packed one is not", async () => {
    const folder = anInbox(["a", "b"]);
    const cache = aFolder();
    const remote = `file://${folder}`;
    const positions = positionsOf(await read(remote, { cache }));
    git(folder, "gc", "--quiet", "--prune=now");
    expect(idsOf(await read(remote, { cache, positions }))).toEqual([]);
    git(folder, "reset", "--quiet", "--hard", "HEAD~1");
    addMail(folder, "c");
    expect(idsOf(await read(remote, { cache, positions }))).toEqual(["a", "c"]);
  });

  test("a clone that was cut off is done again", async () => {
    const bundle = bundleOf(anInbox(["a"]));
    const cache = aFolder();
    await read(bundle, { cache });
    const [mirror = ""] = readdirSync(cache);
    renameSync(path.join(cache, mirror), path.join(cache, `${mirror}.partial`));
    expect(idsOf(await read(bundle, { cache }))).toEqual(["a"]);
    expect(readdirSync(cache)).toEqual([mirror]);
  });

  test("every checkpoint stands behind all mails before it", async () => {
    const folder = anInbox(["a"]);
    const head = git(folder, "rev-parse", "HEAD");
    const stream = Array.from(
      { length: 2_500 },
      (_, n) =>
        `commit refs/heads/master\ncommitter A <a@example.org> ${1_700_000_000 + n} +0000\ndata 1\nx\n` +
        `${n === 0 ? `from ${head}\n` : ""}M 100644 inline m\ndata ${aMail(`n${n}`).length}\n${aMail(`n${n}`)}\n`,
    ).join("");
    const { spawnSync } = await import("node:child_process");
    expect(
      spawnSync("git", ["-C", folder, "fast-import", "--quiet"], { input: stream }).status,
    ).toBe(0);
    const events = await read(folder);
    expect(mailsOf(events)).toHaveLength(2_501);
    const at = events.findIndex((event) => event.type === "checkpoint");
    const first = events[at];
    const positions = first?.type === "checkpoint" ? { [first.source]: first.position } : {};
    const before = mailsOf(events.slice(0, at)).length;
    expect(before).toBe(1_000);
    expect(mailsOf(await read(folder, { positions }))).toHaveLength(2_501 - before);
  });

  test("a reader that stops early leaves no process behind", async () => {
    const folder = anInbox(["a", "b", "c"]);
    const events = readArchive(folder, {
      format: "auto",
      cacheFolder: aFolder(),
      checkpoint: () => Promise.resolve(null),
    });
    for await (const event of events) if (event.type === "mail") break;
    expect(idsOf(await read(folder))).toHaveLength(3);
  });
});

describe("what cannot be had", () => {
  test("a broken bundle is git's failure, and in a folder only a problem", async () => {
    const folder = aFolder();
    const bundle = write(
      folder,
      "x.bundle",
      "# v2 git bundle\n0000 refs/heads/master\n\nPACKnonsense",
    );
    await expect(read(bundle)).rejects.toMatchObject({ code: "git-failed" });
    write(folder, "y.eml", aMail("y"));
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["y"]);
    expect(problemsOf(events)).toEqual(["x.bundle: git-failed"]);
  });

  test("a remote that does not answer is unavailable, and its password is not shown", async () => {
    const place = "http://user:hunter2@127.0.0.1:1/widget/0";
    const error = await read(place).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "remote-unavailable", exitStatus: 3 });
    expect(String(error)).not.toContain("hunter2");
  });

  test.each(["ext::sh -c id", "--upload-pack=id", "ssh://-oProxyCommand=id/x"])(
    "an address is never an option or a command: %s",
    async (place) => {
      await expect(read(place)).rejects.toMatchObject({ code: "archive-unreadable" });
    },
  );
});

test.each([
  ["Subject: x\nMessage-ID: <a@example.org>\n\n", "a@example.org"],
  ["Message-Id:\n <a@example.org>\n\n", "a@example.org"],
  ["MESSAGE-ID: a@example.org\r\n\r\n", "a@example.org"],
  ["Subject: x\n\nMessage-ID: <body@example.org>\n", null],
  ["", null],
])("Message-ID of %j", (raw, expected) => {
  expect(findMessageId(Buffer.from(raw))).toBe(expected);
});

describe("epochs of an inbox's address", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function serve(body: Buffer | null): Promise<string> {
    const server = createServer((_request, response) => {
      response.statusCode = body === null ? 404 : 200;
      response.end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  }

  test("stand in its manifest, in order of number", async () => {
    const keys = ["/widget/git/10.git", "/widget/git/2.git", "/other/git/0.git", "/widget.git"];
    const manifest = gzipSync(JSON.stringify(Object.fromEntries(keys.map((key) => [key, {}]))));
    const url = await serve(manifest);
    expect(await findEpochUrls(`${url}/widget/`)).toEqual([
      `${url}/widget/git/2.git`,
      `${url}/widget/git/10.git`,
    ]);
  });

  test.each([null, Buffer.from("no json"), Buffer.from([0x1f, 0x8b, 0]), Buffer.from("[]")])(
    "without a manifest the address itself is tried",
    async (body) => {
      const url = await serve(body);
      expect(await findEpochUrls(`${url}/widget`)).toEqual([`${url}/widget`]);
    },
  );

  test("an epoch's own address is taken as it is", async () => {
    expect(await findEpochUrls("https://archive.invalid/widget/0")).toEqual([
      "https://archive.invalid/widget/0",
    ]);
  });
});
