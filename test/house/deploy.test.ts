import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readAtRunTime } from "./run-time-files.ts";

const workflows = [
  ...readdirSync(".github/workflows").map((name) => path.join(".github/workflows", name)),
  ...readdirSync("docs/examples").map((name) => path.join("docs/examples", name)),
];

test.each([...workflows, "action.yml"])("%s is YAML, and names actions by their commit", (file) => {
  const text = readFileSync(file, "utf8");
  expect(parse(text)).toHaveProperty("name");
  const used = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
  for (const line of used) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(workflows)("%s may only read unless a job says more", (file) => {
  const { permissions } = parse(readFileSync(file, "utf8")) as { permissions?: unknown };
  expect(permissions).toEqual({ contents: "read" });
});

test("the image holds what the program reads beside itself", () => {
  const copied = [...readFileSync("deploy/Containerfile", "utf8").matchAll(/^COPY (?!--)(.*) \S+$/gm)]
    .flatMap(([, names = ""]) => names.split(" ")); // prettier-ignore
  const letIn = readFileSync(".dockerignore", "utf8").split("\n").flatMap((line) => /^!(.*)$/.exec(line)?.[1] ?? []); // prettier-ignore
  expect(letIn.toSorted()).toEqual(copied.toSorted());
  expect(copied).toEqual(expect.arrayContaining(readAtRunTime()));
});

test("systemd takes the units", () => {
  if (spawnSync("systemd-analyze", ["--version"]).status !== 0) return;
  const units = readdirSync("deploy").filter((name) => /\.(?:service|timer)$/.test(name));
  expect(units).toHaveLength(3);
  const files = units.map((name) => path.resolve("deploy", name));
  const run = spawnSync("systemd-analyze", ["verify", "--man=no", ...files], { encoding: "utf8" });
  expect([run.status, run.stderr]).toEqual([0, ""]);
});
