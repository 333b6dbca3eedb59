import { describe, expect, test } from "vitest";
import { frameMails, type MboxDialect } from "../../../src/archive/mbox.ts";
import { MAX_MAIL_BYTES } from "../../../src/limits.ts";

const FROM = "From a@example.org Wed Jan 15 11:05:34 2025\n";

async function* inPieces(text: string | Buffer, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function frame(text: string | Buffer, dialect: MboxDialect = "mbox", size = 7, cut = false) {
  const found = [];
  for await (const each of frameMails(inPieces(text, size), dialect, () => cut)) found.push(each);
  return found;
}

async function rawOf(text: string, dialect: MboxDialect = "mbox", size = 7) {
  return (await frame(text, dialect, size)).map((each) => each.raw.toString());
}

describe("mbox", () => {
  test.each([1, 3, 100, 100_000])("mails come out whole from pieces of %d bytes", async (size) => {
    const text = `${FROM}Subject: one\n\nhello\n\n${FROM}Subject: two\n\nworld\n`;
    expect(await rawOf(text, "mbox", size)).toEqual([
      "Subject: one\n\nhello\n",
      "Subject: two\n\nworld\n",
    ]);
  });

  test("mboxrd: one > comes off escaped From_ lines and nothing else", async () => {
    const text = `${FROM}Subject: x\n\n>From here\n>>From there\n> From quoted\n>Fromage\n`;
    expect(await rawOf(text)).toEqual([
      "Subject: x\n\nFrom here\n>From there\n> From quoted\n>Fromage\n",
    ]);
  });

  test("a bare From in the text that is no From_ line does not cut the mail", async () => {
    const text = `${FROM}Subject: x\n\nFrom time to time\nFrom: me\n`;
    expect(await rawOf(text)).toHaveLength(1);
  });

  test("the mark of git format-patch inside a mail does not cut it, but frames a patch file", async () => {
    const mark = `From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: a@example.org\n\nx\n`;
    expect(await rawOf(`${FROM}Subject: x\n\nsee:\n\n${mark}`)).toHaveLength(1);
    expect(await rawOf(`${mark}\n${mark}`)).toHaveLength(2);
  });

  test("mboxcl2: Content-Length frames a mail with bare From_ lines, and > stays", async () => {
    const body = `hello\n${FROM}Subject: inner\n\n>From x\n`;
    const text = `${FROM}Subject: x\nContent-Length: ${body.length}\n\n${body}\n${FROM}Subject: y\n\nz\n`;
    const mails = await rawOf(text);
    expect(mails).toHaveLength(2);
    expect(mails[0]).toContain(`\n\n${body}`);
    expect(mails[1]).toBe("Subject: y\n\nz\n");
  });

  test.each([3, 4_000, 999_999_999])(
    "a Content-Length of %d that leads nowhere is ignored",
    async (length) => {
      const text = `${FROM}Subject: x\nContent-Length: ${length}\n\nhello\n\n${FROM}Subject: y\n\nz\n`;
      expect(await rawOf(text)).toEqual([
        `Subject: x\nContent-Length: ${length}\n\nhello\n`,
        "Subject: y\n\nz\n",
      ]);
    },
  );

  test("a last mail that is shorter than its Content-Length says is marked as cut", async () => {
    const [mail] = await frame(`${FROM}Content-Length: 400\n\nhello\n`);
    expect(mail).toMatchObject({ diagnostics: [{ code: "mbox-cut" }] });
  });

  test("the last mail of a stream that ended early is marked, the others are not", async () => {
    const mails = await frame(`${FROM}A: 1\n\nx\n\n${FROM}B: 2\n\ny`, "mbox", 7, true);
    expect(mails.map((each) => ("diagnostics" in each ? each.diagnostics.length : -1))).toEqual([
      0, 1,
    ]);
  });

  test("CRLF mboxes are framed and keep their line ends", async () => {
    const text = `${FROM}A: 1\n\nx\n\n${FROM}B: 2\n\ny\n`.replaceAll("\n", "\r\n");
    expect(await rawOf(text)).toEqual(["A: 1\r\n\r\nx\r\n", "B: 2\r\n\r\ny\r\n"]);
  });

  test("what stands before the first mail is handed out apart", async () => {
    const found = await frame(`garbage\n${FROM}A: 1\n\nx\n`);
    expect(found.map((each) => each.type)).toEqual(["preamble", "mail"]);
  });

  test.each(["", "\n\n", "no mail at all\n"])("without a mail there is none: %j", async (text) => {
    expect((await frame(text)).filter((each) => each.type === "mail")).toEqual([]);
  });

  test("a mail over the bound is cut and marked, and the next one is found", async () => {
    const line = Buffer.from(`${"y".repeat(1_023)}\n`);
    async function* huge(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${FROM}Subject: big\n\n`);
      const block = Buffer.concat(Array.from({ length: 1_024 }, () => line));
      for (let sent = 0; sent < MAX_MAIL_BYTES * 1.5; sent += block.length) yield block;
      yield Buffer.from(`\n${FROM}Subject: next\n\nz\n`);
    }
    const mails = [];
    for await (const each of frameMails(huge(), "mbox", () => false)) mails.push(each);
    expect(mails).toHaveLength(2);
    expect(mails[0]).toMatchObject({ diagnostics: [{ code: "mail-truncated" }] });
    expect(mails[0]?.raw.length).toBe(MAX_MAIL_BYTES);
    expect(mails[1]?.raw.toString()).toBe("Subject: next\n\nz\n");
  });
});

describe("pipermail text", () => {
  const LINE = "From ann at example.org  Wed Jan 15 11:05:34 2025\n";
  const MAIL = `${LINE}From: ann at example.org (Ann)\nSubject: x\n\nhi\n`;

  test("mails are framed and nothing is unescaped", async () => {
    const mails = await rawOf(`${MAIL}>From x\n\n${MAIL}`, "pipermail");
    expect(mails).toEqual([
      "From: ann at example.org (Ann)\nSubject: x\n\nhi\n>From x\n",
      "From: ann at example.org (Ann)\nSubject: x\n\nhi\n",
    ]);
  });

  test("a From_ line in the text counts only after a blank line and before From:", async () => {
    expect(await rawOf(`${MAIL}quoted:\n${MAIL}`, "pipermail")).toHaveLength(1);
    expect(await rawOf(`${MAIL}\n${LINE}and so on\n`, "pipermail")).toHaveLength(1);
    expect(await rawOf(`${MAIL}\n${FROM}From: b@example.org\n\nx\n`, "pipermail")).toHaveLength(1);
  });
});
