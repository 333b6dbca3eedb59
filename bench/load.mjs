// 200 requests a second while mails come in. See README.md beside this file.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "../dist/store/open.js";

const [bundle, seconds = "60", rate = "200"] = process.argv.slice(2);
if (bundle === undefined || !existsSync(bundle)) {
  console.error("usage: npm run bench:load -- BUNDLE [SECONDS] [REQUESTS A SECOND]");
  process.exit(2);
}
const LATER = 1000;
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-bench-"));
const database = path.join(folder, "load.db");
const remote = path.join(folder, "remote.git");
const patchtrail = (...args) => [main, "--db", database, ...args];
const ingest = patchtrail("ingest", "--list", "load", remote);

execFileSync("git", ["clone", "--quiet", "--mirror", bundle, remote]);
const git = (...args) => execFileSync("git", ["-C", remote, ...args], { encoding: "utf8" }).trim();
const tip = git("rev-parse", "HEAD");
git("update-ref", "HEAD", `HEAD~${LATER}`);
execFileSync(process.execPath, ingest, { stdio: "ignore" });
git("update-ref", "HEAD", tip);

/** What people look at: boards, lists of TODOs, searches, and the newest series, threads and mails. */
async function chooseAddresses() {
  const store = openStore(database);
  const addresses = ["/", "/load/", "/load/todos", "/load/charts", "/api/v1/lists", "/healthz"];
  for (const word of [
    "kfree_sensitive",
    "patch",
    '"memory hotplug"',
    "s:powerpc",
    "is:open nq:fix",
  ])
    addresses.push(`/search?q=${encodeURIComponent(word)}`);
  const since = (await store.newestAt()) - 14 * 86_400;
  let count = 0;
  for (const { series } of await store.listSeries({ activeSince: since })) {
    if ((count += 1) > 40) break;
    const id = encodeURIComponent(series.id);
    const mail = encodeURIComponent(series.revisions.at(-1)?.id ?? "");
    addresses.push(`/series/${id}/`, `/load/${mail}/`, `/api/v1/series/${id}`);
  }
  await store.close();
  return addresses;
}

const addresses = await chooseAddresses();
const server = spawn(process.execPath, patchtrail("serve", "--port", "0"), {
  stdio: ["ignore", "pipe", "inherit"],
});
const origin = await new Promise((resolve) => {
  let said = "";
  server.stdout.on("data", (chunk) => {
    said += String(chunk);
    const found = /https?:\/\/[^\s/]+/.exec(said);
    if (found !== null) resolve(found[0]);
  });
});
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const statuses = new Map();
const times = [];
const note = (status) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
const ask = (address) =>
  new Promise((resolve) => {
    const begun = performance.now();
    const request = http.get(origin + address, { agent, timeout: 30_000 }, (response) => {
      response.resume();
      response.on("end", () => {
        times.push(performance.now() - begun);
        note(response.statusCode);
        resolve();
      });
    });
    request.on("timeout", () => request.destroy(new Error("timeout")));
    request.on("error", (error) => {
      note(error.message);
      resolve();
    });
  });

for (const address of addresses) await ask(address);
times.length = 0;
statuses.clear();
const before = memory();
const writer = spawn(process.execPath, ingest, { stdio: "ignore" });
let written = null;
const begun = performance.now();
writer.on("exit", () => {
  written = (performance.now() - begun) / 1000;
});
const open = [];
const samples = [];
for (let asked = 0; asked < Number(seconds) * Number(rate); asked += 1) {
  const due = begun + (asked * 1000) / Number(rate);
  const wait = due - performance.now();
  if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
  open.push(ask(addresses[(asked * 7) % addresses.length]));
  if (asked % (Number(rate) * 10) === 0) samples.push(Math.round(memory()));
}
const asked = (performance.now() - begun) / 1000;
await Promise.all(open);
const sorted = times.toSorted((left, right) => left - right);
const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
console.log(
  `${open.length} requests for ${addresses.length} addresses in ${asked.toFixed(0)} s, done after ${((performance.now() - begun) / 1000).toFixed(0)} s`,
);
console.log(
  `answers: ${[...statuses].map(([status, count]) => `${status} × ${count}`).join(", ")}`,
);
console.log(`ms: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, longest ${at(1)}`);
console.log(
  `memory, MiB: ${before.toFixed(0)} before; every 10 s: ${samples.join(" ")}; at the end ${memory().toFixed(0)}`,
);
console.log(
  `${LATER} mails came in within ${written === null ? "more than that" : `${written.toFixed(0)} s`}`,
);
server.kill();
writer.kill();
rmSync(folder, { recursive: true, force: true });
