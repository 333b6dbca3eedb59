import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { jsonLines, quickly, startPatchtrail, withFolder } from "../support/cli.ts";
import { aPlan } from "../support/deliveries.ts";
import { startMailServer } from "../support/mail-server.ts";

const bundle = path.resolve("samples/widget-dev.bundle");
const DIGESTS = 50;
/** Enough for every build; PATCHTRAIL_KILLS=200 for a long look. */
const KILLS = Number(process.env["PATCHTRAIL_KILLS"] ?? 5);

/** An outbox with every digest approved, made once: it does not hold where mail is sent. */
let begun: string;
beforeAll(() => {
  begun = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  configure(begun, 9);
  for (const args of [
    ["ingest", "--list", "widget-dev", bundle],
    ["digest", "--send", "--week", "2025-W08"],
    ["outbox", "approve", "--all"],
  ])
    expect(quickly(begun, ...args).status).toBe(0);
}, 90_000);
afterAll(() => rmSync(begun, { recursive: true }));

function setUp(folder: string, port: number): void {
  configure(folder, port);
  copyFileSync(path.join(begun, "x.db"), path.join(folder, "x.db"));
}

function configure(folder: string, port: number): void {
  const people = Array.from(
    { length: DIGESTS },
    (_, at) => `  - {to: p${at}@example.org, list: widget-dev}`,
  );
  const text = `database: x.db
lists: [{name: widget-dev}]
mail:
  from: digest@example.org
  smtp: {host: 127.0.0.1, port: ${port}, security: none}
subscriptions:\n${people.join("\n")}\n`;
  writeFileSync(path.join(folder, "patchtrail.yaml"), text);
}

interface Row {
  readonly id: number;
  readonly target: string;
  readonly state: string;
}

async function sendUntilDone(folder: string, kills: number): Promise<number> {
  for (let killed = 0; ; killed += 1) {
    const run = startPatchtrail(folder, ["outbox", "send"]);
    const timer = setTimeout(run.kill, killed < kills ? 200 + Math.random() * 900 : 600_000);
    const { status } = await run.ended;
    clearTimeout(timer);
    if (status !== null) return killed;
  }
}

/** Kills at most so many processes over one outbox of 50; tells how many, and what stayed unknown. */
async function oneOutbox(folder: string, kills: number) {
  const server = await startMailServer({}, () => wait(Math.random() * 20));
  setUp(folder, server.port);
  const killed = await sendUntilDone(folder, kills);
  const list = quickly(folder, "outbox", "list", "--all", "--json").out;
  const rows = jsonLines(list) as unknown as Row[];
  const times = (to: string) => server.received.filter((mail) => mail.to[0] === to).length;
  for (const { target, state } of rows) {
    if (state === "sent") expect(times(target)).toBe(1);
    else expect([state, times(target) <= 1]).toEqual(["sending", true]);
  }
  const open = rows.filter(({ state }) => state === "sending");
  // A person looks into the mailboxes and decides.
  for (const { id, target } of open) {
    const decision = times(target) === 0 ? "approve" : "drop";
    expect(quickly(folder, "outbox", decision, String(id)).status).toBe(0);
  }
  await startPatchtrail(folder, ["outbox", "send"]).ended;
  expect(rows.map(({ target }) => times(target))).toEqual(rows.map(() => 1));
  expect(new Set(server.received.map((mail) => mail.parsed.messageId)).size).toBe(DIGESTS);
  await server.close();
  return { killed, unknown: open.length };
}

test("killed at random moments, every digest arrives once or is said to be unknown", async () => {
  let killed = 0;
  let unknown = 0;
  for (;;) {
    await withFolder(async (folder) => {
      const round = await oneOutbox(folder, KILLS - killed);
      killed += round.killed;
      unknown += round.unknown;
    });
    if (killed >= KILLS) break;
  }
  expect(unknown).toBeLessThanOrEqual(killed);
  console.log(`${killed} kills, ${unknown} unknown outcomes`);
}, 1_800_000);

test("two that send at once send nothing twice", async () => {
  await withFolder(async (folder) => {
    const server = await startMailServer();
    setUp(folder, server.port);
    const runs = [1, 2, 3].map(() => startPatchtrail(folder, ["outbox", "send"]).ended);
    const outcomes = await Promise.all(runs);
    expect(outcomes.filter(({ status }) => status === 0)).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 3)).toHaveLength(2);
    expect(outcomes.map(({ err }) => err).join()).toContain("another process is sending");
    expect(server.received).toHaveLength(DIGESTS);
    await server.close();
  });
});

test("processes that claim at once without any lock never get the same delivery", async () => {
  await withFolder(async (folder) => {
    const file = path.join(folder, "x.db");
    const store = openStore(file);
    const plans = Array.from({ length: 300 }, (_, at) => aPlan({ key: `k${at}` }));
    const planned = await store.planDeliveries(plans, 1);
    await store.approveDeliveries(
      planned.map(({ id }) => id),
      1,
    );
    const script = `
      import { openStore } from ${JSON.stringify(path.resolve("dist/store/open.js"))};
      const store = openStore(${JSON.stringify(file)});
      for (;;) {
        const claim = await store.claimDelivery({ now: 5, leaseSeconds: 60, channels: ["mail"] });
        if (claim === null) break;
        console.log(claim.key);
      }`;
    const claim = () =>
      new Promise<string>((resolve) => {
        let out = "";
        const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
        child.stdout.on("data", (text) => (out += String(text)));
        child.on("close", () => resolve(out));
      });
    const outs = await Promise.all([claim(), claim(), claim(), claim()]);
    const keys = outs.flatMap((out) => out.split("\n").filter((line) => line !== ""));
    expect(keys).toHaveLength(300);
    expect(new Set(keys).size).toBe(300);
    await store.close();
  });
});
