import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error a plain JavaScript file of settings, without types
import { MAY_IMPORT } from "../../oxlint.config.mjs";

test("the table of who may import whom names exactly the folders of src", () => {
  const folders = readdirSync("src", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(Object.keys(MAY_IMPORT as object).sort()).toEqual(folders.sort());
});

const BREACHES: readonly (readonly [what: string, folder: string, text: string, rule: string])[] = [
  [
    "a breach of the table",
    "report",
    'import { openStore } from "../../store/open.ts";\nexport const x = openStore;\n',
    "no-restricted-imports",
  ],
  [
    "a breach of the table, into a room of a folder",
    "report",
    'import { views } from "../../app/view/views.ts";\nexport const x = views;\n',
    "no-restricted-imports",
  ],
  [
    "a library away from its home",
    "app",
    'import Database from "better-sqlite3";\nexport const x = Database;\n',
    "no-restricted-imports",
  ],
  [
    "input in a pure folder",
    "mail",
    'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n',
    "no-restricted-imports",
  ],
  [
    "a clock in a pure folder",
    "todo",
    "export const x = Date.now();\n",
    "no-restricted-properties",
  ],
  [
    "a promise left alone",
    "app",
    "async function f() {}\nexport function g() {\n  f();\n}\n",
    "no-floating-promises",
  ],
  ["a stray console", "app", 'console.log("x");\n', "no-console"],
];

/**
 * What the lint says of each: files inside src/ for a moment, since the rules go by folder. One run
 * for all of them; each lies in a folder of its own, which its complaints name.
 */
function lintAll(): readonly string[] {
  const places = BREACHES.map(([, folder], at) => path.join("src", folder, `zz-canary-${at}`));
  try {
    for (const [at, place] of places.entries()) {
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, "canary.ts"), BREACHES[at]?.[2] ?? "");
    }
    const options = ["-c", "oxlint.config.mjs", "--format", "unix"];
    const { stdout } = spawnSync("npx", ["oxlint", ...options, ...places], { encoding: "utf8" });
    const lines = stdout.split("\n");
    return places.map((place) => lines.filter((line) => line.includes(place)).join("\n"));
  } finally {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
}

test("the lint sees each kind of breach, where it is", () => {
  const said = lintAll();
  for (const [at, [what, , , rule]] of BREACHES.entries())
    expect([what, said[at]]).toEqual([what, expect.stringContaining(rule)]);
});

test("what the benches import is built", () => {
  const lost = readdirSync("bench").flatMap((name) =>
    [...readFileSync(`bench/${name}`, "utf8").matchAll(/"\.\.\/dist\/([^"]+)\.js"/g)]
      .map(([, file = ""]) => `src/${file}.ts`)
      .filter((file) => !existsSync(file))
      .map((file) => `${name}: ${file}`),
  );
  expect(lost).toEqual([]);
});

test("no path of a machine, no registry host is in the project", () => {
  const listed = spawnSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" });
  const files = listed.stdout
    .split("\n")
    .filter((name) => name !== "" && !name.startsWith("test/house/"));
  const found = spawnSync("grep", ["-lE", "/work/|registry\\.npmjs\\.org|/root/", "--", ...files], {
    encoding: "utf8",
  });
  expect(found.stdout).toBe("");
});
