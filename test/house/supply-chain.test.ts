import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error a plain JavaScript file, run by npm as well
import { licencesPage } from "./licences.mjs";

interface Lock {
  readonly packages: Readonly<Record<string, { dev?: boolean; license?: string; integrity?: string; hasInstallScript?: boolean }>>; // prettier-ignore
}
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const installed = Object.entries(lock.packages).filter(([place]) => place !== "");
const WORKFLOWS = ".github/workflows";
const workflows = readdirSync(WORKFLOWS).map((name) => ({
  name,
  text: readFileSync(path.join(WORKFLOWS, name), "utf8"),
}));

test.each(workflows)("$name: actions pinned by hash, rights read-only by default", ({ text }) => {
  const uses = text.split("\n").filter((line) => /^\s*-?\s*uses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/); // prettier-ignore
  expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
  for (const line of text.split("\n").filter((each) => each.includes("uses: actions/checkout@")))
    expect(text.slice(text.indexOf(line))).toMatch(/^.*\n\s+with:\n\s+persist-credentials: false/);
  expect(text).not.toMatch(
    /pull_request_target|\$\{\{\s*(?:github\.event|github\.head_ref|inputs)\b/,
  );
});

test("only the job that publishes may prove who it is, and nothing else may write", () => {
  const rights = workflows.flatMap(({ name, text }) =>
    [...text.matchAll(/^\s+([\w-]+): write$/gm)].map(([, right]) => `${name}: ${right}`),
  );
  expect(rights).toEqual(["publish.yml: id-token"]);
  expect(readFileSync(path.join(WORKFLOWS, "publish.yml"), "utf8")).toContain("--provenance");
});

test("docs/licences.md names every package that is installed with this one", () => {
  const page = (licencesPage as (from: Lock) => string)(lock);
  expect(readFileSync("docs/licences.md", "utf8")).toBe(page);
});

test("all that is shipped may be used, changed and passed on", () => {
  const free =
    /^\(?(?:MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|0BSD)(?: OR .*)?\)?$/;
  const other = installed.filter(
    ([, { dev, license }]) => dev !== true && !free.test(license ?? ""),
  );
  expect(other.map(([place]) => place)).toEqual([]);
});

test("every package is held to its content, and few may run programs when installed", () => {
  expect(installed.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  const scripted = installed.flatMap(([place, each]) => (each.hasInstallScript === true ? [place] : [])); // prettier-ignore
  expect(scripted).toEqual(["node_modules/better-sqlite3"]);
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>; // prettier-ignore
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("SECURITY.md: each door is held shut by tests that exist", () => {
  const text = readFileSync("SECURITY.md", "utf8");
  const table = text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| door"));
  expect(table.length).toBeGreaterThanOrEqual(15);
  for (const row of table) {
    const named = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, file = ""]) => file);
    expect([row.slice(0, 40), named.length]).not.toEqual([row.slice(0, 40), 0]);
    for (const file of named) expect([file, existsSync(file)]).toEqual([file, true]);
  }
});
