// Times ingest against notmuch and mu on the same mails. See README.md beside this file.
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const TIME = "/usr/bin/time";
/** Newest mails that come on top of the others, as with a daily sync. */
const LATER = 100;
const [bundle, wanted] = process.argv.slice(2);
if (bundle === undefined || !existsSync(bundle) || !existsSync(TIME)) {
  console.error("usage: npm run bench -- BUNDLE [MAILS]   (GNU time must be installed)");
  process.exit(2);
}
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-bench-"));

/** Wall and CPU seconds and peak memory (MiB) of a command. */
function measure(command, args, env = {}) {
  const report = path.join(folder, "time.txt");
  const run = spawnSync(TIME, ["-f", "%e %U %S %M", "-o", report, command, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 28,
  });
  const [wall, user, system, kilobytes] = readFileSync(report, "utf8")
    .trim()
    .split("\n")
    .at(-1)
    .split(" ")
    .map(Number);
  if (run.status !== 0)
    console.error(`${command} ended with ${run.status}: ${run.stderr.slice(-500)}`);
  return { wall, cpu: user + system, memory: Math.round(kilobytes / 1024) };
}

const git = (repo, ...args) =>
  execFileSync("git", ["-C", repo, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });

/** A copy of the inbox that holds only its newest mails, and the same mails as a Maildir. */
function prepare() {
  const whole = path.join(folder, "whole.git");
  execFileSync("git", ["clone", "--quiet", "--mirror", bundle, whole]);
  const commits = git(whole, "rev-list", "HEAD").trim().split("\n");
  const count = Math.min(Number(wanted ?? commits.length), commits.length);
  const maildir = path.join(folder, "mail");
  for (const name of ["cur", "new", "tmp"])
    mkdirSync(path.join(maildir, name), { recursive: true });
  const batch = spawnSync("git", ["-C", whole, "cat-file", "--batch"], {
    input: commits
      .slice(0, count)
      .map((commit) => `${commit}:m\n`)
      .join(""),
    maxBuffer: 2 ** 31,
  }).stdout;
  let at = 0;
  for (let number = 0; number < count; number += 1) {
    const end = batch.indexOf(10, at);
    const [, type, size] = batch.toString("latin1", at, end).split(" ");
    if (type !== "blob") {
      at = end + 1;
      continue;
    }
    writeFileSync(
      path.join(maildir, "cur", `${number}.bench:2,`),
      batch.subarray(end + 1, end + 1 + Number(size)),
    );
    at = end + 2 + Number(size);
  }
  return { whole, maildir, count, bytes: batch.length };
}

const { whole, maildir, count, bytes } = prepare();
const database = path.join(folder, "bench.db");
// All mails: the real remote form. A part of them: the Maildir that the peers read, too.
const place = count === Number(git(whole, "rev-list", "--count", "HEAD")) ? whole : maildir;
const newest = git(whole, "rev-parse", "HEAD").trim();
const later = Array.from({ length: LATER }, (_, number) => `${number}.bench:2,`).filter((name) =>
  existsSync(path.join(maildir, "cur", name)),
);
/** Takes the newest mails away, or brings them back. */
function setLater(there) {
  git(whole, "update-ref", "HEAD", there ? newest : `HEAD~${LATER}`);
  for (const name of later) {
    const [inside, outside] = [path.join(maildir, "cur", name), path.join(folder, name)];
    renameSync(there ? outside : inside, there ? inside : outside);
  }
}
const rows = [];
const floor = measure("git", [
  "-C",
  whole,
  "cat-file",
  "--batch-all-objects",
  "--batch",
  "--buffer",
]);
rows.push({ name: "git cat-file, thrown away (floor)", time: floor, size: null });
const env = { XDG_CACHE_HOME: path.join(folder, "cache") };
setLater(false);
const ours = measure(
  process.execPath,
  [main, "--db", database, "ingest", "--list", "bench", place],
  env,
);
rows.push({
  name: "patchtrail ingest (threads, links, TODOs, search)",
  time: ours,
  size: statSync(database).size,
});
setLater(true);
const more = measure(
  process.execPath,
  [main, "--db", database, "ingest", "--list", "bench", place],
  env,
);
rows.push({ name: `patchtrail ingest, ${LATER} new mails on top`, time: more, size: null });
const again = measure(
  process.execPath,
  [main, "--db", database, "ingest", "--list", "bench", place],
  env,
);
rows.push({ name: "patchtrail ingest, nothing new", time: again, size: null });

function folderSize(name) {
  return Number(execFileSync("du", ["-sb", name], { encoding: "utf8" }).split("\t")[0]);
}

if (existsSync("/usr/bin/notmuch")) {
  const config = path.join(folder, "notmuch-config");
  writeFileSync(config, `[database]\npath=${maildir}\n[new]\ntags=new\n`);
  const time = measure("notmuch", ["new", "--quiet"], { NOTMUCH_CONFIG: config });
  rows.push({ name: "notmuch new", time, size: folderSize(path.join(maildir, ".notmuch")) });
}
if (existsSync("/usr/bin/mu")) {
  const home = path.join(folder, "mu");
  execFileSync("mu", ["init", `--muhome=${home}`, `--maildir=${maildir}`], { stdio: "ignore" });
  const time = measure("mu", ["index", `--muhome=${home}`]);
  rows.push({ name: "mu index", time, size: folderSize(home) });
}

const megabytes = (size) => (size === null ? "" : (size / 1e6).toFixed(0));
const table = [
  `# Ingest of ${count} mails (${megabytes(bytes)} MB)`,
  "",
  `Node ${process.version}, ${os.cpus().length} cores. Ratio: wall time against patchtrail's ingest.`,
  "",
  "| what | wall s | CPU s | peak MiB | MB on disk | ratio |",
  "|---|---:|---:|---:|---:|---:|",
  ...rows.map(
    ({ name, time, size }) =>
      `| ${name} | ${time.wall.toFixed(1)} | ${time.cpu.toFixed(1)} | ${time.memory} | ${megabytes(size)} | ${(time.wall / ours.wall).toFixed(2)} |`,
  ),
  "",
].join("\n");
writeFileSync(new URL("results.md", import.meta.url), table);
console.log(table);
rmSync(folder, { recursive: true, force: true });
