import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const MEGABYTE = 1024 * 1024;

/** A mail with usual header fields; `fields` replaces them, null leaves one out. */
export function mailText(
  name: string,
  fields: Readonly<Record<string, string | null>> = {},
  body = `The words of ${name} stand here alone, so that no two mails look alike.\n`,
): string {
  const all: Record<string, string | null> = {
    From: "Ada Example <ada@example.org>",
    To: "widget-dev@lists.example.org",
    Subject: `Mail ${name}`,
    Date: "Tue, 18 Feb 2025 10:00:00 +0000",
    "Message-ID": `<${name}@example.org>`,
    "List-Id": "<widget-dev.lists.example.org>",
    ...fields,
  };
  const header = Object.entries(all).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}\n`],
  );
  return `${header.join("")}\n${body}`;
}

/** Mails as an mbox. */
export function mboxText(mails: readonly string[]): string {
  return mails.map((mail) => `From ada@example.org Tue Feb 18 10:00:00 2025\n${mail}\n`).join("");
}

/** A mail of about `megabytes`, written piece by piece. */
export function writeHugeMail(file: string, name: string, megabytes: number): void {
  const handle = openSync(file, "w");
  try {
    writeSync(handle, mailText(name));
    const piece = Buffer.alloc(MEGABYTE, `${"sparse text ".repeat(5)}\n`);
    for (let done = 0; done < megabytes; done += 1) writeSync(handle, piece);
  } finally {
    closeSync(handle);
  }
}

/** A gzip of a text and then `megabytes` of one byte, in members: memory stays flat. */
export function writeGzipBomb(file: string, text: string, megabytes: number, byte: number): void {
  const member = gzipSync(Buffer.alloc(MEGABYTE, byte), { level: 9 });
  const handle = openSync(file, "w");
  try {
    writeSync(handle, gzipSync(text));
    for (let done = 0; done < megabytes; done += 1) writeSync(handle, member);
  } finally {
    closeSync(handle);
  }
}

/** A git repository of somebody's program. */
export function writeForeignRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "main.c"), "int main(void) { return 0; }\n");
  const identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.org"];
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, ...identity, ...args], { stdio: "ignore" });
  git("init", "--quiet");
  git("add", "main.c");
  git("commit", "--quiet", "--message", "a program");
}

/** Every file that is no good, in one folder; each mail that is good among them is named `good-N`. */
export function writeBadFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(path.join(folder, name), content);
  write("a-good.eml", mailText("good-1"));
  write("binary.bin", Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 89 + 3) % 256)));
  write("broken-mime.eml", brokenMime());
  write("cut.mbox", cutMbox());
  write(
    "cut.mbox.gz",
    gzipSync(mboxText([mailText("good-3"), bulky("gzip-cut")])).subarray(0, -600),
  );
  write("date-1970.eml", mailText("date-1970", { Date: "Thu, 01 Jan 1970 00:00:00 +0000" }));
  write("date-2099.eml", mailText("date-2099", { Date: "Thu, 31 Dec 2099 23:59:59 +0000" }));
  write("date-words.eml", mailText("date-words", { Date: "the day before yesterday" }));
  write("date-none.eml", mailText("date-none", { Date: null }));
  write("empty.eml", "");
  write("headerless.mbox", mboxText(["\nOnly words, and no header at all above them.\n"]));
  write("long.eml", mailText("long", {}, "One of a hundred thousand lines.\n".repeat(100_000)));
  write("no-id.eml", mailText("no-id", { "Message-ID": null }));
  write("nul.eml", mailText("nul", {}, "Some\u0000thing has \u0000\u0000 eaten these words.\n"));
  write("page.html", "<!DOCTYPE html><html><body><h1>Cake</h1><p>Bake it.</p></body></html>\n");
  write("prose.txt", "Dear diary,\n\ntoday nothing was sent to any list.\n");
  write("same-1.eml", mailText("same", {}, "The first mail speaks of memory and of pages.\n"));
  write("same-2.eml", mailText("same", {}, "The second one tells of clocks, timers and wheels.\n"));
  write("unreadable.eml", mailText("unreadable"));
  writeForeignRepository(path.join(folder, "program"));
  mkdirSync(path.join(folder, "sub"));
  symlinkSync("..", path.join(folder, "sub", "loop"));
  write("sub/good.eml", mailText("good-4"));
  write("z-good.eml", mailText("good-5"));
}

function brokenMime(): string {
  const type = 'multipart/mixed; boundary="never closed';
  return mailText(
    "broken-mime",
    { "MIME-Version": "1.0", "Content-Type": type },
    `--never closed\nContent-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!not base64!!!\n--never clo`,
  );
}

/** Ends inside a line of the second mail. */
function cutMbox(): string {
  return mboxText([mailText("good-2"), bulky("cut")]).slice(0, -300);
}

function bulky(name: string): string {
  let body = "";
  for (let line = 0; line < 400; line += 1)
    body += `Line ${line} of ${name}: ${(line * 7919) ** 2}.\n`;
  return mailText(name, {}, body);
}
