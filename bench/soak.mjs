// Lets patchtrail follow a public-inbox over HTTP whose server misbehaves in every way. See README.md.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    main: { type: "string" },
    loop: { type: "boolean", default: false },
  },
});
const main = values.main ?? fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-soak-"));
const MAX_EPOCHS = 4;

/** mulberry32: the same seed gives the same mails, phases and cuts, though not the same moments. */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (items) => items[below(items.length)];

// --- The inbox: epochs of commits, each with one mail, or the deletion of one -----------------

/** Each epoch: its entries in order; all that is needed to write its history again. */
const epochs = [[]];
let number = 0;
let salt = 0;
const START = Date.UTC(2025, 0, 6) / 1000;

function mail() {
  number += 1;
  const at = new Date((START + number * 600) * 1000).toUTCString();
  const series = Math.floor(number / 6);
  const part = number % 6;
  const id = `m${number}.s${series}@example.org`;
  const parent = part === 0 ? "" : `In-Reply-To: <m${series * 6}.s${series}@example.org>\n`;
  const subject =
    part < 3
      ? `[PATCH v${1 + (series % 3)}] widget: handle case ${Math.floor(series / 3)}`
      : `Re: [PATCH v${1 + (series % 3)}] widget: handle case ${Math.floor(series / 3)}`;
  const body =
    part === 0
      ? `This handles case ${series}.\n\nSigned-off-by: Ada Example <ada@example.org>\n---\ndiff --git a/w${series}.c b/w${series}.c\n--- a/w${series}.c\n+++ b/w${series}.c\n@@ -1 +1 @@\n-old(${series});\n+new(${series}, ${part});\n`
      : `> This handles case ${series}.\n\nPlease also handle case ${number}. ${"Words. ".repeat(below(60))}\n`;
  const from = part < 3 ? "Ada Example <ada@example.org>" : "Bob Example <bob@example.org>";
  return `From: ${from}\nTo: soak@example.org\nSubject: ${subject}\nDate: ${at}\nMessage-ID: <${id}>\n${parent}\n${body}`;
}

const gitDir = (epoch) => path.join(folder, "served", "git", `${epoch}.git`);

/** Commits of entries for git-fast-import(1), onto what stands or from nothing. */
function importEntries(epoch, entries, onto) {
  const parts = [];
  for (const [at, { kind, text, time }] of entries.entries()) {
    const said = `soak ${salt}`;
    parts.push(
      `commit refs/heads/master\ncommitter Soak ${salt} <soak@example.org> ${time} +0000\n`,
    );
    parts.push(`data ${said.length}\n${said}\n`);
    if (at === 0 && onto !== null) parts.push(`from ${onto}\n`);
    const bytes = Buffer.from(text);
    parts.push(`deleteall\nM 100644 inline ${kind}\ndata ${bytes.length}\n${text}\n`);
  }
  const run = spawnSync(
    "git",
    [`--git-dir=${gitDir(epoch)}`, "fast-import", "--quiet", "--force"],
    {
      input: parts.join(""),
      encoding: "utf8",
    },
  );
  if (run.status !== 0) throw new Error(run.stderr);
}

const HEAD = "refs/heads/master^0";

function grow() {
  const epoch = epochs.length - 1;
  const fresh = Array.from({ length: 1 + below(8) }, () => {
    const known = epochs[epoch].filter(({ kind }) => kind === "m");
    const time = START + number * 600 + 60;
    if (known.length > 20 && random() < 0.02) return { kind: "d", text: pick(known).text, time };
    return { kind: "m", text: mail(), time };
  });
  importEntries(epoch, fresh, epochs[epoch].length === 0 ? null : HEAD);
  epochs[epoch].push(...fresh);
  publish();
}

/** History is written anew from its first commit, as after an edit of the archive. */
function rewrite() {
  const epoch = below(epochs.length);
  salt += 1;
  execFileSync("git", [`--git-dir=${gitDir(epoch)}`, "update-ref", "-d", "refs/heads/master"]);
  importEntries(epoch, epochs[epoch], null);
  publish();
}

function addEpoch() {
  const epoch = epochs.length === 1 && epochs[0].length === 0 ? 0 : epochs.length;
  if (epoch >= MAX_EPOCHS) return;
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=master", gitDir(epoch)]);
  execFileSync("git", [`--git-dir=${gitDir(epoch)}`, "config", "http.receivepack", "false"]);
  if (epoch === epochs.length) epochs.push([]);
  grow();
}

function publish() {
  for (const epoch of epochs.keys())
    execFileSync("git", [`--git-dir=${gitDir(epoch)}`, "update-server-info"]);
  const manifest = Object.fromEntries(epochs.map((_, epoch) => [`/git/${epoch}.git`, {}]));
  writeFileSync(path.join(folder, "served/manifest.js.gz"), gzipSync(JSON.stringify(manifest)));
}

