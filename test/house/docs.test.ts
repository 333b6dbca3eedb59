import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { Face } from "../../src/cli/command.ts";
import { EXAMPLES } from "../../src/cli/examples.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { configSchema } from "../../src/config/schema.ts";

const read = (file: string) => readFileSync(file, "utf8");
const pages =
  ["README.md", ...readdirSync("docs", { recursive: true }).map((name) => `docs/${String(name)}`)] // prettier-ignore
    .filter((name) => name.endsWith(".md"));

test("the reference of commands and the man page are what the program says of itself", () => {
  const run = spawnSync(process.execPath, ["docs/generate.mjs", "--check"], { encoding: "utf8" });
  expect([run.stderr, run.status]).toEqual(["", 0]);
});

test("troubleshooting knows the codes of errors, and no others", () => {
  const union = /type ErrorCode =([^;]+);/.exec(read("src/errors.ts"))?.[1] ?? "";
  const codes = [...union.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code);
  const told = [...read("docs/reference/errors.md").matchAll(/^## ([a-z-]+)$/gm)];
  expect(codes.length).toBeGreaterThan(10);
  expect(told.map(([, code]) => code)).toEqual(codes);
});

test("every key of the configuration stands in its table, and every key of the table is one", () => {
  const rows = [...read("docs/configuration.md").matchAll(/^\| (`[^|]*`) \|/gm)];
  const told = rows.flatMap(([, cell = ""]) => keysOf(cell)).filter((key) => /^[a-z]/.test(key));
  const schema = z.toJSONSchema(configSchema, { unrepresentable: "any" });
  expect(told.sort()).toEqual(leaves(schema as Schema).sort());
});

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Keys below a mapping, as the table writes them: `lists[].archives[].url`. */
function leaves(schema: Schema, at = ""): string[] {
  const known = schema.anyOf?.find(({ properties, items }) => properties ?? items) ?? schema;
  if (known.items?.properties !== undefined) return leaves(known.items, `${at}[]`);
  if (known.properties === undefined) return [at];
  return Object.entries(known.properties).flatMap(([name, each]) =>
    leaves(each, at === "" ? name : `${at}.${name}`),
  );
}

/** "`a.b`, `.c`" is a.b and a.c. */
function keysOf(cell: string): string[] {
  const [first = "", ...more] = [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? "");
  const lead = first.slice(0, first.lastIndexOf("."));
  return [first, ...more.map((key) => `${lead}${key}`)];
}

test("links between pages lead somewhere", () => {
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
      .filter((target) => !exists(path.join(path.dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});

function exists(target: string): boolean {
  const [file = "", heading] = target.split("#");
  try {
    if (heading === undefined) return readdirSync(path.dirname(file)).includes(path.basename(file)) || file.endsWith("/"); // prettier-ignore
    const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => text);
    return headings.map((text) => text.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-")).includes(heading); // prettier-ignore
  } catch {
    return false;
  }
}

let program: Command;
beforeAll(async () => {
  program = await buildProgram({ version: "0" } as Face, []);
  quiet(program);
});

/** Nothing is done: only whether the words are taken counts. */
function quiet(command: Command): void {
  command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  command.exitOverride();
  command.action(() => undefined);
  for (const each of command.commands) quiet(each);
}

// What stands in the reference of commands comes from the program: usage, and the examples below.
const typed = pages
  .filter((page) => page !== "docs/reference/cli.md")
  .flatMap((page) =>
    [...read(page).matchAll(/^```\w*\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
      block
        .split("\n")
        .flatMap((line) => /(?:^|&& )(?:npx )?patchtrail ([a-z].*|-.*)$/.exec(line)?.[1] ?? [])
        .map((words) => [page, words] as const),
    ),
  );
const helped = Object.values(EXAMPLES).flatMap((lines) =>
  lines.map((line) => ["--help", line.replace(/^.*?patchtrail /, "")] as const),
);

test("every command in the docs and in help is one that the program takes", async () => {
  expect(typed.length).toBeGreaterThan(60);
  const refused: string[] = [];
  for (const [page, line] of [...typed, ...helped]) {
    try {
      await program.parseAsync(wordsOf(line), { from: "user" });
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      if (code !== "commander.version" && code !== "commander.helpDisplayed")
        refused.push(`${page}: ${line}: ${(error as Error).message}`);
    }
  }
  expect(refused).toEqual([]);
});

/** Words as a shell splits them, up to a comment, a pipe or the next command. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    if (/^(?:#|\||>|&&|;|<)/.test(word) && !word.startsWith("<")) break;
    words.push(word.replace(/['")]/g, ""));
  }
  return words;
}
