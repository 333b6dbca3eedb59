import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { exportAll, quickly, startPatchtrail, withFolder } from "../support/cli.ts";
import { sqlite, writeOldDatabase, SCHEMAS } from "../support/databases.ts";

const main = path.resolve("dist/cli/main.js");
const bundle = path.resolve("samples/widget-dev.bundle");
const mbox = path.resolve("samples/gfx-dev.mbox");
/** Kills over each kind of work; PATCHTRAIL_KILLS=50 for a long look. */
const KILLS = Number(process.env["PATCHTRAIL_KILLS"] ?? 3);
const INGEST = ["--db", "x.db", "ingest", bundle, mbox];

/** What an undisturbed run gives. */
function undisturbed(folder: string): string {
  expect(quickly(folder, "--db", "whole.db", "ingest", bundle, mbox).status).toBe(0);
  return exportAll(folder, "whole.db");
}

function expectClear(run: { readonly err: string }) {
  expect(run.err).not.toMatch(/a bug of ours|\n +at /);
}

/** Runs through a shell that sets bounds first. */
function bounded(folder: string, bound: string, ...args: string[]) {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    XDG_CACHE_HOME: path.join(folder, "cache"),
  };
  const words = [process.execPath, main, ...args];
  const run = spawnSync("sh", ["-c", `${bound}; exec "$@"`, "sh", ...words], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

test("a bound on the size of files, as a full disk: a clear error, and the next run goes on", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    for (const kilobytes of [64, 256, 600]) {
      // Blocks of 512 bytes in a POSIX shell.
      const run = bounded(folder, `ulimit -f ${kilobytes * 2}`, ...INGEST);
      expectClear(run);
      expect([run.status, run.err]).toEqual([
        1,
        expect.stringMatching(/cannot write|cannot clone/),
      ]);
    }
    expect(quickly(folder, ...INGEST).status).toBe(0);
    expect(exportAll(folder, "x.db")).toBe(whole);
  });
});

/** A small file system of its own; null where we may not make one. */
function mountSmall(folder: string, options: string): { free: () => void } | null {
  mkdirSync(folder, { recursive: true });
  const made = spawnSync("mount", ["-t", "tmpfs", "-o", options, "none", folder]);
  if (made.status !== 0) return null;
  return { free: () => void spawnSync("umount", ["-l", folder]) };
}

test("a disk that is full, then not: nothing is lost or doubled", async ({ skip }) => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    const small = path.join(folder, "small");
    const disk = mountSmall(small, "size=400k");
    if (disk === null) return skip("no right to mount");
    try {
      const full = quickly(folder, "--db", "small/x.db", "ingest", bundle, mbox);
      expectClear(full);
      expect([full.status, full.err]).toEqual([1, expect.stringContaining("is the disk full?")]);
      expect(spawnSync("mount", ["-o", "remount,size=64m", small]).status).toBe(0);
      expect(quickly(folder, "--db", "small/x.db", "ingest", bundle, mbox).status).toBe(0);
      expect(exportAll(folder, "small/x.db")).toBe(whole);
    } finally {
      disk.free();
    }
  });
});

test("a read-only disk is named as such", async ({ skip }) => {
  await withFolder((folder) => {
    const small = path.join(folder, "small");
    const disk = mountSmall(small, "size=64m");
    if (disk === null) return skip("no right to mount");
    try {
      expect(quickly(folder, "--db", "small/x.db", "ingest", mbox).status).toBe(0);
      expect(spawnSync("mount", ["-o", "remount,ro", small]).status).toBe(0);
      for (const args of [["ingest", bundle], ["rebuild"]]) {
        const run = quickly(folder, "--db", "small/x.db", ...args);
        expectClear(run);
        expect([run.status, run.err]).toEqual([1, expect.stringContaining("cannot write")]);
      }
    } finally {
      disk.free();
    }
  });
});

test("a reader that holds a snapshot lets the log grow, and keeps nobody out", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    expect(quickly(folder, "--db", "x.db", "ingest", bundle).status).toBe(0);
    sqlite(path.join(folder, "x.db"), (reader) => {
      reader.exec("BEGIN; SELECT count(*) FROM message");
      expect(quickly(folder, ...INGEST).status).toBe(0);
      for (let times = 0; times < 3; times += 1)
        expect(quickly(folder, "--db", "x.db", "rebuild").status).toBe(0);
      reader.exec("COMMIT");
    });
    expect(exportAll(folder, "x.db")).toBe(whole);
    expect(existsSync(path.join(folder, "x.db-wal"))).toBe(false);
  });
});

