import type { Command } from "commander";
import { decideAboutTodos } from "../app/decide/decide-todos.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import type { TodoDecisionKind } from "../model/decision.ts";
import { renderTodoChanges } from "../report/decisions.ts";
import type { Face } from "./command.ts";
import { type DecideOptions, deciderOf, decisionOptions } from "./decide.ts";

const STATES: readonly [name: string, kind: TodoDecisionKind, description: string][] = [
  ["dismiss", "todo-dismiss", "say that these are no TODOs, or not worth keeping"],
  ["done", "todo-done", "say that these are done, whatever the mails show"],
  ["reopen", "todo-reopen", "say that these are still open, whatever the mails show"],
];

/** `todos dismiss|done|reopen|assign`: what becomes of TODOs, decided by hand and kept for ever. */
export function addTodoDecisions(todos: Command, face: Face): void {
  for (const [name, kind, description] of STATES) {
    decisionOptions(todos.command(name))
      .description(description)
      .argument("<id...>", "ids as `todos` prints them")
      .action((ids: string[], options: DecideOptions) => decide(face, { kind, ids }, options));
  }
  decisionOptions(todos.command("assign"))
    .description("say who owes a TODO")
    .argument("<id>", "its id, as `todos` prints it")
    .argument("[person]", "name or address; an unmistakable part of a name is enough")
    .option("--nobody", "nobody in particular owes it")
    .option("--unseen", "take a name of whom no mail is stored")
    .action((id: string, person: string | undefined, options: AssignOptions) => {
      if ((person === undefined) === (options.nobody !== true)) {
        throw new TrackerError("usage", "name the person who owes it, or give --nobody", {
          exitStatus: ExitStatus.usage,
        });
      }
      return decide(face, { kind: "todo-assign", ids: [id], person: person ?? null }, options);
    });
}

interface AssignOptions extends DecideOptions {
  readonly nobody?: boolean;
}

async function decide(
  face: Face,
  asked: Parameters<typeof decideAboutTodos>[1],
  options: DecideOptions,
) {
  const decider = deciderOf(options);
  const changes = await decideAboutTodos(await face.app(), asked, decider);
  face.out(renderTodoChanges(changes, decider.dryRun));
}
