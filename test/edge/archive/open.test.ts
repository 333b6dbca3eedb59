import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readFileAs, sniffFile } from "../../../src/archive/read-file.ts";
import { aFolder, aMail, collect, idsOf, mailsOf, problemsOf, read, write } from "./support.ts";

const FROM = "From ann@example.org Wed Jan 15 11:05:34 2025\n";
const AN_MBOX = `${FROM}${aMail("one")}\n${FROM}${aMail("two")}`;
const A_PAGE = `<!-- MHonArc v2.6.19 -->
<!--X-Subject: x -->
<!--X-Message-Id: p1@example.org -->
<!--X-Derived: pgpA.pgp -->
<html><body><a href="pgpA.pgp"><tt>signature.asc</tt></a><a href="../outside">o</a></body></html>`;

describe("single files, whatever their names", () => {
  test.each([
    ["mbox", AN_MBOX, ["rfc822", "rfc822"]],
    ["mbox, zipped", gzipSync(AN_MBOX), ["rfc822", "rfc822"]],
    ["eml", aMail("one"), ["rfc822"]],
    ["eml, zipped", gzipSync(aMail("one")), ["rfc822"]],
    [
      "pipermail text",
      "From a at example.org  Wed Jan 15 11:05:34 2025\nFrom: a at example.org (A)\nSubject: x\n\nhi\n",
      ["pipermail-text"],
    ],
    [
      "pipermail page",
      "<html><body><!--beginarticle--><PRE>hi</PRE></body></html>",
      ["pipermail-page"],
    ],
    ["MHonArc page", A_PAGE, ["mhonarc-page"]],
    [
      "spinics page",
      "<html><title>x</title>[<a href='m.html'>Date Prev</a>]</html>",
      ["mhonarc-page"],
    ],
    ["page as text", "[PATCH] x\n\n[Date Prev][Date Next]\n\nhi\n", ["page-text"]],
  ])("%s", async (_name, content, forms) => {
    const events = await read(write(aFolder(), "some.thing", content));
    expect(mailsOf(events).map((mail) => mail.form)).toEqual(forms);
    expect(problemsOf(events)).toEqual([]);
  });

  test("an mbox tells when its mails came and where they lie", async () => {
    const [first] = mailsOf(await read(write(aFolder(), "in.mbox", AN_MBOX)));
    expect(first).toMatchObject({
      receivedAt: Date.parse("2025-01-15T11:05:34Z") / 1000,
      where: "in.mbox: mail 1",
      list: null,
    });
  });

  test("nothing at the path is an error of the caller's", async () => {
    await expect(read(path.join(aFolder(), "nothing"))).rejects.toMatchObject({
      code: "archive-unreadable",
    });
  });
});

