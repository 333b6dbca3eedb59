import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Face } from "../../../src/cli/command.ts";
import { completionScript, SHELLS } from "../../../src/cli/completion-script.ts";
import { describeCommands } from "../../../src/cli/describe.ts";
import { buildProgram } from "../../../src/cli/program.ts";

const commands = describeCommands(await buildProgram({ version: "0" } as Face, []));

/** What bash offers at the end of a line. */
function offered(...words: readonly string[]): string[] {
  const ask = `${completionScript("bash", commands)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _patchtrail; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const run = spawnSync("bash", ["-c", ask, "bash", "patchtrail", ...words], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  return run.stdout.split("\n").filter((word) => word !== "");
}

test("bash offers commands, commands of commands, options and the words that they take", () => {
  expect(offered("se")).toEqual(["series", "search", "serve"]);
  expect(offered("outbox", "")).toEqual(expect.arrayContaining(["list", "approve", "--db"]));
  expect(offered("--db", "x.db", "ingest", "--li")).toEqual(["--list"]);
  expect(offered("ingest", "--format", "m")).toEqual(["mbox", "maildir", "mhonarc"]);
  expect(offered("completion", "--he")).toEqual(["--help"]);
});

test("what takes a file or any word is left to bash", () => {
  expect(offered("--config", "")).toEqual([]);
  expect(offered("todos", "--owner", "")).toEqual([]);
});

test.each(SHELLS)("the script for %s knows every command", (shell) => {
  const script = completionScript(shell, commands);
  for (const { path } of commands.slice(1)) expect(script).toContain(`" ${path}"`);
  expect(script).not.toContain("undefined");
});
