import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { slowness } from "../support/budget.ts";
import { jsonLines, quickly, withFolder } from "../support/cli.ts";
import { UNSAFE_TEXT } from "../support/hostile.ts";
import { readWholeMail } from "./support/mail-laws.ts";
import { nastyMails } from "./support/nasty.ts";

/** A mail that takes longer on a quiet machine is a hang to whoever waits. */
const MAX_MS = 1_000;
const MAX_HEAP_BYTES = 700 * 1024 * 1024;

test("none of them throws, hangs, or leaves its bounds", async () => {
  const faults: string[] = [];
  let count = 0;
  for (const { name, raw } of nastyMails()) {
    count += 1;
    // Time of the processor: others use the machine too.
    const before = process.cpuUsage();
    await readWholeMail(raw, "rfc822").catch((error) => faults.push(`${name}: ${String(error)}`));
    const tookMs = process.cpuUsage(before).user / 1_000;
    if (tookMs > MAX_MS && tookMs > MAX_MS * slowness())
      faults.push(`${name}: took ${tookMs.toFixed(0)} ms`);
  }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(400);
  expect(process.memoryUsage().heapUsed).toBeLessThan(MAX_HEAP_BYTES);
}, 180_000);

/** As mboxrd writes it; each with an id of its own where it has none, so that all can be counted. */
function asMbox(): { mbox: Buffer; mails: number } {
  const chunks: Buffer[] = [];
  let mails = 0;
  for (const { raw } of nastyMails()) {
    // Whole megabytes say nothing more about the way through the store than parts of them do.
    const text = raw.subarray(0, 50_000).toString("latin1").replaceAll(/^(>*From )/gm, ">$1"); // prettier-ignore
    // Without an id of their own, mails of the same words would be taken for copies of one.
    const id = /^message-id:/im.test(text) ? "X-Nasty: yes" : `Message-ID: <nasty-${mails}@example.org>`; // prettier-ignore
    const whole = `From eve@example.org Tue Feb 18 10:00:00 2025\n${id}\n${text}\n\n`;
    chunks.push(Buffer.from(whole, "latin1"));
    mails += 1;
  }
  return { mbox: Buffer.concat(chunks), mails };
}

test("all of them go through the store to every report, and none is lost", async () => {
  await withFolder((folder) => {
    const { mbox, mails } = asMbox();
    writeFileSync(path.join(folder, "nasty.mbox"), mbox);
    const run = (...args: string[]) => {
      const done = quickly(folder, "--db", "x.db", ...args);
      expect([args, done.status, done.err]).toEqual([args, 0, expect.not.stringMatching(/a bug of ours|\n +at /)]); // prettier-ignore
      // What programs read is the mail as it is; what people read steers no terminal.
      const isData = args.includes("--json") || args[0] === "export";
      const shown = isData ? "" : done.out.replaceAll("\u200b", "");
      expect([args, UNSAFE_TEXT.exec(shown)]).toEqual([args, null]);
      return done.out;
    };
    const told = run("ingest", "--json", "--list", "nasty", "nasty.mbox");
    const [summary] = (
      JSON.parse(told) as { archives: { added: number; copies: number; known: number }[] }
    ).archives;
    expect(summary).toMatchObject({ mails, problems: [] });
    const { added = 0, copies = 0, known = 0 } = summary ?? {};
    expect(added + copies + known).toBe(mails);
    const rows = jsonLines(run("export", "messages"));
    expect(rows).toHaveLength(added);
    for (const kind of ["revisions", "links", "todos", "series"]) run("export", kind);
    run("status", "--list", "nasty");
    run("digest", "--list", "nasty", "--week", "2025-W08");
    run("todos", "--list", "nasty");
    run("issues", "--list", "nasty");
    run("search", "words");
    run("doctor");
    for (const id of ["ring-a@example.org", "self@example.org", "pair-1@example.org"])
      expect(run("thread", id)).toContain("Eve Example: nasty");
    // Ids that a shell, a path or a query might trip over find their mail like any other.
    const odd = rows.map((row) => String(row["message_id"])).filter((id) => /[/"'%;?#]|^-|\.\./.test(id)); // prettier-ignore
    expect(odd.length).toBeGreaterThan(4);
    for (const id of odd.slice(0, 8)) expect(run("thread", "--", id)).not.toBe("");
    const again = JSON.parse(run("ingest", "--json", "--list", "nasty", "nasty.mbox")) as typeof summary; // prettier-ignore
    expect(again).toMatchObject({ archives: [{ mails, added: 0, copies: 0, known: mails }] });
  });
}, 240_000);