describe("bad input is named, never thrown", () => {
  test.each([
    ["noise", Buffer.from([0, 1, 2, 3]), "not-an-archive"],
    ["recipe.html", "<html><title>A recipe</title></html>", "not-an-archive-page"],
    ["empty", "", "empty-file"],
  ])("%s", async (name, content, code) => {
    const events = await read(write(aFolder(), name, content));
    expect(problemsOf(events)).toEqual([`${name}: ${code}`]);
  });

  test("set-aside input keeps its raw bytes, bounded", async () => {
    const events = await read(write(aFolder(), "noise", Buffer.alloc(3 * 1024 * 1024, 1)));
    expect(events[0]).toMatchObject({ type: "problem", raw: { length: 1024 * 1024 } });
  });

  test("a cut gzip gives the mails that came, the last one marked", async () => {
    const noise = Array.from({ length: 30_000 }, (_, n) => `${n * 7919}\n`).join("");
    const zipped = gzipSync(`${FROM}${aMail("one")}\n${FROM}${aMail("two", noise)}`);
    const events = await read(write(aFolder(), "x", zipped.subarray(0, zipped.length - 20_000)));
    expect(idsOf(events)).toEqual(["one", "two"]);
    expect(mailsOf(events)[0]?.diagnostics).toEqual([]);
    expect(mailsOf(events)[1]?.diagnostics[0]?.code).toBe("mbox-cut");
    expect(problemsOf(events)).toEqual(["x: gzip-cut"]);
  });

  test("a damaged gzip gives what came before the damage", async () => {
    const noise = Array.from({ length: 200_000 }, (_, n) => `${(n * 7919) % 1_000_003}\n`).join("");
    const zipped = gzipSync(`${FROM}${aMail("one")}\n${FROM}${aMail("two", noise)}`);
    zipped.fill(0xff, zipped.length - 5_000, zipped.length - 4_000);
    const events = await read(write(aFolder(), "x", zipped));
    expect(idsOf(events)).toEqual(["one", "two"]);
    expect(problemsOf(events)).toEqual(["x: gzip-damaged"]);
  });

  test("a gzip bomb is stopped", async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(`${FROM}${aMail("one")}`), Buffer.alloc(90 * 1024 * 1024)]),
    );
    const events = await read(write(aFolder(), "x", bomb));
    expect(problemsOf(events)).toEqual(["x: gzip-bomb"]);
    expect(mailsOf(events)[0]?.raw.length).toBeLessThanOrEqual(64 * 1024 * 1024);
  });

  test("NUL bytes and a body of 100,000 lines come through as they are", async () => {
    const body = `a\0b\n${"x\n".repeat(100_000)}`;
    const events = await read(write(aFolder(), "x", aMail("one", body)));
    expect(Buffer.from(mailsOf(events)[0]?.raw ?? []).toString()).toBe(aMail("one", body));
  });

  test("a file that cannot be opened is a problem, whatever it was taken for", async () => {
    const file = { path: path.join(aFolder(), "gone"), where: "gone", sizeBytes: 0, list: null };
    for (const kind of ["mbox", "rfc822", "unknown"] as const) {
      const events = await collect(readFileAs(file, kind));
      expect(problemsOf(events)).toEqual(["gone: unreadable"]);
      expect(mailsOf(events)).toEqual([]);
    }
    expect(await sniffFile(file)).toMatchObject({ problem: { code: "unreadable" } });
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable file does not stop the folder", async () => {
    const folder = aFolder();
    chmodSync(write(folder, "a", aMail("one")), 0o000);
    write(folder, "b", aMail("two"));
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["two"]);
    expect(problemsOf(events)).toEqual(["a: unreadable"]);
  });
});

