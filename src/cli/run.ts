import { readFileSync } from "node:fs";
import { type Command, CommanderError } from "commander";
import type { AppContext } from "../app/context.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { Face } from "./command.ts";
import { createAppContext, type GlobalOptions } from "./environment.ts";
import { tellFailure } from "./failure.ts";
import { buildProgram } from "./program.ts";
import { paintFor } from "./terminal.ts";

const MAX_COLUMNS = 120;

/**
 * Runs one command to its end on the streams of this process, and leaves nothing open.
 *
 * @param argv as `process.argv` has it: two words that are passed over, then the command
 */
export async function runCommand(argv: readonly string[]): Promise<ExitStatus> {
  let program: Command | null = null;
  const options = () => program?.opts<GlobalOptions>() ?? {};
  let context: AppContext | null = null;
  let status: ExitStatus = ExitStatus.ok;
  const out: Face["out"] = (text) =>
    void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  const face: Face = {
    app: async () => (context ??= await createAppContext(options())),
    options,
    out,
    json: (value) => out(JSON.stringify(value)),
    outBytes: (bytes) => void process.stdout.write(bytes),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    paint: paintFor(process.stdout),
    version: version(),
    columns: Math.min(process.stdout.columns ?? 80, MAX_COLUMNS),
    setStatus: (next) => {
      status = next;
    },
  };
  program = await buildProgram(face, argv.slice(2));
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
    tellFailure(face, error);
    return error.exitStatus;
  }
  face.err(`patchtrail: a bug of ours, sorry. Please report it with the lines below.`);
  face.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return ExitStatus.internal;
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
