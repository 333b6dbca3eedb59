import { TrackerError } from "../errors.ts";
import type { TodoRow } from "../model/report.ts";
import { OPEN_TODO_STATES, type TodoKind, type TodoState } from "../model/todo.ts";
import type { AppContext } from "./context.ts";
import { findPerson } from "./find-person.ts";

export interface TodoQuery {
  readonly list?: string;
  /** Its id, or the message-id of any mail of it. */
  readonly series?: string;
  /** A name or address of who owes it; an unmistakable part of a name is enough. */
  readonly person?: string;
  readonly kind?: TodoKind;
  readonly state?: TodoState;
  /** Settled ones too. */
  readonly all?: boolean;
  readonly minConfidence?: number;
}

async function seriesCalled({ store }: AppContext, reference: string): Promise<string> {
  const id = await store.findSeriesId(reference);
  if (id !== null) return id;
  throw new TrackerError("not-found", `nothing stored is a series or a mail called ${reference}`);
}

/** TODOs that a query asks for, with their series, oldest first. */
export async function listTodoRows(context: AppContext, query: TodoQuery): Promise<TodoRow[]> {
  const { store, config } = context;
  const floor = query.minConfidence ?? config.todos.minConfidence;
  const person = query.person === undefined ? null : await findPerson(context, query.person);
  const id = query.series === undefined ? undefined : await seriesCalled(context, query.series);
  const rows = await store.listSeries({
    ...(query.list === undefined ? {} : { list: query.list }),
    ...(id === undefined ? {} : { ids: [id] }),
  });
  const found: TodoRow[] = [];
  for (const { series, openTodos } of rows) {
    if (openTodos === 0 && query.all !== true && query.state === undefined) continue;
    for (const todo of await store.listTodos({ series: series.id })) {
      if (todo.confidence < floor) continue;
      if (query.kind !== undefined && todo.kind !== query.kind) continue;
      if (query.state !== undefined && todo.state !== query.state) continue;
      const open = OPEN_TODO_STATES.has(todo.state);
      if (query.state === undefined && query.all !== true && !open) continue;
      if (person !== null && todo.ownerName !== person.name) continue;
      found.push({ series, todo });
    }
  }
  return found.sort(
    (a, b) => a.todo.raisedAt - b.todo.raisedAt || (a.todo.id < b.todo.id ? -1 : 1),
  );
}