test("a database that another process holds: a bounded wait, then a clear error", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    cpSync(path.join(folder, "whole.db"), path.join(folder, "x.db"));
    sqlite(path.join(folder, "x.db"), (holder) => {
      holder.exec("BEGIN IMMEDIATE");
      const started = Date.now();
      const run = quickly(folder, "--db", "x.db", "rebuild");
      expect(Date.now() - started).toBeLessThan(60_000);
      expect([run.status, run.err]).toEqual([3, expect.stringContaining("another process")]);
      expectClear(run);
      // Who only reads is not kept waiting.
      expect(quickly(folder, "--db", "x.db", "status", "gfx-dev").status).toBe(0);
      holder.exec("ROLLBACK");
    });
    expect(exportAll(folder, "x.db")).toBe(whole);
  });
});

test("two at once on a new database: both end well, nothing is doubled", async () => {
  await withFolder(async (folder) => {
    const whole = undisturbed(folder);
    const pairs = [
      [INGEST, INGEST],
      [
        ["--db", "x.db", "ingest", bundle],
        ["--db", "x.db", "ingest", mbox],
      ],
      [INGEST, ["--db", "x.db", "rebuild"]],
      [
        ["--db", "x.db", "rebuild"],
        ["--db", "x.db", "digest", "--list", "gfx-dev"],
      ],
      [INGEST, ["--db", "x.db", "search", "display"]],
    ];
    for (const pair of pairs) {
      const runs = await Promise.all(pair.map((args) => startPatchtrail(folder, args).ended));
      for (const [at, run] of runs.entries()) {
        expectClear(run);
        // Who looks in the midst of a rebuild is told so.
        const told = run.err.includes("are being read anew") ? 3 : 0;
        expect([pair[at], run.status, run.err]).toEqual([pair[at], told, run.err]);
      }
    }
    expect(exportAll(folder, "x.db")).toBe(whole);
  });
});

test("a digest that is planned in the midst of a rebuild that was cut off is the whole one", async () => {
  await withFolder(async (folder) => {
    const config = `database: x.db
lists: [{name: gfx-dev}]
mail: {from: digest@example.org, smtp: {host: 127.0.0.1, port: 9, security: none}}
subscriptions: [{to: ada@example.org, list: gfx-dev}]\n`;
    writeFileSync(path.join(folder, "patchtrail.yaml"), config);
    expect(quickly(folder, "ingest", "--list", "gfx-dev", mbox).status).toBe(0);
    const plan = ["digest", "--send", "--dry-run", "--json", "--week", "2025-W08"];
    const whole = quickly(folder, ...plan);
    expect([whole.status, whole.err]).toEqual([0, ""]);
    expect(whole.out).toContain("ada@example.org");
    const store = openStore(path.join(folder, "x.db"));
    await store.startRebuild();
    await store.close();
    const status = quickly(folder, "status", "gfx-dev");
    expect([status.status, status.err]).toEqual([
      3,
      expect.stringContaining("are being read anew"),
    ]);
    expect(quickly(folder, ...plan).out).toBe(whole.out);
  });
});

test("back-ups while archives are read are whole, each the state of one moment", async () => {
  await withFolder(async (folder) => {
    undisturbed(folder);
    const work = startPatchtrail(folder, INGEST);
    for (let number = 0; !existsSync(path.join(folder, "x.db")) && number < 400; number += 1)
      await wait(10);
    const copies: string[] = [];
    for (let number = 0; number < 4; number += 1) {
      const run = await startPatchtrail(folder, ["--db", "x.db", "backup", `b${number}.db`]).ended;
      expectClear(run);
      // Before the first table there is nothing to copy, which is said.
      if (run.status === 0) copies.push(`b${number}.db`);
    }
    expect((await work.ended).status).toBe(0);
    expect(copies.length).toBeGreaterThan(0);
    for (const copy of copies) {
      const check = sqlite(path.join(folder, copy), (db) =>
        db.pragma("integrity_check", { simple: true }),
      );
      expect(check).toBe("ok");
      expect(quickly(folder, "--db", copy, "ingest", bundle, mbox).status).toBe(0);
      expect(exportAll(folder, copy)).toBe(exportAll(folder, "whole.db"));
    }
  });
});

