import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  removeHalfClones,
  removeHalfDownloads,
  removeStaleLocks,
} from "../../../src/archive/mirror-leftovers.ts";

let cache: string;
let mirror: string;
const ENDED_PID = 4_194_304;

beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), "patchtrail-"));
  mirror = path.join(cache, "inbox.git");
  mkdirSync(path.join(mirror, "refs/heads"), { recursive: true });
  mkdirSync(path.join(mirror, "objects/pack"), { recursive: true });
});
afterEach(() => rmSync(cache, { recursive: true }));

function put(name: string, old: boolean): string {
  const file = path.join(cache, name);
  writeFileSync(file, "");
  if (old) utimesSync(file, 1_000, 1_000);
  return file;
}

test("locks that a git may still hold stay; old ones go", () => {
  const fresh = put("inbox.git/packed-refs.lock", false);
  expect(removeStaleLocks(mirror)).toBe(false);
  const stale = put("inbox.git/refs/heads/master.lock", true);
  const branch = put("inbox.git/refs/heads/master", true);
  expect(removeStaleLocks(mirror)).toBe(true);
  expect([fresh, stale, branch].map((file) => existsSync(file))).toEqual([true, false, true]);
});

test("a clone of a process that runs stays; one that was killed goes, as do older names", () => {
  const running = path.join(cache, `inbox.git.${process.ppid}.partial`);
  const ended = path.join(cache, `inbox.git.${ENDED_PID}.partial`);
  const other = path.join(cache, `other.git.${ENDED_PID}.partial`);
  const former = path.join(cache, "inbox.git.partial");
  for (const folder of [running, ended, other, former]) mkdirSync(folder);
  removeHalfClones(mirror);
  expect([running, ended, other, former].map((folder) => existsSync(folder))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("half packs go when nothing has been written to them for long", () => {
  const growing = put("inbox.git/objects/pack/tmp_pack_a", false);
  const dead = put("inbox.git/objects/pack/tmp_pack_b", true);
  const whole = put("inbox.git/objects/pack/pack-1.pack", true);
  expect(removeHalfDownloads(cache)).toEqual([dead]);
  expect([growing, dead, whole].map((file) => existsSync(file))).toEqual([true, false, true]);
  expect(removeHalfDownloads(path.join(cache, "none"))).toEqual([]);
});
