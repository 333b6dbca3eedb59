import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  mailText,
  mboxText,
  writeBadFolder,
  writeGzipBomb,
  writeHugeMail,
} from "../support/bad-input.ts";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";
import { HOSTILE, UNSAFE_TEXT } from "../support/hostile.ts";

const main = path.resolve("dist/cli/main.js");
const ROOT = process.getuid?.() === 0;

interface Summary {
  readonly archives: readonly {
    readonly mails: number;
    readonly added: number;
    readonly diagnostics: Readonly<Record<string, number>>;
    readonly problems: readonly { readonly where: string; readonly code: string }[];
  }[];
}

interface Findings {
  readonly diagnostics: readonly { readonly code: string; readonly messages: number }[];
  readonly problems: readonly { readonly where: string; readonly code: string }[];
}

function ingest(folder: string, ...args: string[]) {
  const run = quickly(folder, "--db", "x.db", "ingest", "--json", ...args);
  expect(run.err).not.toMatch(/a bug of ours|\n +at /);
  const [archive] = (JSON.parse(run.out) as Summary).archives;
  if (archive === undefined) throw new Error("the summary names no archive");
  return { ...run, ...archive };
}

function doctor(folder: string): Findings {
  return JSON.parse(quickly(folder, "--db", "x.db", "doctor", "--json").out) as Findings;
}

function storedIds(folder: string): string[] {
  const { out } = quickly(folder, "--db", "x.db", "export", "messages");
  return jsonLines(out).map((row) => String(row["message_id"]));
}

const ODD: [code: string, mails: number][] = [
  ["charset-guessed", 1],
  ["date-unbelievable", 2],
  ["date-unparsable", 1],
  ["date-missing", 1],
  ["mbox-cut", 2],
  ["no-headers", 1],
  ["no-message-id", 1],
  ["nul-removed", 1],
];
const SET_ASIDE: [file: string, code: string][] = [
  ["binary.bin", "not-an-archive"],
  ["cut.mbox.gz", "gzip-cut"],
  ["empty.eml", "empty-file"],
  ["page.html", "not-an-archive-page"],
  ["program", "not-a-public-inbox"],
  ["prose.txt", "not-an-archive"],
  ["sub/loop", "not-a-file"],
];

test("a folder of bad files: what is good arrives, the rest is counted and named", async () => {
  await withFolder((folder) => {
    const bad = path.join(folder, "bad");
    writeBadFolder(bad);
    const setAside = [...SET_ASIDE];
    if (!ROOT) {
      chmodSync(path.join(bad, "unreadable.eml"), 0);
      setAside.push(["unreadable.eml", "unreadable"]);
    }
    const first = ingest(folder, "bad");
    expect(first.status).toBe(0);
    for (const [code, mails] of ODD) expect([code, first.diagnostics[code]]).toEqual([code, mails]);
    const named = first.problems.map(({ where, code }) => `${where} ${code}`);
    expect(new Set(named)).toEqual(new Set(setAside.map(([file, code]) => `${file} ${code}`)));
    expect(named).toHaveLength(setAside.length);

    const ids = storedIds(folder);
    for (const good of ["good-1", "good-2", "good-3", "good-4", "good-5", "long", "nul", "same"])
      expect(ids).toContain(`${good}@example.org`);
    for (const odd of ["broken-mime", "cut", "gzip-cut", "date-1970", "date-2099", "date-words"])
      expect(ids).toContain(`${odd}@example.org`);
    expect(new Set(ids).size).toBe(first.added);

    const found = doctor(folder);
    const counted = new Map(found.diagnostics.map(({ code, messages }) => [code, messages]));
    for (const [code, mails] of [...ODD, ["message-id-reused", 1] as const])
      expect([code, counted.get(code)]).toEqual([code, mails]);
    for (const [file, code] of setAside)
      expect(found.problems).toContainEqual(
        expect.objectContaining({ where: path.join(bad, file), code }),
      );

    const again = ingest(folder, "bad");
    expect([again.status, again.added]).toEqual([0, 0]);
    expect(storedIds(folder)).toEqual(ids);
    expect(doctor(folder)).toEqual(found);
  });
});

test("the reasons stand in the words of the summary and of doctor", async () => {
  await withFolder((folder) => {
    writeBadFolder(path.join(folder, "bad"));
    const run = quickly(folder, "--db", "x.db", "ingest", "bad");
    const told = quickly(folder, "--db", "x.db", "doctor").out;
    for (const text of [run.out, told]) {
      expect(text).toContain("page.html: an HTML page that holds no archived mail");
      expect(text).toContain("cut.mbox.gz: the gzip ends before its end mark");
      expect(text).toContain("the repository holds other files than mails: main.c");
      expect(text).toMatch(/[Ss]et aside: \d+/);
      expect(text).toContain("date-unparsable");
    }
  });
});

