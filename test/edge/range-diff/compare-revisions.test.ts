import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { RangePair } from "../../../src/model/range-diff.ts";
import { parseDiff } from "../../../src/patch/diff.ts";
import type { ComparedPatch } from "../../../src/range-diff/patch-text.ts";
import { compareRevisions } from "../../../src/range-diff/compare-revisions.ts";
import { readRangeDiff } from "../../../src/range-diff/read-range-diff.ts";

type Random = (below: number) => number;
/** Lines of each file after a patch, and what its commit says. */
interface Step {
  readonly subject: string;
  readonly file: string;
  readonly line: number;
  readonly words: readonly string[];
}

const FILES = ["a.c", "b.c", "c.c"];
const AUTHOR = { name: "Ada Example", email: "ada@example.org" };

function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
}

function git(folder: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_NOSYSTEM: "1",
    HOME: folder,
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
  };
  const run = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8", env });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

/** Commits steps on the first commit of the repository; the patches as their mails would read. */
function commit(folder: string, branch: string, steps: readonly Step[]): ComparedPatch[] {
  git(folder, "checkout", "-q", "-B", branch, "base");
  const content = new Map(
    FILES.map((file) => [file, Array.from({ length: 80 }, (_, at) => `${file} ${at}\n`)]),
  );
  return steps.map(({ subject, file, line, words }, at) => {
    const lines = content.get(file)!;
    lines[line] = words.map((word) => `\t${word}\n`).join("");
    writeFileSync(path.join(folder, file), lines.join(""));
    git(folder, "commit", "-q", "-a", "--allow-empty", "-m", `${subject}\n\nWhy.`);
    return {
      messageId: `${branch}-${at}`,
      position: at + 1,
      title: subject,
      author: AUTHOR,
      message: ["Why."],
      files: parseDiff(git(folder, "format-patch", "-1", "--stdout")),
      patchId: null,
    };
  });
}

function someSteps(random: Random): Step[] {
  return Array.from({ length: 8 }, (_, at) => ({
    subject: `part ${random(6)}`,
    file: FILES[random(FILES.length)]!,
    line: at * 10,
    words: Array.from({ length: 1 + random(9) }, () => `word ${random(20)}`),
  }));
}

/** A re-roll: some dropped, added, swapped, changed a little or a lot. */
function reroll(steps: readonly Step[], random: Random): Step[] {
  const next = steps.flatMap((step) => {
    const chance = random(10);
    const last = `word ${random(20)}`;
    if (chance === 0) return [];
    if (chance === 1) return [{ ...step, words: [last, last, last] }];
    if (chance < 5) return [{ ...step, words: [...step.words.slice(0, -1), last] }];
    return chance === 5 ? [step, { ...step, line: step.line + 5 }] : [step];
  });
  const at = random(next.length - 1);
  return [...next.slice(0, at), next[at + 1]!, next[at]!, ...next.slice(at + 2)];
}

const shape = (pairs: readonly RangePair[]) =>
  pairs.map(({ left, right, status }) => `${left?.messageId} ${status} ${right?.messageId}`);
const changes = (pairs: readonly RangePair[]) =>
  pairs.map(({ hunks }) =>
    hunks
      .flatMap(({ lines }) => lines)
      .filter(({ kind }) => kind !== "same")
      .map(({ kind, text }) => `${kind} ${text}`)
      .toSorted(),
  );

// Seeds without ties: of two ways that cost the same git takes any, we the one of equal titles.
test.each([2, 3, 5, 6, 7, 8, 9, 10])("pairs and compares as git itself does (%i)", (seed) => {
  const folder = mkdtempSync(path.join(tmpdir(), "patchtrail-range-"));
  try {
    git(folder, "init", "-q");
    for (const file of FILES) {
      const lines = Array.from({ length: 80 }, (_, at) => `${file} ${at}\n`);
      writeFileSync(path.join(folder, file), lines.join(""));
    }
    git(folder, "add", ".");
    git(folder, "commit", "-q", "-m", "base");
    git(folder, "branch", "base");
    const random = generator(seed);
    const steps = someSteps(random);
    const older = commit(folder, "older", steps);
    const newer = commit(folder, "newer", reroll(steps, random));
    const ours = compareRevisions(older, newer, { creationFactor: 60 });
    const output = git(folder, "range-diff", "--no-color", "base..older", "base..newer");
    const theirs = readRangeDiff(output, { older, newer });
    expect(shape(ours)).toEqual(shape(theirs));
    expect(changes(ours)).toEqual(changes(theirs));
    expect(new Set(ours.map(({ status }) => status)).size).toBeGreaterThan(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