test("back-up, damage, restore: the state is that of the back-up", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    cpSync(path.join(folder, "whole.db"), path.join(folder, "x.db"));
    expect(quickly(folder, "--db", "x.db", "backup", "kept/x.db").out).toMatch(/MB, checked/);
    truncateSync(path.join(folder, "x.db"), 30_000);
    const broken = quickly(folder, "--db", "x.db", "status", "gfx-dev");
    expectClear(broken);
    expect([broken.status, broken.err]).toEqual([
      1,
      expect.stringMatching(/was cut off.*\n.*restore/),
    ]);
    const repair = quickly(folder, "--db", "x.db", "doctor", "--repair");
    expect([repair.status, repair.err]).toEqual([1, expect.stringContaining("restore FILE")]);
    const restored = quickly(folder, "--db", "x.db", "restore", "kept/x.db");
    expect([restored.status, restored.out]).toEqual([
      0,
      expect.stringMatching(/the former one is x\.db\.before-restore-\d{8}T\d{6}Z/),
    ]);
    expect(exportAll(folder, "x.db")).toBe(whole);
    expect(quickly(folder, "--db", "x.db", "restore", mbox).err).toContain("no SQLite database");
  });
});

test("a database of a newer program is refused with what to do", async () => {
  await withFolder((folder) => {
    undisturbed(folder);
    const file = path.join(folder, "whole.db");
    sqlite(file, (db) => db.exec("INSERT INTO migration VALUES ('9999_future.sql', 'x')"));
    const run = quickly(folder, "--db", "whole.db", "status", "gfx-dev");
    expect([run.status, run.err]).toEqual([
      1,
      expect.stringMatching(/9999_future.*\n.*install the newer/),
    ]);
  });
});

test("doctor --repair derives what was cut off, and clears half downloads away", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    cpSync(path.join(folder, "whole.db"), path.join(folder, "x.db"));
    sqlite(path.join(folder, "x.db"), (db) =>
      db.exec("UPDATE message SET dirty = 1; DELETE FROM message_fts WHERE rowid < 9"),
    );
    const cache = path.join(folder, "cache/patchtrail");
    const [mirror = ""] = readdirSync(cache);
    const half = path.join(cache, "other.git.4194304.partial");
    mkdirSync(half);
    const pack = path.join(cache, mirror, "objects/pack/tmp_pack_Ab12");
    writeFileSync(pack, "half a pack");
    for (const place of [half, pack]) utimesSync(place, 1_000, 1_000);
    const run = quickly(folder, "--db", "x.db", "doctor", "--repair");
    expect(run.status).toBe(0);
    expect(run.out).toMatch(/missing from the search index/);
    expect(run.out).toMatch(/derived anew/);
    expect(run.out).toMatch(/Nothing is wrong/);
    expect([existsSync(half), existsSync(pack), existsSync(path.join(cache, mirror))]).toEqual([
      false,
      false,
      true,
    ]);
    expect(exportAll(folder, "x.db")).toBe(whole);
    const again = quickly(folder, "--db", "x.db", "doctor", "--repair").out;
    expect(again).toMatch(/^Nothing had to be repaired/);
    rmSync(path.join(cache, mirror, "objects/pack"), { recursive: true });
    expect(quickly(folder, "--db", "x.db", "doctor", "--repair").out).toContain("lacked objects");
    expect(existsSync(path.join(cache, mirror))).toBe(false);
  });
});

test("a bundle that could not be read is set aside until it can", async () => {
  await withFolder((folder) => {
    const place = path.join(folder, "widget-dev.bundle");
    cpSync(bundle, place);
    truncateSync(place, 3_000);
    expect(quickly(folder, "--db", "x.db", "ingest", place).status).toBe(1);
    expect(quickly(folder, "--db", "x.db", "doctor").out).toContain("git-failed");
    cpSync(bundle, place);
    expect(quickly(folder, "--db", "x.db", "ingest", place).status).toBe(0);
    expect(quickly(folder, "--db", "x.db", "doctor").out).not.toContain("git-failed");
  });
});

