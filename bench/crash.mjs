// Kills patchtrail at random moments and compares what is left with undisturbed runs. See README.md.
import { createHash } from "node:crypto";
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import SqliteDatabase from "better-sqlite3";
import { pack, unpackJson } from "../dist/store/codec.js";
import { bodyOf } from "../dist/store/content.js";
import { migrate } from "../dist/store/migrate.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const [bundle] = positionals;
if (bundle === undefined || !existsSync(bundle)) {
  console.error("usage: npm run crash -- BUNDLE [--kills 200] [--seed 1] [--only ingest,sync,…]");
  process.exit(2);
}
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const main = here("../dist/cli/main.js");
const folder = mkdtempSync(path.join(os.tmpdir(), "patchtrail-crash-"));
const list = path.basename(bundle).replace(/\..*$/, "");
const MAX_KILLS_A_CHAIN = 10;
/** A run that takes so much longer than the undisturbed one hangs. */
const HANG_FACTOR = 20;

/** mulberry32: the same seed gives the same kills. */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const environment = {
  PATH: process.env["PATH"],
  HOME: folder,
  XDG_CACHE_HOME: path.join(folder, "cache"),
  TZ: "UTC",
};

/** Runs patchtrail; kills it, alone or with its children, after so many milliseconds. */
function run(args, { killAfter = null, limit = 600_000 } = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const { pid = 0 } = child;
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (err = (err + text).slice(-4_000)));
    const kill = (whole) => {
      try {
        process.kill(whole ? -pid : pid, "SIGKILL");
      } catch {
        // It has just ended.
      }
    };
    const alone = random() < 0.5;
    let hung = false;
    const timer =
      killAfter === null
        ? setTimeout(() => {
            hung = true;
            kill(true);
          }, limit)
        : setTimeout(() => kill(!alone), killAfter);
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      resolve({
        status,
        killed: signal === "SIGKILL" && !hung,
        hung,
        err,
        ms: Date.now() - started,
      });
    });
  });
}

const EXPORTS = ["messages", "revisions", "links", "todos", "series", "decisions"];

/** Hash of each export, byte for byte, and how many rows it has. */
function exportsOf(database) {
  return EXPORTS.map((kind) => {
    const out = execFileSync(process.execPath, [main, "--db", database, "export", kind], {
      cwd: folder,
      env: environment,
      maxBuffer: 1 << 30,
    });
    const hash = createHash("sha256").update(out).digest("hex").slice(0, 16);
    return `${kind} ${out.toString().split("\n").length - 1} ${hash}`;
  }).join("\n");
}

function sqlite(database, use) {
  const db = new SqliteDatabase(path.join(folder, database));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function remove(database) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(database)) rmSync(path.join(folder, name), { recursive: true });
  }
}

const git = (...args) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 }).trim();

/** A remote that grows from run to run. */
const remote = path.join(folder, "remote.git");
git("clone", "--quiet", "--mirror", bundle, remote);
const branch = git("-C", remote, "symbolic-ref", "HEAD");
const commits = git("-C", remote, "rev-list", "--reverse", branch).split("\n");
let reached = 0;
function advance(share) {
  reached = Math.max(1, Math.min(commits.length, Math.round(commits.length * share)));
  git("-C", remote, "update-ref", branch, commits[reached - 1]);
}
writeFileSync(
  path.join(folder, "patchtrail.yaml"),
  `cache: ${path.join(folder, "mirrors")}\nlists:\n  - name: ${list}\n    archives: [{url: "file://${remote}"}]\n`,
);

/** A database as an older program left it: its migrations, and the rows that it would have had. */
function writeOld(database, migrations) {
  const old = path.join(folder, `migrations-${migrations}`);
  mkdirSync(old, { recursive: true });
  for (const name of readdirSync(here("../migrations")).sort().slice(0, migrations))
    cpSync(path.join(here("../migrations"), name), path.join(old, name));
  sqlite(database, (db) => {
    db.pragma("journal_mode = WAL");
    migrate(db, old);
    db.prepare("ATTACH ? AS whole").run(path.join(folder, "whole.db"));
    db.function("text_of", (column) => JSON.stringify(unpackJson(column)));
    db.function("packed_body", (body, raw) => pack(bodyOf({ body, raw })));
    const columns = (schema, table) =>
      new Map(
        db
          .prepare(`SELECT name, type FROM pragma_table_xinfo(?, ?) WHERE hidden = 0`)
          .raw()
          .all(table, schema),
      );
    const tables = db
      .prepare(
        `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'
            AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%' AND name <> 'migration'`,
      )
      .pluck()
      .all();
    for (const table of tables) {
      const [then, now] = [columns("main", table), columns("whole", table)];
      const shared = [...then.keys()].filter((name) => now.has(name));
      // What is kept in another way now is derived anew.
      const isOther = shared.some((name) => then.get(name) !== now.get(name));
      if (shared.length === 0 || isOther) continue;
      const words = {
        header: "text_of(header)",
        facts: "text_of(facts)",
        body: "packed_body(body, raw)",
      };
      const moved = Object.keys(words).filter((name) => then.has(name) && !now.has(name));
      db.exec(
        `INSERT OR REPLACE INTO main.${table} (${[...shared, ...moved].join()})
         SELECT ${[...shared, ...moved.map((name) => words[name])].join()}
           FROM whole.${moved.length === 0 ? table : "whole_message"}`,
      );
    }
    if (db.prepare("SELECT 1 FROM main.sqlite_schema WHERE name = 'unparsed'").get() !== undefined)
      db.exec("INSERT OR IGNORE INTO main.unparsed SELECT message_id FROM whole.message");
  });
}

