// Times searches in a database, in this process and as a whole program, beside notmuch and mu.
// See README.md beside this file.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readQuery, search } from "../dist/app/view/search.js";
import { mboxEntry } from "../dist/report/mbox.js";
import { openStore } from "../dist/store/open.js";

const [database, wanted = "0"] = process.argv.slice(2);
if (database === undefined || !existsSync(database)) {
  console.error("usage: npm run bench:search -- DATABASE [MAILS FOR PEERS]");
  process.exit(2);
}
const RUNS = 50;
const PROCESSES = 7;
const LIMIT = 50;
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const store = openStore(database);

/** The queries of a list archive that anybody has: who writes most, and a month with mails. */
async function chooseQueries() {
  const newest = await store.newestAt();
  const month = new Date(newest * 1000).toISOString().slice(0, 7);
  const compact = month.replace("-", "");
  const { hits } = await search({ store }, readQuery("is:patch", newest), { limit: 200 });
  const counts = new Map();
  for (const { from } of hits) counts.set(from?.email, (counts.get(from?.email) ?? 0) + 1);
  const [[address] = [""]] = [...counts].sort((left, right) => right[1] - left[1]);
  return [
    ["rare word", "kfree_sensitive", "kfree_sensitive", "kfree_sensitive"],
    ["common word", "patch", "patch", "patch"],
    ["phrase", '"memory hotplug"', '"memory hotplug"', '"memory hotplug"'],
    ["from", `f:${address}`, `from:${address}`, `from:${address}`],
    ["subject", "s:powerpc s:mm", "subject:powerpc subject:mm", "subject:powerpc subject:mm"],
    [
      "date range and word",
      `d:${month} kernel`,
      `date:${month}-01..${month}-28 kernel`,
      `date:${compact}01..${compact}28 kernel`,
    ],
    ["state of the series", "is:open kernel", null, null],
    ["path", "dfn:arch/powerpc/kernel/eeh.c", null, null],
  ];
}

function figures(times) {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p95: at(0.95) };
}

async function inProcess(text) {
  const now = Math.floor(Date.now() / 1000);
  const wall = [];
  const before = process.cpuUsage();
  let hits = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    const result = await search({ store }, readQuery(text, now), { limit: LIMIT });
    wall.push(performance.now() - start);
    hits = result.hits.length;
  }
  const { user, system } = process.cpuUsage(before);
  return { ...figures(wall), cpu: (user + system) / 1000 / RUNS, hits };
}

function wholeProcess(command, args, env = {}) {
  const wall = [];
  for (let run = 0; run < PROCESSES; run += 1) {
    const start = performance.now();
    spawnSync(command, args, { env: { ...process.env, ...env }, stdio: "ignore" });
    wall.push(performance.now() - start);
  }
  return figures(wall).median;
}

/** The newest mails as a Maildir, indexed by the peers that are installed. */
async function preparePeers(folder, count) {
  const mail = path.join(folder, "mail");
  for (const name of ["cur", "new", "tmp"]) mkdirSync(path.join(mail, name), { recursive: true });
  let cursor;
  for (let done = 0; done < count;) {
    const page = await search({ store }, readQuery("d:1970..", 0), {
      limit: Math.min(500, count - done),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { messageId } of page.hits) {
      const raw = await store.getRaw(messageId);
      if (raw === null) continue;
      const text = mboxEntry(Buffer.from(raw)).toString("latin1");
      const bytes = Buffer.from(text.slice(text.indexOf("\n") + 1), "latin1");
      writeFileSync(path.join(mail, "cur", `${done}.bench:2,`), bytes);
      done += 1;
    }
    if (page.next === null) break;
    cursor = page.next;
  }
  const has = (command) => spawnSync(command, ["--version"]).status === 0;
  const peers = {};
  if (has("notmuch")) {
    const config = path.join(folder, "notmuch-config");
    writeFileSync(config, `[database]\npath=${mail}\n[new]\ntags=\n[search]\nexclude_tags=\n`);
    peers.notmuch = { NOTMUCH_CONFIG: config };
    spawnSync("notmuch", ["new", "--quiet"], { env: { ...process.env, ...peers.notmuch } });
  }
  if (has("mu")) {
    peers.mu = path.join(folder, "mu");
    spawnSync("mu", ["init", `--muhome=${peers.mu}`, `--maildir=${mail}`], { stdio: "ignore" });
    spawnSync("mu", ["index", `--muhome=${peers.mu}`, "--quiet"], { stdio: "ignore" });
  }
  return peers;
}

const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-bench-"));
try {
  const peers = Number(wanted) > 0 ? await preparePeers(folder, Number(wanted)) : {};
  const show = (value) => (value === undefined ? "" : value.toFixed(1));
  console.log(`Newest ${LIMIT}; milliseconds. In the process: median, 95th percentile, CPU.`);
  console.log(`Node alone: ${show(wholeProcess(process.execPath, ["-e", "0"]))}\n`);
  console.log("| query | hits | median | p95 | CPU | patchtrail search | notmuch | mu |");
  console.log("|---|---|---|---|---|---|---|---|");
  for (const [name, ours, forNotmuch, forMu] of await chooseQueries()) {
    const inside = await inProcess(ours);
    const whole = wholeProcess(process.execPath, [
      main,
      "--db",
      database,
      "search",
      "--limit",
      String(LIMIT),
      "--",
      ours,
    ]);
    const notmuch =
      peers.notmuch && forNotmuch
        ? wholeProcess(
            "notmuch",
            ["search", "--output=summary", `--limit=${LIMIT}`, forNotmuch],
            peers.notmuch,
          )
        : undefined;
    const mu =
      peers.mu && forMu
        ? wholeProcess("mu", ["find", `--muhome=${peers.mu}`, "-n", String(LIMIT), forMu])
        : undefined;
    const cells = [inside.median, inside.p95, inside.cpu, whole, notmuch, mu].map(show);
    console.log(`| ${name}: \`${ours}\` | ${inside.hits} | ${cells.join(" | ")} |`);
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
