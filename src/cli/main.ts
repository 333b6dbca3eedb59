#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError, type Option } from "commander";
import type { AppContext } from "../app/context.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { AddCommand, Face } from "./command.ts";
import { createAppContext, type GlobalOptions } from "./environment.ts";
import { inertLines, paintFor } from "./terminal.ts";

/** The commands, in the order in which help lists them; each is loaded only where it is asked for. */
const COMMANDS: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ["ingest", async () => (await import("./ingest.ts")).addIngest],
  ["sync", async () => (await import("./sync.ts")).addSync],
  ["tree", async () => (await import("./tree.ts")).addTree],
  ["watch", async () => (await import("./watch.ts")).addWatch],
  ["status", async () => (await import("./status.ts")).addStatus],
  ["series", async () => (await import("./series.ts")).addSeries],
  ["range-diff", async () => (await import("./range-diff.ts")).addRangeDiff],
  ["thread", async () => (await import("./thread.ts")).addThread],
  ["todos", async () => (await import("./todos.ts")).addTodos],
  ["search", async () => (await import("./search.ts")).addSearch],
  ["digest", async () => (await import("./digest.ts")).addDigest],
  ["decisions", async () => (await import("./decisions.ts")).addDecisions],
  ["issues", async () => (await import("./issues.ts")).addIssues],
  ["outbox", async () => (await import("./outbox.ts")).addOutbox],
  ["webhooks", async () => (await import("./webhooks.ts")).addWebhooks],
  ["export", async () => (await import("./export.ts")).addExport],
  ["feed", async () => (await import("./feed.ts")).addFeed],
  ["serve", async () => (await import("./serve.ts")).addServe],
  ["rebuild", async () => (await import("./rebuild.ts")).addRebuild],
  ["backup", async () => (await import("./backup.ts")).addBackup],
  ["restore", async () => (await import("./backup.ts")).addRestore],
  ["doctor", async () => (await import("./doctor.ts")).addDoctor],
  ["init", async () => (await import("./init.ts")).addInit],
  ["demo", async () => (await import("./demo.ts")).addDemo],
]);

const MAX_COLUMNS = 120;

async function main(argv: readonly string[]): Promise<ExitStatus> {
  const program = new Command("patchtrail");
  let context: AppContext | null = null;
  let status: ExitStatus = ExitStatus.ok;
  const face: Face = {
    app: async () => (context ??= await createAppContext(program.opts<GlobalOptions>())),
    options: () => program.opts<GlobalOptions>(),
    out: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    outBytes: (bytes) => void process.stdout.write(bytes),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    paint: paintFor(process.stdout),
    version: version(),
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
  for (const load of wantedCommands(argv)) (await load())(program, face);
  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    return report(error, face);
  } finally {
    await (context as AppContext | null)?.store.close();
  }
}

/** The command named first, behind the options that hold for all; where none is, every one. */
function wantedCommands(argv: readonly string[]) {
  const words = argv.slice(2);
  const first = words.find(
    (word, at) => !word.startsWith("-") && !["--db", "--config"].includes(words[at - 1] ?? ""),
  );
  const load = COMMANDS.get(first ?? "");
  return load === undefined ? COMMANDS.values() : [load];
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
