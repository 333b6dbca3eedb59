import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
// @ts-expect-error a plain JavaScript file of settings, without types
import { MAY_IMPORT } from "../../oxlint.config.mjs";
import type { Face } from "../../src/cli/command.ts";
import { EXAMPLES } from "../../src/cli/examples.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/model/config.ts";

const read = (file: string) => readFileSync(file, "utf8");
const pages =
  ["README.md", ...readdirSync("docs", { recursive: true }).map((name) => `docs/${String(name)}`)] // prettier-ignore
    .filter((name) => name.endsWith(".md"));

test("the generated pages and the man page are what the program says of itself", () => {
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

/** Mappings that keys of the reference stand in, with what must be there beside them. */
const AROUND: Record<string, object> = {
  lists: [{ name: "a", archives: [{ path: "a.mbox" }] }],
  trees: [{ name: "a", path: "." }],
  webhooks: [{ name: "a", kind: "slack", urlVariable: "A" }],
  mail: { from: "a@example.org", smtp: { host: "mail.example.org", security: "starttls" } },
  subscriptions: [{ to: "a@example.org", list: "a" }],
  watch: { sync: { cron: "@daily" }, pages: { cron: "@daily", folder: "site" } },
};

test("what the reference says a key is when it is left out, it is", () => {
  const rows = [...read("docs/reference/configuration.md").matchAll(/^\| `([^`]+)` \|(?:\\\||[^|])+\| ([^|]+) \|/gm)]; // prettier-ignore
  const plain = rows.filter(([, , unset = ""]) => /^(?:`[^`]+`(?:, `[^`]+`)*|\d+(?:\.\d+)?|true|false)$/.test(unset)); // prettier-ignore
  expect(plain.length).toBeGreaterThan(20);
  for (const [, key = "", unset = ""] of plain) {
    if (key.startsWith("watch.") && key.endsWith(".zone")) continue;
    const words = [...unset.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
    const value: unknown = words.length === 0 ? JSON.parse(unset) : words.length === 1 ? words[0] : words; // prettier-ignore
    const said = [key, loaded(key.split("."), value)];
    expect(said).toEqual([key, loaded(key.split("."), undefined)]);
  }
});

/** The configuration with one key set; undefined leaves it out. */
function loaded(steps: readonly string[], value: unknown): Config {
  const file = structuredClone(AROUND);
  let place = file as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    const name = step.replace("[]", "");
    place[name] ??= {};
    const inner = place[name] as Record<string, unknown>;
    place = (Array.isArray(inner) ? inner[0] : inner) as Record<string, unknown>;
  }
  const last = steps.at(-1) ?? "";
  if (value === undefined) delete place[last];
  else place[last] = value;
  return loadConfig(stringify(file), "patchtrail.yaml", {});
}

test("the table of folders is the one that the lint goes by", () => {
  const rows = [...read("ARCHITECTURE.md").matchAll(/^\| `([\w-]+)\/` \| .* \| ([^|]+) \|$/gm)];
  const told = rows.map(([, folder = "", may = ""]) => [folder, may === "nothing" ? [] : may.split(", ")]); // prettier-ignore
  const ruled = Object.entries(MAY_IMPORT as Record<string, string[]>).map(
    ([folder, may]) => [folder, folder === "app" ? ["all of the above"] : may], // prettier-ignore
  );
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(ruled));
});

test("files that the pages for contributors and operators name are there", () => {
  const gone = [...pages, "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md"]
    .filter((page) => !page.startsWith("docs/reference/"))
    .flatMap((page) =>
      [...read(page).matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|sql|md))`/g)]
        .map(([, file = ""]) => file)
        .filter((file) => !["", "src/", "src/app/"].some((folder) => existsSync(folder + file)))
        .map((file) => `${page}: ${file}`),
    );
  expect(gone).toEqual([]);
});

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
