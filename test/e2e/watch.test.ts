import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { exportAll, jsonLines, quickly, startPatchtrail, withFolder } from "../support/cli.ts";
import { growInbox } from "../support/inbox.ts";
import { startMailServer } from "../support/mail-server.ts";

const EVERY_SECOND = '{cron: "* * * * * *"}';
const HOURLY = '{cron: "0 * * * *"}';

function configure(folder: string, watch: string, rest = "", url = `file://${folder}/inbox.git`) {
  const text = `database: x.db
cache: cache
lists: [{name: widget-dev, archives: [{url: "${url}"}]}]
${rest}
watch: {${watch}}
`;
  writeFileSync(path.join(folder, "patchtrail.yaml"), text);
}

const mailsIn = (folder: string, database = "x.db") =>
  jsonLines(quickly(folder, "--db", database, "export", "messages").out).length;

/** Lets every job of a store be due again. */
async function makeDue(folder: string): Promise<void> {
  const store = openStore(path.join(folder, "x.db"));
  const runs = await store.listJobRuns();
  await store.saveJobRuns(runs.map((run) => ({ ...run, attendedAt: run.attendedAt - 90_000 })));
  await store.close();
}

/** The git processes that anybody runs about a text. */
function gitProcesses(about: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes("git") && !line.includes("main.js") && line.includes(about));
}

test("a remote that grows is followed; what was missed is made up for once", async () => {
  await withFolder(async (folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 30);
    configure(folder, `sync: ${HOURLY}`);
    const first = quickly(folder, "watch", "--once");
    expect(first).toMatchObject({ status: 0, err: "" });
    expect(first.out).toMatch(
      /^time=\d{4}-\d\d-\d\dT[\d:]{8}Z job=sync state=ok seconds=\d+ mails=30 .*series=10 next=\S+Z\n$/,
    );
    expect(quickly(folder, "watch", "--once").out).toBe(
      "Nothing is due: patchtrail watch --dry-run\n",
    );
    growInbox(path.join(folder, "inbox.git"), 30, 60);
    await makeDue(folder);
    const second = quickly(folder, "watch", "--once", "--json");
    expect(jsonLines(second.out)).toMatchObject([{ job: "sync", state: "ok", mails: 30 }]);
    expect(quickly(folder, "watch", "--once").out).toContain("Nothing is due");
    expect(mailsIn(folder)).toBe(60);
  });
});

test("left running, it syncs by the second, tells each run in a line, and stops cleanly", async () => {
  await withFolder(async (folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 3);
    configure(folder, `sync: ${EVERY_SECOND}`);
    const run = startPatchtrail(folder, ["watch"]);
    await run.said("mails=3");
    growInbox(path.join(folder, "inbox.git"), 3, 9);
    await run.said("mails=6");
    run.signal("SIGINT");
    const { status, out, err } = await run.ended;
    expect([status, err]).toEqual([
      0,
      "patchtrail: ending after the step at hand; once more ends at once\n",
    ]);
    for (const line of out.trim().split("\n")) expect(line).toMatch(/^time=\S+ job=sync state=ok /);
  });
});

test("told to stop in the middle of a sync it ends within seconds, and goes on later", async () => {
  await withFolder(async (folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 1_200);
    configure(folder, `sync: ${HOURLY}`);
    quickly(folder, "--db", "whole.db", "sync");
    const run = startPatchtrail(folder, ["watch"]);
    const untilItRuns = async () => {
      for (;;) {
        await wait(20);
        const state = jsonLines(quickly(folder, "watch", "--dry-run", "--json").out)[0]?.["state"];
        if (state === "running") return;
      }
    };
    await untilItRuns();
    const asked = Date.now();
    run.signal("SIGTERM");
    const { status, out } = await run.ended;
    expect(Date.now() - asked).toBeLessThan(5_000);
    expect([status, out]).toEqual([0, expect.stringContaining("job=sync state=stopped")]);
    expect(gitProcesses(folder)).toEqual([]);
    expect(mailsIn(folder)).toBeLessThan(1_200);
    expect(quickly(folder, "watch", "--once").status).toBe(0);
    expect(exportAll(folder, "x.db")).toBe(exportAll(folder, "whole.db"));
  });
});

test("a remote that does not answer keeps nobody from stopping, and its git ends too", async () => {
  await withFolder(async (folder) => {
    const open: Socket[] = [];
    const server = createServer((socket) => open.push(socket)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    configure(folder, `sync: ${HOURLY}`, "", `http://127.0.0.1:${port}/widget-dev/0`);
    const run = startPatchtrail(folder, ["watch"]);
    while (open.length === 0) await wait(20);
    expect(gitProcesses(`127.0.0.1:${port}`)).not.toEqual([]);
    const asked = Date.now();
    run.signal("SIGTERM");
    const { status, out } = await run.ended;
    expect(Date.now() - asked).toBeLessThan(5_000);
    expect([status, out]).toEqual([0, expect.stringContaining("state=stopped")]);
    while (gitProcesses(`127.0.0.1:${port}`).length > 0) await wait(20);
    expect(quickly(folder, "doctor").out).not.toContain("Set aside");
    for (const socket of open) socket.destroy();
    server.close();
  });
});

test("killed at any moment it leaves no lock, and the next start makes up for it", async () => {
  await withFolder(async (folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 900);
    configure(folder, `sync: ${HOURLY}`);
    for (const milliseconds of [300, 700, 1_200]) {
      const run = startPatchtrail(folder, ["watch", "--once"]);
      await wait(milliseconds);
      run.kill();
      await run.ended;
    }
    // Whoever was cut off more than once waits a little, as one that failed.
    await makeDue(folder);
    const store = openStore(path.join(folder, "x.db"));
    const [cut] = await store.listJobRuns();
    expect(cut).toMatchObject({ state: "running", endedAt: null });
    await store.saveJobRuns(cut === undefined ? [] : [{ ...cut, failures: 0 }]);
    await store.close();
    const last = quickly(folder, "watch", "--once");
    expect([last.status, last.out]).toEqual([0, expect.stringContaining("state=ok")]);
    expect(mailsIn(folder)).toBe(900);
  });
});