describe("folders", () => {
  test("are read through, in order of names, each file by its content", async () => {
    const folder = aFolder();
    write(folder, "b/2.txt", aMail("b2"));
    write(folder, "b/10.txt", aMail("b10"));
    write(folder, "a.mbox", AN_MBOX);
    write(folder, "c/noise", "x");
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["one", "two", "b10", "b2"]);
    expect(problemsOf(events)).toEqual(["c/noise: not-an-archive"]);
    expect(mailsOf(events).map((mail) => mail.where)).toEqual([
      "a.mbox: mail 1",
      "a.mbox: mail 2",
      "b/10.txt",
      "b/2.txt",
    ]);
  });

  test("a Maildir gives cur and new, not tmp, and folders inside it", async () => {
    const folder = aFolder();
    write(folder, "cur/1.host:2,ST", aMail("seen"));
    write(folder, "new/2.host", aMail("fresh"));
    write(folder, "tmp/3.host", aMail("half"));
    write(folder, "dovecot-uidlist", "3 V1\n");
    write(folder, ".Lists/cur/4.host:2,", aMail("sub"));
    mkdirSync(path.join(folder, ".Lists/new"));
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["seen", "fresh", "sub"]);
    expect(problemsOf(events)).toEqual([]);
  });

  test("what a Maildir delivered before is not read again, read, flagged or filed since", async () => {
    const folder = aFolder();
    const bytes = aMail("a").length;
    write(folder, "cur/1.host:2,ST", aMail("a"));
    write(folder, "cur/2.host:2,S", aMail("b"));
    write(folder, "new/3.host", aMail("c"));
    write(folder, "new/4.host", aMail("other bytes"));
    write(folder, ".Lists/cur/1.host:2,S", aMail("d"));
    mkdirSync(path.join(folder, ".Lists/new"));
    const stored = { "new/1.host": bytes, "cur/2.host:2,": bytes, "new/4.host": bytes };
    const events = await read(folder, { stored });
    expect(idsOf(events)).toEqual(["c", "other bytes", "d"]);
    expect(events.filter(({ type }) => type === "known")).toEqual([{ type: "known", mails: 2 }]);
  });

  test("symlinks lead to files inside, never out of the folder or round in circles", async () => {
    const outside = aFolder();
    write(outside, "secret", aMail("secret"));
    const folder = aFolder();
    write(folder, "a", aMail("one"));
    symlinkSync("a", path.join(folder, "b"));
    symlinkSync(path.join(outside, "secret"), path.join(folder, "c"));
    symlinkSync(folder, path.join(folder, "d"));
    const events = await read(folder);
    expect(idsOf(events)).toEqual(["one", "one"]);
    expect(problemsOf(events)).toEqual(["c: not-a-file", "d: not-a-file"]);
  });

  test("pipermail: list by folder or page, indexes passed over", async () => {
    const folder = path.join(aFolder(), "widget-dev");
    const text =
      "From a at example.org  Wed Jan 15 11:05:34 2025\nFrom: a at example.org (A)\nSubject: x\n\nhi\n";
    write(folder, "2025-January.txt.gz", gzipSync(text));
    const made = '<LINK REL="made" HREF="mailto:widget-dev%40lists.example.org?Subject=x">';
    write(
      folder,
      "2025-January/000001.html",
      `<html>${made}<!--beginarticle--><PRE>hi</PRE></html>`,
    );
    write(
      folder,
      "2025-January/date.html",
      "<html><title>The widget-dev January 2025 Archive by date</title></html>",
    );
    const events = await read(folder);
    expect(mailsOf(events).map((mail) => [mail.form, mail.list])).toEqual([
      ["pipermail-text", "widget-dev"],
      ["pipermail-page", "widget-dev"],
    ]);
    expect(problemsOf(events)).toEqual([]);
  });

  test("MHonArc: linked files go with their page, and are no input of their own", async () => {
    const folder = path.join(aFolder(), "widget");
    write(folder, "msg00001.html", A_PAGE);
    write(folder, "maillist.html", "<!-- MHonArc v2.6.19 -->\n<html><title>Widget</title></html>");
    write(folder, "pgpA.pgp", "a signature");
    write(folder, "stray.bin", "x");
    write(folder, "../outside", "secret");
    const events = await read(folder);
    const [mail] = mailsOf(events);
    expect(mail).toMatchObject({
      list: "widget",
      attached: [{ name: "signature.asc", contentType: "application/pgp-signature" }],
    });
    expect(Buffer.from(mail?.attached[0]?.bytes ?? []).toString()).toBe("a signature");
    expect(problemsOf(events)).toEqual(["stray.bin: not-an-archive"]);
  });

  test("MHonArc: a linked file that is a symlink out of the folder is not read", async () => {
    const folder = aFolder();
    const secret = write(aFolder(), "secret", "secret");
    write(folder, "msg00001.html", A_PAGE);
    symlinkSync(secret, path.join(folder, "pgpA.pgp"));
    const events = await read(folder);
    expect(mailsOf(events)[0]?.attached).toEqual([]);
  });
});

describe("an asked format wins over the content", () => {
  test.each([
    ["eml", AN_MBOX, 1],
    ["mbox", AN_MBOX, 2],
    ["page-text", "a title\n\nand words\n", 1],
    ["mhonarc", AN_MBOX, 0],
    ["pipermail", aMail("one"), 0],
    ["public-inbox", AN_MBOX, 0],
  ] as const)("%s", async (format, content, count) => {
    const events = await read(write(aFolder(), "x", content), { format });
    expect(mailsOf(events)).toHaveLength(count);
    expect(problemsOf(events)).toHaveLength(count === 0 ? 1 : 0);
  });
});
