import { type Command, InvalidArgumentError } from "commander";
import type { Decider } from "../app/decide/decider.ts";
import { MAX_NOTE_CHARS } from "../limits.ts";

export interface DecideOptions {
  readonly note?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly unseen?: boolean;
}

/** Adds the options of every command by which people decide something. */
export function decisionOptions(command: Command): Command {
  return command
    .option("--note <text>", "why; kept with the decision", remark)
    .option("--by <name>", "who decides (default: your user name)", remark)
    .option("--dry-run", "say what would change, and change nothing");
}

/** What the options say about who decides, and how. */
export function deciderOf(options: DecideOptions): Decider {
  const { USER, LOGNAME, USERNAME } = process.env;
  return {
    note: options.note ?? null,
    by: options.by ?? (USER || LOGNAME || USERNAME || null),
    now: Math.floor(Date.now() / 1000),
    dryRun: options.dryRun === true,
    unseen: options.unseen === true,
  };
}

/** Reads a remark as one line. */
function remark(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line !== "" && line.length <= MAX_NOTE_CHARS) return line;
  throw new InvalidArgumentError(`expected a text of at most ${MAX_NOTE_CHARS} characters`);
}