test("files of one name in two folders are both named", async () => {
  await withFolder((folder) => {
    for (const name of ["one", "two"]) {
      writeBadFolder(path.join(folder, name));
      ingest(folder, name);
    }
    const places = doctor(folder).problems.map(({ where }) => where);
    for (const name of ["one", "two"])
      expect(places).toContain(path.join(folder, name, "page.html"));
  });
});

test("a mail of 50 MB is kept as far as it goes, soon and in bounded memory", async () => {
  await withFolder((folder) => {
    writeHugeMail(path.join(folder, "huge.eml"), "huge", 50);
    const started = Date.now();
    const run = ingest(folder, "huge.eml");
    expect(Date.now() - started).toBeLessThan(30_000);
    expect([run.status, run.added, run.diagnostics["body-truncated"]]).toEqual([0, 1, 1]);
    expect(ingest(folder, "huge.eml").added).toBe(0);
  });
});

test("a gzip that expands a thousandfold is stopped and named", async () => {
  await withFolder((folder) => {
    writeGzipBomb(path.join(folder, "zeros.gz"), "", 300, 0);
    writeGzipBomb(path.join(folder, "bomb.mbox.gz"), mboxText([mailText("bomb")]), 300, 97);
    const zeros = ingest(folder, "zeros.gz");
    expect([zeros.status, zeros.mails, zeros.problems.length]).toEqual([1, 0, 1]);
    const bomb = ingest(folder, "bomb.mbox.gz");
    expect(bomb.problems).toMatchObject([{ where: "bomb.mbox.gz", code: "gzip-bomb" }]);
    expect(storedIds(folder)).toEqual(["bomb@example.org"]);
    expect(ingest(folder, "bomb.mbox.gz").added).toBe(0);
  });
});

test("one archive that is not there does not keep the others out", async () => {
  await withFolder((folder) => {
    writeFileSync(path.join(folder, "a.eml"), mailText("a"));
    writeFileSync(path.join(folder, "b.eml"), mailText("b"));
    writeFileSync(path.join(folder, "torn.bundle"), "# v2 git bundle\nno pack follows\n");
    const run = quickly(folder, "--db", "x.db", "ingest", "a.eml", "none", "torn.bundle", "b.eml");
    expect(run.status).toBe(1);
    expect(run.err).toMatch(/^patchtrail: cannot read .*none: .*no such file/);
    expect(run.err).toMatch(/^patchtrail: cannot clone .*torn.bundle/m);
    expect(storedIds(folder)).toEqual(["a@example.org", "b@example.org"]);
    expect(doctor(folder)).toMatchObject({ faults: [], problems: [{ code: "git-failed" }] });
  });
});

test.each([
  [["ingest", "none"], 1, /cannot read .*none/],
  [["ingest", "--wat", "x"], 2, /unknown option '--wat'/],
  [["ingest", "--zone", "EST", "x"], 2, /IANA time zone/],
  [["ingest", "--list", "a\u001b[31m/b", "x"], 2, /list name/],
  [["ingest"], 2, /missing required argument/],
  [["status", "nolist"], 1, /nolist/],
  [["status", "--list", "nolist"], 1, /no mail of a list nolist.*\n.*widget-dev/],
  [["digest", "nolist"], 1, /no mail of a list nolist.*\n.*widget-dev/],
  [["digest", "--week", "2025-99"], 2, /week/],
  [["todos", "--list", "nolist"], 1, /no mail of a list nolist/],
  [["todos", "--state", "open,lost"], 2, /expected some of open,/],
  [["todos", "--min-age", "-3"], 2, /whole number of days/],
  [["todos", "--owner", "nobody"], 1, /nobody called nobody/],
  [["issues", "--list", "nolist"], 1, /no mail of a list nolist/],
  [["search", "--list", "nolist", "words"], 1, /no mail of a list nolist/],
  [["export", "messages", "--list", "nolist"], 1, /no mail of a list nolist/],
  [["thread", "no@where"], 1, /no mail has the message-id no@where/],
  [["series", "no@where"], 1, /no@where/],
  [["series", "gate the clock"], 1, /search --by series 's:"gate the clock"'/],
  [["range-diff", "gate the clock"], 1, /search --by series 's:"gate the clock"'/],
  [["sync"], 1, /no list is configured/],
  [["--config", "none.yaml", "status"], 2, /no configuration file none.yaml/],
  [["--db", "bad.db", "status"], 1, /cannot use bad.db as database/],
  [["--db", "bad.db", "doctor"], 1, /cannot use bad.db as database/],
])("%j ends with %i and says why", async (args, status, reason) => {
  await withFolder((folder) => {
    writeFileSync(path.join(folder, "a.eml"), mailText("a"));
    writeFileSync(path.join(folder, "bad.db"), "this is no database ".repeat(1_000));
    ingest(folder, "a.eml");
    const run = quickly(folder, "--db", "x.db", ...args);
    expect([run.status, run.out]).toEqual([status, ""]);
    expect(run.err).toMatch(reason);
    expect(run.err).not.toMatch(/a bug of ours|\n +at /);
    expect(storedIds(folder)).toEqual(["a@example.org"]);
    expect(readFileSync(path.join(folder, "bad.db"), "utf8")).toMatch(/^this is no database/);
  });
});

