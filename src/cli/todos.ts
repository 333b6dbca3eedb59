import { listTodoRows, type TodoQuery } from "../app/todo-rows.ts";
import { linkTemplate, newestMail } from "../app/views.ts";
import { ExitStatus } from "../errors.ts";
import { TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { renderTodos } from "../report/todos.ts";
import type { AddCommand, Face } from "./command.ts";
import { apartFromCommands, choice, share } from "./options.ts";
import { addTodoDecisions } from "./todo-decisions.ts";
import { knownLists } from "./known-list.ts";

interface TodosOptions extends TodoQuery {
  readonly explain?: boolean;
  readonly json?: boolean;
}

/** `todos`: what somebody still has to do or answer. */
export const addTodos: AddCommand = (program, face) => {
  const todos = program
    .command("todos")
    .description("list what is open: requests, promises, questions, gaps, markers in code")
    .option("--list <name>", "only of this list")
    .option("--series <id>", "only of this series: its id, or the message-id of a mail of it")
    .option("--person <name-or-address>", "only what this person owes")
    .addOption(choice("--kind <kind>", "only of this kind", TODO_KINDS))
    .addOption(choice("--state <state>", "only in this state", TODO_STATES))
    .option("--all", "settled ones too")
    .option("--min-confidence <n>", "from 0 to 1 (default: as configured)", share)
    .option("--explain", "say why each was taken for a TODO")
    .option("--json", "one JSON object a line")
    .action((options: TodosOptions) => runTodos(face, options));
  addTodoDecisions(apartFromCommands(todos), face);
};

async function runTodos(face: Face, options: TodosOptions) {
  const app = await face.app();
  if (options.list !== undefined) await knownLists(app, options.list);
  const rows = await listTodoRows(app, options);
  if (options.json === true) {
    for (const { todo, series } of rows) face.out(JSON.stringify({ ...todo, series: series.id }));
  } else {
    const asOf = await newestMail(app, options.list ?? null);
    face.out(
      renderTodos(rows, {
        asOf,
        explain: options.explain === true,
        width: face.columns,
        paint: face.paint,
        ...(options.list === undefined
          ? {}
          : { list: options.list, linkTemplate: linkTemplate(app, options.list) }),
      }),
    );
  }
  if (rows.length === 0) face.setStatus(ExitStatus.failed);
}
