import type { Command } from "commander";
import { EXAMPLES } from "./examples.ts";

/** What help, completion, man page and reference tell of a command, as data. */
export interface CommandFacts {
  /** Its words behind `patchtrail`: `outbox list`; empty for the program itself. */
  readonly path: string;
  readonly summary: string;
  /** What may stand behind its words. */
  readonly usage: string;
  readonly arguments: readonly { readonly name: string; readonly text: string }[];
  readonly options: readonly OptionFacts[];
  readonly examples: readonly string[];
  /** Names and summaries of the commands in it. */
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
}

export interface OptionFacts {
  /** `-V, --version`. */
  readonly flags: string;
  /** `--version`. */
  readonly long: string;
  readonly text: string;
  readonly takesValue: boolean;
  /** The words that it takes; none: anything. */
  readonly choices: readonly string[];
}

/** A command and all commands in it, each before its own. */
export function describeCommands(command: Command, above = ""): CommandFacts[] {
  const help = command.createHelp();
  const path = command.parent === null ? "" : `${above} ${command.name()}`.trim();
  const inner = command.commands;
  const facts: CommandFacts = {
    path,
    summary: command.description(),
    usage: command.usage(),
    arguments: help.visibleArguments(command).map((each) => ({
      name: help.argumentTerm(each),
      text: help.argumentDescription(each),
    })),
    options: help.visibleOptions(command).map((option) => ({
      flags: option.flags,
      long: option.long ?? option.flags,
      text: help.optionDescription(option),
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
    examples: EXAMPLES[path] ?? [],
    commands: inner.map((each) => ({ name: each.name(), summary: each.description() })),
  };
  return [facts, ...inner.flatMap((each) => describeCommands(each, path))];
}
