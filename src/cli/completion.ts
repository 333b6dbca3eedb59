import { Argument } from "commander";
import type { AddCommand } from "./command.ts";
import { completionScript, SHELLS, type Shell } from "./completion-script.ts";
import { describeCommands } from "./describe.ts";

/** `completion bash|zsh|fish`: what makes a shell complete our commands and options. */
export const addCompletion: AddCommand = (program, face) => {
  program
    .command("completion")
    .description("print what makes a shell complete commands and options")
    .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(SHELLS))
    .action((shell: Shell) => face.out(completionScript(shell, describeCommands(program))));
};