// --- The server -----------------------------------------------------------------------------

/** How requests are answered; the first ones mean well. */
const PHASES = ["smart", "dumb", "slow", "cut", "errors", "garbage", "silent", "gone"];
let phase = "smart";
const seen = Object.fromEntries(PHASES.map((name) => [name, { times: 0, requests: 0 }]));
let port = 0;

const server = http.createServer((request, response) => {
  seen[phase].requests += 1;
  request.on("error", () => undefined);
  response.on("error", () => undefined);
  switch (phase) {
    case "errors":
      response.writeHead(pick([500, 502, 503, 404, 403])).end("no");
      return;
    case "garbage":
      response.writeHead(200, { "content-type": "application/x-git-upload-pack-result" });
      response.end(Buffer.from(Array.from({ length: 1 + below(4_000) }, () => below(256))));
      return;
    case "silent":
      return;
    default:
      void answer(request, response);
  }
});

/** Passes an answer on: whole, drop by drop, or cut off after some bytes. */
async function send(source, response) {
  const mode = phase;
  let left = mode === "cut" ? below(3_000) : Number.POSITIVE_INFINITY;
  for await (const chunk of source) {
    if (mode === "slow") await wait(150);
    if (chunk.length >= left) {
      response.write(chunk.subarray(0, left), () => response.destroy());
      return;
    }
    left -= chunk.length;
    if (!response.write(chunk) && !response.destroyed)
      await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
    if (response.destroyed) return;
  }
  if (mode === "cut") response.destroy();
  else response.end();
}

async function answer(request, response) {
  const url = new URL(request.url, "http://127.0.0.1");
  try {
    if (phase === "dumb" || !url.pathname.startsWith("/git/")) {
      const file = path.join(folder, "served", path.normalize(url.pathname));
      if (!existsSync(file) || !statSync(file).isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": "text/plain" });
      await send(createReadStream(file), response);
    } else {
      await answerSmart(request, response, url);
    }
  } catch {
    response.destroy();
  }
}

/** git-http-backend(1) as CGI. */
async function answerSmart(request, response, url) {
  const child = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: path.join(folder, "served"),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: request.headers["git-protocol"] ?? "",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  response.on("close", () => child.kill());
  let headerText = "";
  let begun = false;
  async function* body() {
    for await (const chunk of child.stdout) {
      if (begun) {
        yield chunk;
        continue;
      }
      headerText += chunk.toString("latin1");
      const end = headerText.indexOf("\r\n\r\n");
      if (end < 0) continue;
      begun = true;
      let status = 200;
      for (const line of headerText.slice(0, end).split("\r\n")) {
        const [name, value] = line.split(/: ?(.*)/s);
        if (name === "Status") status = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.statusCode = status;
      yield Buffer.from(headerText.slice(end + 4), "latin1");
    }
  }
  await send(body(), response);
}

const listen = () =>
  new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server.address().port)));