const db = (name, ...args) => ["--db", name, ...args];
/** Each begins somewhere, is run and killed until it is through, and ends in the state of whole.db. */
const SCENARIOS = {
  ingest: {
    begin: (name) => remove(name),
    args: (name) => db(name, "ingest", "--list", list, bundle),
  },
  sync: {
    begin: (name) => {
      remove(name);
      rmSync(path.join(folder, "mirrors"), { recursive: true, force: true });
      advance(0.2);
    },
    beforeRun: () => advance(reached / commits.length + 0.1),
    beforeLast: () => advance(1),
    args: (name) => db(name, "sync"),
  },
  rebuild: {
    begin: (name) => {
      remove(name);
      cpSync(path.join(folder, "whole.db"), path.join(folder, name));
    },
    args: (name) => db(name, "rebuild"),
    // A rebuild that was cut off is ended by any run that writes.
    last: (name) => db(name, "ingest", "--list", list, bundle),
  },
  migration: {
    begin: (name) => {
      remove(name);
      const all = readdirSync(here("../migrations")).length;
      writeOld(name, 2 + Math.floor(random() * (all - 2)));
    },
    args: (name) => db(name, "ingest", "--list", list, bundle),
  },
};

async function chain(kind, killsLeft, durationMs) {
  const { begin, args, last, beforeRun, beforeLast } = SCENARIOS[kind];
  const name = `${kind}.db`;
  begin(name);
  const faults = [];
  let kills = 0;
  while (kills < Math.min(MAX_KILLS_A_CHAIN, killsLeft)) {
    beforeRun?.();
    const { killed, status, err } = await run(args(name), { killAfter: random() * durationMs });
    if (killed) kills += 1;
    else if (status !== 0 && !isPassing(err)) faults.push(`ended with ${status}: ${err}`);
    else if (random() < 0.3) break;
    if (!existsSync(path.join(folder, name))) continue;
    const check = sqlite(name, (opened) => opened.pragma("quick_check", { simple: true }));
    if (check !== "ok") faults.push(`quick_check: ${check}`);
  }
  beforeLast?.();
  let end = await run((last ?? args)(name), { limit: durationMs * HANG_FACTOR });
  for (let tries = 0; tries < 8 && end.status !== 0 && isPassing(end.err); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    end = await run((last ?? args)(name), { limit: durationMs * HANG_FACTOR });
  }
  if (end.hung) faults.push("the last run hung");
  else if (end.status !== 0) faults.push(`the last run ended with ${end.status}: ${end.err}`);
  else if (exportsOf(name) !== whole) faults.push(`the exports differ:\n${exportsOf(name)}`);
  return { kills, faults };
}

/** A git that outlived its parent, or its lock file, keeps the next run out for a moment. */
function isPassing(err) {
  return /\.lock'|cannot lock ref|another process/.test(err);
}

advance(1);
await run(db("whole.db", "ingest", "--list", list, bundle));
const whole = exportsOf("whole.db");
sqlite("whole.db", (opened) => opened.pragma("journal_mode = DELETE"));
console.log(`undisturbed:\n${whole}\n`);
const rows = [];
const kinds = values.only?.split(",") ?? Object.keys(SCENARIOS);
for (const kind of kinds) {
  SCENARIOS[kind].begin(`${kind}.db`);
  SCENARIOS[kind].beforeLast?.();
  const { ms } = await run(SCENARIOS[kind].args(`${kind}.db`));
  const wanted = Math.ceil(Number(values.kills) / kinds.length);
  let kills = 0;
  let chains = 0;
  const faults = [];
  while (kills < wanted) {
    const done = await chain(kind, wanted - kills, ms);
    kills += done.kills;
    chains += 1;
    faults.push(...done.faults);
    for (const fault of done.faults) console.log(`${kind}, chain ${chains}: ${fault}`);
    console.log(`${kind}: ${kills} of ${wanted} kills, ${faults.length} faults`);
  }
  rows.push([kind, kills, chains, chains - faults.length, faults.length]);
}
console.log("\n| work | kills | ends compared | the very same | faults |\n|---|---|---|---|---|");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
console.log(`\nseed ${values.seed}, ${bundle}`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = rows.some((row) => row[4] > 0) ? 1 : 0;
