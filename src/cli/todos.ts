import { listTodoRows, type TodoQuery } from "../app/view/todo-rows.ts";
import { linkTemplate, newestMail } from "../app/view/views.ts";
import { ExitStatus } from "../errors.ts";
import { TODO_KINDS, TODO_STATES, type TodoKind, type TodoState } from "../model/todo.ts";
import { orderTodos, TODO_SORTS, type TodoSort } from "../report/pick-todos.ts";
import { renderTodos, todosJson } from "../report/todos.ts";
import type { AddCommand, Face } from "./command.ts";
import { knownLists } from "./known-list.ts";
import { apartFromCommands, choice, days, positive, severalOf, share } from "./options.ts";
import { addTodoDecisions } from "./todo-decisions.ts";

interface TodosOptions extends Omit<TodoQuery, "kinds" | "states"> {
  readonly kind?: readonly TodoKind[];
  readonly state?: readonly TodoState[];
  readonly all?: boolean;
  readonly sort: TodoSort;
  readonly limit?: number;
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
    .option("--person <name-or-address>", "only what this person owes or asked for")
    .option("--owner <name-or-address>", "only what this person owes")
    .option("--said-by <name-or-address>", "only what this person said")
    .option("--kind <kinds>", `of these kinds: ${TODO_KINDS.join(", ")}`, severalOf(TODO_KINDS))
    .option(
      "--state <states>",
      `in these states: ${TODO_STATES.join(", ")}`,
      severalOf(TODO_STATES),
    )
    .option("--all", "settled ones too")
    .option("--min-age <days>", "raised so many days ago or longer", days)
    .option("--max-age <days>", "raised within so many days", days)
    .option("--min-confidence <n>", "from 0 to 1 (default: as configured)", share)
    .addOption(choice("--sort <by>", "oldest or surest first", TODO_SORTS, "age"))
    .option("--limit <n>", "at most so many", positive)
    .option("--explain", "say why each was taken for a TODO")
    .option("--json", "one JSON document")
    .action((options: TodosOptions) => runTodos(face, options));
  addTodoDecisions(apartFromCommands(todos), face);
};

async function runTodos(face: Face, options: TodosOptions) {
  const app = await face.app();
  const { list, kind, state, sort, limit, all, explain, json, ...query } = options;
  if (list !== undefined || json !== true) await knownLists(app, list);
  const asOf = await newestMail(app, list ?? null);
  const states = state ?? (all === true ? TODO_STATES : undefined);
  const found = await listTodoRows(
    app,
    {
      ...query,
      ...(list === undefined ? {} : { list }),
      ...(kind === undefined ? {} : { kinds: kind }),
      ...(states === undefined ? {} : { states }),
    },
    asOf,
  );
  const rows = orderTodos(found, { sort, ...(limit === undefined ? {} : { limit }) });
  const told = { asOf, total: found.length };
  if (json === true) face.out(`${todosJson(rows, told)}\n`);
  else
    face.out(
      renderTodos(rows, {
        ...told,
        sort,
        explain: explain === true,
        width: face.columns,
        paint: face.paint,
        ...(list === undefined ? {} : { list, linkTemplate: linkTemplate(app, list) }),
      }),
    );
  if (rows.length === 0) face.setStatus(ExitStatus.failed);
}
