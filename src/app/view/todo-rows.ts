import { TrackerError } from "../../errors.ts";
import type { Mailbox } from "../../model/mail.ts";
import type { TodoRow } from "../../model/report.ts";
import { OPEN_TODO_STATES } from "../../model/todo.ts";
import { isWanted, type TodoFilter } from "../../report/pick-todos.ts";
import type { AppContext } from "../context.ts";
import { findPerson } from "./find-person.ts";

/** Which TODOs of the store are wanted; people by a name, a part of it, or an address. */
export interface TodoQuery extends Omit<TodoFilter, "owner" | "saidBy" | "person"> {
  readonly list?: string;
  /** Its id, or the message-id of any mail of it. */
  readonly series?: string;
  readonly owner?: string;
  readonly saidBy?: string;
  readonly person?: string;
}

async function seriesCalled({ store }: AppContext, reference: string): Promise<string> {
  const id = await store.findSeriesId(reference);
  if (id !== null) return id;
  throw new TrackerError("not-found", `nothing stored is a series or a mail called ${reference}`);
}

/**
 * What a query asks of each TODO, people found by their names.
 *
 * @throws TrackerError `not-found`, `usage` where several people fit
 */
export async function filterOf(context: AppContext, query: TodoQuery): Promise<TodoFilter> {
  const people: { owner?: Mailbox; saidBy?: Mailbox; person?: Mailbox } = {};
  for (const role of ["owner", "saidBy", "person"] as const) {
    const text = query[role];
    if (text !== undefined) people[role] = await findPerson(context, text);
  }
  const {
    owner: _owner,
    saidBy: _saidBy,
    person: _person,
    list: _list,
    series: _series,
    ...rest
  } = query;
  return { minConfidence: context.config.todos.minConfidence, ...rest, ...people };
}

/** TODOs that a query asks for, with their series; ages are counted to `asOf`, Unix seconds. */
export async function listTodoRows(
  context: AppContext,
  query: TodoQuery,
  asOf: number,
): Promise<TodoRow[]> {
  const { store } = context;
  const filter = await filterOf(context, query);
  const id = query.series === undefined ? undefined : await seriesCalled(context, query.series);
  const rows = await store.listSeries({
    ...(query.list === undefined ? {} : { list: query.list }),
    ...(id === undefined ? {} : { ids: [id] }),
  });
  const onlyOpen = filter.states?.every((state) => OPEN_TODO_STATES.has(state)) ?? true;
  const found: TodoRow[] = [];
  for (const { series, openTodos } of rows) {
    if (openTodos === 0 && onlyOpen) continue;
    for (const todo of await store.listTodos({ series: series.id }))
      if (isWanted({ series, todo }, filter, asOf)) found.push({ series, todo });
  }
  return found;
}