async function enter(next) {
  if (phase === "gone" && next !== "gone") port = await listen();
  if (next === "gone" && phase !== "gone") {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  if (phase === "silent") server.closeAllConnections();
  phase = next;
  seen[next].times += 1;
}

// --- patchtrail -----------------------------------------------------------------------------

mkdirSync(path.join(folder, "served", "git"), { recursive: true });
addEpoch();
port = await listen();
const environment = {
  PATH: process.env["PATH"],
  HOME: folder,
  TZ: "UTC",
  // Minutes of patience would fill the whole run.
  GIT_HTTP_LOW_SPEED_LIMIT: "10",
  GIT_HTTP_LOW_SPEED_TIME: "4",
};
function configure(name) {
  const config = path.join(folder, `${name}.yaml`);
  writeFileSync(
    config,
    `database: ${name}.db\ncache: ${name}-mirrors\n${name === "watched" && watches ? 'watch: {sync: {cron: "*/3 * * * * *"}}\n' : ""}lists:\n  - name: soak\n    archives: [{url: "http://127.0.0.1:${port}/"}]\n`,
  );
  return config;
}
const help = spawnSync(process.execPath, [main, "--help"], { encoding: "utf8" }).stdout;
const watches = !values.loop && /^ {2}watch\b/m.test(help);
const config = configure("watched");

const outcomes = new Map();
const bugs = [];
const samples = [];
let child = null;
/** Set when the time is over. */
const over = { yet: false };
let runs = 0;

function start(args) {
  child = spawn(process.execPath, [main, "--config", config, ...args], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const collect = (text) => {
    if (/a bug of ours/.test(text)) bugs.push(text);
    for (const line of text.split("\n")) {
      const words = /^patchtrail: (.*)/.exec(line)?.[1];
      if (words === undefined) continue;
      const kind = words
        .replaceAll(/https?:\/\/[^\s']+|'[^']*'|\d+|[0-9a-f]{12,}/g, "…")
        .slice(0, 90);
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  return new Promise((resolve) => child.once("close", (status) => resolve(status)));
}

/** Resident memory in MiB and open handles of the process at work. */
function sample() {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    const handles = readdirSync(`/proc/${child.pid}/fd`).length;
    if (kilobytes > 0) samples.push({ at: Date.now(), memory: kilobytes / 1024, handles });
  } catch {
    // It is between two runs.
  }
}

async function work() {
  const statuses = new Map();
  while (!over.yet) {
    const status = await start(watches ? ["watch"] : ["sync"]);
    runs += 1;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (watches && !over.yet) bugs.push(`watch ended by itself with ${status}`);
    if (!over.yet) await wait(500);
  }
  return statuses;
}

const EXPORTS = ["messages", "revisions", "links", "todos", "series"];
function exportsOf(name) {
  return EXPORTS.map((kind) => {
    const args = [main, "--db", path.join(folder, `${name}.db`), "export", kind];
    const out = execFileSync(process.execPath, args, { env: environment, maxBuffer: 1 << 30 });
    const rows = out.toString().split("\n").length - 1;
    return `${kind} ${rows} ${createHash("sha256").update(out).digest("hex").slice(0, 16)}`;
  });
}

const end = Date.now() + Number(values.minutes) * 60_000;
const working = work();
const sampler = setInterval(sample, 1_000);
let rewrites = 0;
let nextPhaseAt = 0;
while (Date.now() < end) {
  if (Date.now() >= nextPhaseAt) {
    const bad = random() < 0.5;
    await enter(pick(bad ? PHASES.slice(2) : PHASES.slice(0, 2)));
    nextPhaseAt = Date.now() + 3_000 + below(9_000);
  }
  const chance = random();
  if (chance < 0.05) {
    rewrite();
    rewrites += 1;
  } else if (chance < 0.08) addEpoch();
  else if (chance < 0.8) grow();
  await wait(500 + below(2_000));
}

// All is well again: the same process comes to the end, then the store is compared.
await enter("smart");
await wait(watches ? 25_000 : 5_000);
over.yet = true;
const stopped = Date.now();
child.kill("SIGTERM");
const statuses = await working;
const stopMs = Date.now() - stopped;
clearInterval(sampler);
const served = () =>
  new Promise((resolve) => {
    // The server runs in this process: the last syncs must not block it.
    const run = (name) =>
      new Promise((done) => {
        const last = spawn(process.execPath, [main, "--config", configure(name), "sync"], {
          cwd: folder,
          env: environment,
          stdio: ["ignore", "ignore", "inherit"],
        });
        last.once("close", done);
      });
    void (async () => resolve([await run("watched"), await run("fresh")]))();
  });
const lastStatuses = await served();
const got = exportsOf("watched");
const wanted = exportsOf("fresh");

const third = Math.max(1, Math.floor(samples.length / 3));
const median = (rows, key) => {
  const sorted = rows.map((row) => row[key]).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
};
const flat = (key) =>
  [samples.slice(0, third), samples.slice(third, 2 * third), samples.slice(-third)]
    .map((part) => median(part, key))
    .join(" → ");
const most = (key) => Math.round(Math.max(...samples.map((row) => row[key])));
console.log(`
| what | seen |
|---|---|
| minutes, seed | ${values.minutes}, ${values.seed} |
| command | ${watches ? "watch, one process" : `sync, ${runs} runs`}; ended with ${[...statuses].map(([status, times]) => `${status} (${times})`).join(", ")} |
| mails published, epochs, histories rewritten | ${number}, ${epochs.length}, ${rewrites} |
| phases (times, requests) | ${PHASES.map((name) => `${name} ${seen[name].times}, ${seen[name].requests}`).join("; ")} |
| memory, MiB: median of each third, most | ${flat("memory")}, ${most("memory")} |
| open handles: median of each third, most | ${flat("handles")}, ${most("handles")} |
| asked to end, ended after | ${stopMs} ms |
| last sync, sync of a fresh store ended with | ${lastStatuses.join(", ")} |
| exports, and those of a fresh store | ${got.join() === wanted.join() ? "the very same" : "DIFFER"} (${got.join("; ")}) |
| bugs of ours | ${bugs.length} |

Said on the way:`);
for (const [kind, times] of [...outcomes].sort((a, b) => b[1] - a[1]).slice(0, 15))
  console.log(`  ${times} × ${kind}`);
for (const bug of bugs.slice(0, 5)) console.log(bug);
if (got.join() !== wanted.join()) console.log(`fresh: ${wanted.join("; ")}`);
await new Promise((resolve) => {
  server.closeAllConnections();
  server.close(resolve);
});
const failed = bugs.length > 0 || got.join() !== wanted.join();
if (failed) console.log(`kept for a look: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
