import type { TodoRow } from "../model/report.ts";
import { OPEN_TODO_STATES, type TodoKind, type TodoState } from "../model/todo.ts";
import type { AppContext } from "./context.ts";

export interface TodoQuery {
  readonly list?: string;
  readonly series?: string;
  /** A name or address of who owes it; part of a name is enough. */
  readonly person?: string;
  readonly kind?: TodoKind;
  readonly state?: TodoState;
  /** Settled ones too. */
  readonly all?: boolean;
  readonly minConfidence?: number;
}

/** TODOs that a query asks for, with their series, oldest first. */
export async function listTodoRows(
  { store, config }: AppContext,
  query: TodoQuery,
): Promise<TodoRow[]> {
  const floor = query.minConfidence ?? config.todos.minConfidence;
  const person = query.person?.toLowerCase();
  const rows = await store.listSeries({
    ...(query.list === undefined ? {} : { list: query.list }),
    ...(query.series === undefined ? {} : { ids: [query.series] }),
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
      if (person !== undefined && !(todo.ownerName ?? "").toLowerCase().includes(person)) continue;
      found.push({ series, todo });
    }
  }
  return found.sort(
    (a, b) => a.todo.raisedAt - b.todo.raisedAt || (a.todo.id < b.todo.id ? -1 : 1),
  );
}