test("a lock that a killed git left in a mirror keeps nobody out for long", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    const cache = path.join(folder, "cache/patchtrail");
    const [mirror = ""] = readdirSync(cache);
    const refs = path.join(cache, mirror, "packed-refs.lock");
    const remote = path.join(folder, "remote.git");
    spawnSync("git", ["clone", "--quiet", "--mirror", bundle, remote]);
    writeFileSync(
      path.join(folder, "patchtrail.yaml"),
      `database: x.db\nlists: [{name: widget-dev, archives: [{url: "file://${remote}"}]}]\n`,
    );
    expect(quickly(folder, "sync").status).toBe(0);
    for (const name of readdirSync(cache)) {
      const lock = path.join(cache, name, "HEAD.lock");
      writeFileSync(lock, "");
      utimesSync(lock, 1_000, 1_000);
      const inRefs = path.join(cache, name, "refs/heads/master.lock");
      mkdirSync(path.dirname(inRefs), { recursive: true });
      writeFileSync(inRefs, "");
      utimesSync(inRefs, 1_000, 1_000);
    }
    expect(existsSync(refs)).toBe(false);
    const head = readFileSync(path.join(remote, "HEAD"), "utf8").trim().replace("ref: ", "");
    const tree = spawnSync("git", ["-C", remote, "rev-parse", `${head}^{tree}`], {
      encoding: "utf8",
    });
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: "A",
      GIT_AUTHOR_EMAIL: "a@example.org",
      GIT_COMMITTER_NAME: "A",
      GIT_COMMITTER_EMAIL: "a@example.org",
    };
    const commit = spawnSync(
      "git",
      [
        "-C",
        remote,
        "commit-tree",
        "-p",
        head,
        "-m",
        "the same mail once more",
        tree.stdout.trim(),
      ],
      { encoding: "utf8", env },
    ).stdout.trim();
    spawnSync("git", ["-C", remote, "update-ref", head, commit]);
    const run = quickly(folder, "sync");
    expect([run.status, run.err]).toEqual([0, ""]);
    expect(quickly(folder, "--db", "x.db", "ingest", mbox).status).toBe(0);
    expect(exportAll(folder, "x.db")).toBe(whole);
  });
});

test("a clock that goes backwards changes nothing that is stored", async () => {
  await withFolder((folder) => {
    const whole = undisturbed(folder);
    const shim = path.join(folder, "clock.mjs");
    // Each look at the clock finds it an hour earlier.
    writeFileSync(shim, "let at = 2e12; Date.now = () => (at -= 3.6e6);\n");
    const env = { PATH: process.env["PATH"], HOME: folder, NODE_OPTIONS: `--import=${shim}` };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [main, "--db", "x.db", ...args], {
        cwd: folder,
        env,
        encoding: "utf8",
      });
    for (const args of [["ingest", bundle], ["ingest", mbox], ["rebuild"]]) {
      const ended = run(...args);
      expect([ended.status, ended.stderr.includes("bug")]).toEqual([0, false]);
    }
    expect(exportAll(folder, "x.db")).toBe(whole);
  });
});

test("killed at random moments of every kind of work, the end is the very same", async () => {
  await withFolder(async (folder) => {
    const whole = undisturbed(folder);
    const work: [begin: () => void, args: string[]][] = [
      [() => undefined, INGEST],
      [
        () => cpSync(path.join(folder, "whole.db"), path.join(folder, "x.db")),
        ["--db", "x.db", "rebuild"],
      ],
      [
        () =>
          writeOldDatabase(
            path.join(folder, "x.db"),
            path.join(folder, "whole.db"),
            SCHEMAS[1] ?? "",
          ),
        INGEST,
      ],
    ];
    for (const [begin, args] of work) {
      for (const name of readdirSync(folder))
        if (name.startsWith("x.db")) rmSync(path.join(folder, name));
      begin();
      for (let kills = 0; kills < KILLS; kills += 1) {
        const child = spawn(process.execPath, [main, ...args], {
          cwd: folder,
          detached: true,
          stdio: "ignore",
          env: {
            PATH: process.env["PATH"],
            HOME: folder,
            XDG_CACHE_HOME: path.join(folder, "cache"),
          },
        });
        const ended = new Promise((resolve) => child.once("close", resolve));
        await wait(150 + Math.random() * 900);
        if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        await ended;
      }
      const last = quickly(folder, ...INGEST);
      expect([last.status, last.err]).toEqual([0, ""]);
      expect(quickly(folder, "--db", "x.db", "doctor", "--repair").out).toMatch(/Nothing is wrong/);
      expect(exportAll(folder, "x.db")).toBe(whole);
    }
  });
});
