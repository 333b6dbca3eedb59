import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { ParsePool } from "../../src/app/ingest/parse-pool.ts";
import type { ArchiveEvent } from "../../src/model/mail.ts";
import type { IngestBatch } from "../../src/model/ingest.ts";
import { exportAll, quickly, withFolder } from "../support/cli.ts";
import { anArchivedMail, mailWith } from "../unit/mail/support.ts";

/** Threads load built scripts; `npm test` builds first. */
const built = (name: string) => pathToFileURL(path.resolve("dist/app/ingest", name));
const WORKER = built("parse-worker.js");

const mail = (number: number) =>
  [
    `From: Jane Doe <jane${number % 7}@example.org>`,
    `Message-ID: <${number}@example.org>`,
    `Date: Mon, 3 Feb 2025 ${10 + (number % 10)}:00:${String(number % 60).padStart(2, "0")} +0000`,
    number % 20 === 0
      ? `Subject: [PATCH] widget: fix number ${number}`
      : `Subject: Re: [PATCH] widget: fix number ${number - (number % 20)}`,
    number % 20 === 0 ? "X-Odd: =?" : `In-Reply-To: <${number - (number % 20)}@example.org>`,
    "",
    `Please explain line ${number} of this, and why is it so?`,
    number % 20 === 0
      ? "\nSigned-off-by: Jane Doe <jane@example.org>\n---\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b"
      : "Thanks.",
    "",
  ].join("\n");

const mbox = (from: number, count: number) =>
  Array.from(
    { length: count },
    (_, at) => `From jane@example.org Mon Feb  3 10:00:00 2025\n${mail(from + at)}\n`,
  ).join("");

test("mails read by threads make the store that mails read one by one make", async () => {
  await withFolder((folder) => {
    writeFileSync(path.join(folder, "whole.mbox"), mbox(0, 660));
    const parts = Array.from({ length: 3 }, (_, at) => `part${at}.mbox`);
    for (const [at, name] of parts.entries())
      writeFileSync(path.join(folder, name), mbox(at * 220, 220));
    const ingest = ["ingest", "--list", "widget-dev", "--json"];
    const whole = quickly(folder, "--db", "threads.db", ...ingest, "whole.mbox");
    quickly(folder, "--db", "single.db", ...ingest, ...parts);
    expect(whole.err).not.toContain("bug");
    expect(JSON.parse(whole.out)).toMatchObject({ archives: [{ mails: 660, added: 660 }] });
    expect(exportAll(folder, "threads.db")).toBe(exportAll(folder, "single.db"));

    const again = quickly(folder, "--db", "threads.db", ...ingest, "whole.mbox");
    expect(JSON.parse(again.out)).toMatchObject({ archives: [{ added: 0, known: 660 }] });
  });
});

const jobs = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    mail: anArchivedMail(mailWith([`Subject: ${at}`], "x\n".repeat(((at * 7919) % 50) ** 2))),
    zone: null,
  }));

test("outcomes come in the order of the jobs, whatever takes long", async () => {
  expect(existsSync(WORKER)).toBe(true);
  const pool = new ParsePool(3, WORKER);
  const [many, few] = await Promise.all([pool.parse(jobs(300)), pool.parse(jobs(3))]);
  await pool.close();
  const subjects = many.map((outcome) => ("message" in outcome ? outcome.message.subject : null));
  expect(subjects).toEqual(Array.from({ length: 300 }, (_, at) => String(at)));
  expect(few).toHaveLength(3);
  await expect(pool.parse(jobs(1))).rejects.toThrow("stopped");
});

test.each([
  ["ends", "process.exit(3)", "exit status 3"],
  ["throws", "throw new Error('out of luck')", "out of luck"],
])("a thread that %s is a clear error, not a hang", async (_, deed, reason) => {
  const script = `import { parentPort } from "node:worker_threads";
    parentPort.on("message", () => { ${deed}; });`;
  const pool = new ParsePool(2, new URL(`data:text/javascript,${encodeURIComponent(script)}`));
  await expect(pool.parse(jobs(100))).rejects.toMatchObject({
    code: "failed",
    message: `a thread to read mails died: ${reason}`,
  });
  await expect(pool.parse(jobs(1))).rejects.toMatchObject({ code: "failed" });
  await pool.close();
});

async function* events(batches: number): AsyncGenerator<ArchiveEvent> {
  for (let batch = 1; batch <= batches; batch += 1) {
    for (const { mail } of jobs(400)) yield { type: "mail", mail };
    yield { type: "checkpoint", source: "x", position: String(batch) };
  }
}

test("no checkpoint passes by mails that could not be written", async () => {
  const { ingestEvents } = (await import(
    built("ingest.js").href
  )) as typeof import("../../src/app/ingest/ingest.ts");
  const written: (string | undefined)[] = [];
  const store = {
    knownCopies: async () => new Set<string>(),
    saveBatch: async ({ copies, checkpoint }: IngestBatch) => {
      if (written.length === 2) throw new Error("disk full");
      written.push(checkpoint?.position);
      return { added: copies.length, copies: 0, conflicts: 0, deleted: 0, problems: 0 };
    },
  };
  const context = {
    store,
    config: { lists: [] },
    reporter: { progress: () => undefined, finished: () => undefined },
    cacheFolder: "",
  } as unknown as AppContext;
  const request = { place: "x", list: "widget-dev", zone: null };
  await expect(ingestEvents(context, request, events(6))).rejects.toThrow("disk full");
  expect(written).toEqual(["1", "2"]);
});