test("a second one ends with a status of its own while the first goes on", async () => {
  await withFolder(async (folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 3);
    configure(folder, `sync: ${EVERY_SECOND}`);
    const first = startPatchtrail(folder, ["watch"]);
    await first.said("state=ok");
    const second = quickly(folder, "watch", "--once");
    expect(second.status).toBe(4);
    expect(second.err).toContain("another patchtrail watch is at work on this database");
    expect(quickly(folder, "watch", "--health").status).toBe(0);
    first.signal("SIGTERM");
    expect((await first.ended).status).toBe(0);
    expect(quickly(folder, "watch", "--once").status).toBe(0);
  });
});

test("a job that fails stops no other; it is told, kept, put off and found by its health", async () => {
  await withFolder(async (folder) => {
    configure(folder, `sync: ${EVERY_SECOND}, pages: {cron: "* * * * * *", folder: site}`);
    const run = startPatchtrail(folder, ["watch"]);
    await run.said("job=pages state=ok");
    await wait(2_500);
    run.signal("SIGTERM");
    const { out, err } = await run.ended;
    // It cannot be read, and is not asked again by the second.
    expect(out.match(/job=sync state=failed/g)).toHaveLength(1);
    expect(out.match(/job=pages state=ok/g)?.length).toBeGreaterThanOrEqual(2);
    expect(err).toMatch(/^patchtrail: sync: \S+inbox\.git: cannot read/);
    const [sync] = jsonLines(quickly(folder, "watch", "--health", "--json").out);
    expect(sync).toMatchObject({ state: "failed", failures: 1, overdue: false });
    expect(String(sync?.["error"])).toContain("cannot read");
    const store = openStore(path.join(folder, "x.db"));
    const runs = await store.listJobRuns();
    await store.saveJobRuns(runs.map((each) => ({ ...each, since: each.since - 9_000 })));
    await store.close();
    const health = quickly(folder, "watch", "--health");
    expect([health.status, health.out]).toEqual([1, expect.stringContaining("sync      overdue")]);
    const doctor = quickly(folder, "doctor");
    expect(doctor.out).toContain("the job sync of watch is overdue");
    expect(doctor.status).toBe(1);
    expect(quickly(folder, "watch", "--dry-run").status).toBe(0);
  });
});

test("one archive of two that cannot be read is told, and the other is read", async () => {
  await withFolder((folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 3);
    configure(folder, `sync: ${HOURLY}`, 'trees: [{name: gone, path: "nowhere"}]');
    const run = quickly(folder, "watch", "--once");
    expect([run.status, run.out]).toEqual([1, expect.stringContaining("state=partly")]);
    expect(run.err).toContain("patchtrail: sync: ");
    expect(mailsIn(folder)).toBe(3);
  });
});

test("digests wait for approval, or leave by themselves where that is configured", async () => {
  await withFolder(async (folder) => {
    const server = await startMailServer();
    growInbox(path.join(folder, "inbox.git"), 0, 30);
    const settings = (approve: string) => `mail:
  from: digest@example.org
  smtp: {host: 127.0.0.1, port: ${server.port}, security: none}
subscriptions: [{to: ada@example.org, list: widget-dev}]
outbox: {approve: ${approve}}`;
    const jobs = `sync: ${HOURLY}, digests: ${HOURLY}, outbox: ${HOURLY}`;
    configure(folder, jobs, settings("manual"));
    // What is due today is long after these mails: nothing is said of a silent week.
    expect((await startPatchtrail(folder, ["watch", "--once"]).ended).out).not.toContain("digests");
    quickly(folder, "digest", "--send", "--week", "2025-W06");
    await makeDue(folder);
    const waits = await startPatchtrail(folder, ["watch", "--once"]).ended;
    expect([waits.status, waits.out]).toEqual([0, expect.stringContaining("job=outbox state=ok")]);
    expect(server.received).toHaveLength(0);
    quickly(folder, "outbox", "approve", "--all");
    await makeDue(folder);
    const sends = await startPatchtrail(folder, ["watch", "--once"]).ended;
    expect(sends.out).toMatch(/job=digests state=ok seconds=\d+ sent=1/);
    expect(server.received).toHaveLength(1);
    await server.close();
  });
});

test("pages are written to a folder beside the configuration", async () => {
  await withFolder((folder) => {
    growInbox(path.join(folder, "inbox.git"), 0, 30);
    configure(folder, `sync: ${HOURLY}, pages: {cron: "@daily", folder: site}`);
    expect(quickly(folder, "watch", "--once").out).toContain("job=pages state=ok");
    expect(readFileSync(path.join(folder, "site/index.html"), "utf8")).toContain("widget-dev");
    expect(readdirSync(path.join(folder, "site/widget-dev"))).toContain("2025-W06.html");
  });
});

test("without a job it says what to write", async () => {
  await withFolder((folder) => {
    configure(folder, "");
    const { status, err } = quickly(folder, "watch");
    expect([status, err]).toEqual([2, expect.stringContaining("names no job to watch for")]);
  });
});
