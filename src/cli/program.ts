import { Command, type Option } from "commander";
import type { AddCommand, Face } from "./command.ts";
import { EXAMPLES } from "./examples.ts";

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
  ["completion", async () => (await import("./completion.ts")).addCompletion],
]);

/** Builds the program with the commands that `argv` needs, and nothing of it run. */
export async function buildProgram(face: Face, argv: readonly string[]): Promise<Command> {
  const program = new Command("patchtrail");
  program
    .description("Tracks patch series on mailing lists: revisions, open TODOs, whose move it is.")
    .version(face.version, "-V, --version")
    .option("--db <file>", "SQLite file; made and upgraded as needed (default: your data folder)")
    .option("--config <file>", "configuration (default: ./patchtrail.yaml where there is one)")
    // What holds for a command with commands of its own does not hold for those.
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: globalOptions })
    .showSuggestionAfterError()
    .showHelpAfterError("(patchtrail --help lists the commands)")
    .exitOverride();
  for (const load of wantedCommands(argv)) (await load())(program, face);
  for (const command of program.commands) {
    const examples = EXAMPLES[command.name()];
    if (examples === undefined) continue;
    command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}`);
  }
  program.addHelpText("after", FIRST_STEPS);
  return program;
}

const FIRST_STEPS = `
First time? "patchtrail demo" does the whole job on two small invented lists, and sends nothing.
Then bring in what you have ("ingest MBOX"), or name lists to follow ("init", then "sync"),
and look: status, digest, series, search, serve.`;

/** The command named first, behind the options that hold for all; where none is, every one. */
function wantedCommands(argv: readonly string[]) {
  const first = argv.find(
    (word, at) => !word.startsWith("-") && !["--db", "--config"].includes(argv[at - 1] ?? ""),
  );
  const load = NEEDS_ALL.has(first ?? "") ? undefined : COMMANDS.get(first ?? "");
  return load === undefined ? COMMANDS.values() : [load];
}

/** Commands that tell of the others. */
const NEEDS_ALL: ReadonlySet<string> = new Set(["completion"]);

function globalOptions(command: Command): Option[] {
  let root = command;
  while (root.parent !== null) root = root.parent;
  return root === command ? [] : [...root.options];
}
