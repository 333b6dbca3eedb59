#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError, type Option } from "commander";
import type { AppContext } from "../app/context.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import { addBackup, addRestore } from "./backup.ts";
import { addDecisions } from "./decisions.ts";
import { addDemo } from "./demo.ts";
import { addDigest } from "./digest.ts";
import { addDoctor } from "./doctor.ts";
import { createAppContext, type GlobalOptions } from "./environment.ts";
import { addExport } from "./export.ts";
import { addFeed } from "./feed.ts";
import { addIngest } from "./ingest.ts";
import { addInit } from "./init.ts";
import { addIssues } from "./issues.ts";
import { addRangeDiff } from "./range-diff.ts";
import { addOutbox } from "./outbox.ts";
import { addRebuild } from "./rebuild.ts";
import { addSearch } from "./search.ts";
import { addSeries } from "./series.ts";
import { addStatus } from "./status.ts";
import { addSync } from "./sync.ts";
import { inertLines, paintFor } from "./terminal.ts";
import { addThread } from "./thread.ts";
import { addTodos } from "./todos.ts";
import { addTree } from "./tree.ts";
import { addWebhooks } from "./webhooks.ts";
import type { Face } from "./command.ts";

const COMMANDS = [
  addIngest,
  addSync,
  addTree,
  addStatus,
  addSeries,
  addRangeDiff,
  addThread,
  addTodos,
  addSearch,
  addDigest,
  addDecisions,
  addIssues,
  addOutbox,
  addWebhooks,
  addExport,
  addFeed,
  addRebuild,
  addBackup,
  addRestore,
  addDoctor,
  addInit,
  addDemo,
];

const MAX_COLUMNS = 120;

async function main(argv: readonly string[]): Promise<ExitStatus> {
  const program = new Command("patchtrail");
  let context: AppContext | null = null;
  let status: ExitStatus = ExitStatus.ok;
  const face: Face = {
    app: async () => (context ??= createAppContext(program.opts<GlobalOptions>())),
    options: () => program.opts<GlobalOptions>(),
    out: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    paint: paintFor(process.stdout),
    columns: Math.min(process.stdout.columns ?? 80, MAX_COLUMNS),
    setStatus: (next) => {
      status = next;
    },
  };
  program
    .description("Tracks patch series on mailing lists: revisions, open TODOs, whose move it is.")
    .version(version(), "-V, --version")
    .option("--db <file>", "SQLite file; made and upgraded as needed (default: your data folder)")
    .option("--config <file>", "configuration (default: ./patchtrail.yaml where there is one)")
    // What holds for a command with commands of its own does not hold for those.
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: globalOptions })
    .showSuggestionAfterError()
    .showHelpAfterError("(patchtrail --help lists the commands)")
    .exitOverride();
  for (const add of COMMANDS) add(program, face);
  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    return report(error, face);
  } finally {
    await (context as AppContext | null)?.store.close();
  }
}

function report(error: unknown, face: Face): ExitStatus {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? ExitStatus.ok : ExitStatus.usage;
  }
  if (error instanceof TrackerError) {
    face.err(`patchtrail: ${inertLines(error.message)}`);
    if (error.hint !== undefined) face.err(`  ${inertLines(error.hint)}`);
    return error.exitStatus;
  }
  face.err(`patchtrail: a bug of ours, sorry. Please report it with the lines below.`);
  face.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return ExitStatus.internal;
}

function globalOptions(command: Command): Option[] {
  let root = command;
  while (root.parent !== null) root = root.parent;
  return root === command ? [] : [...root.options];
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

// `patchtrail export … | head` closes our output: that is an end, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exitCode = ExitStatus.ok;
  process.exit();
});

process.exitCode = await main(process.argv);