test("what mails say steers no terminal", async () => {
  await withFolder((folder) => {
    const nasty = HOSTILE.replaceAll(/[\r\n]/g, " ");
    const fields = { Subject: `[PATCH 1/1] ${nasty}`, From: `${nasty} <eve@example.org>` };
    const body = `TODO: ${nasty} words of the patch to be found\n---\n`;
    const diff = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n";
    writeFileSync(path.join(folder, "e.eml"), mailText("evil", fields, body + diff));
    writeFileSync(path.join(folder, "\u001b[31mred\u202e.bin"), Buffer.from([1, 2, 3]));
    const runs = [
      ["ingest", "."],
      ["status", "widget-dev"],
      ["status", "evil@example.org"],
      ["series", "evil@example.org", "--evidence"],
      ["thread", "evil@example.org"],
      ["search", "patch"],
      ["todos"],
      ["digest"],
      ["issues"],
      ["doctor"],
      ["thread", "\u001b[31mred@where"],
      ["ingest", "\u001b[31mred"],
    ].map((args) => ({ args, ...quickly(folder, "--db", "x.db", ...args) }));
    for (const { args, out, err } of runs)
      expect([args, UNSAFE_TEXT.exec(out.replaceAll("\u200b", "") + err)]).toEqual([args, null]);
    expect(runs.filter(({ out }) => out.includes("evil@example.org")).length).toBeGreaterThan(2);
  });
});

test("a reader that goes away early is no failure", async () => {
  await withFolder((folder) => {
    const mails = Array.from({ length: 2_000 }, (_, at) => mailText(`m${at}`));
    writeFileSync(path.join(folder, "many.mbox"), mboxText(mails));
    ingest(folder, "many.mbox");
    const command = '"$0" "$1" --db x.db export messages | head -n 1';
    const run = spawnSync("sh", ["-c", command, process.execPath, main], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([run.status, run.stderr]).toEqual([0, ""]);
    expect(jsonLines(run.stdout)).toHaveLength(1);
  });
});

test("interrupted by the keyboard, the store can be used and the next run goes on", async () => {
  await withFolder(async (folder) => {
    const mails = Array.from({ length: 4_000 }, (_, at) => mailText(`m${at}`));
    writeFileSync(path.join(folder, "many.mbox"), mboxText(mails));
    const child = spawn(process.execPath, [main, "--db", "x.db", "ingest", "many.mbox"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = new Promise((resolve) => child.once("close", resolve));
    // Interrupted once the first mails are being written, however fast the machine is.
    for (let waited = 0; waited < 5_000 && !existsSync(path.join(folder, "x.db-wal")); waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill("SIGINT");
    await ended;
    expect(said).not.toMatch(/a bug of ours|\n +at /);
    expect(quickly(folder, "--db", "x.db", "doctor").out).toContain("Stored");
    expect(ingest(folder, "many.mbox").status).toBe(0);
    expect(storedIds(folder)).toHaveLength(4_000);
    expect(ingest(folder, "many.mbox").added).toBe(0);
  });
});

test("every command explains itself", async () => {
  await withFolder((folder) => {
    const overview = quickly(folder, "--help");
    const commands = [...overview.out.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(12);
    for (const command of commands.filter((name) => name !== "help")) {
      const run = quickly(folder, command, "--help");
      expect([command, run.status, run.err]).toEqual([command, 0, ""]);
      expect(run.out).toContain(`Usage: patchtrail ${command}`);
      expect(Math.max(...run.out.split("\n").map((line) => line.length))).toBeLessThan(90);
    }
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });
});
