import type { Decision } from "../model/decision.ts";
import type { SeriesContext, SeriesStatus } from "../model/series.ts";
import { OPEN_TODO_STATES, type Todo, type TodoState } from "../model/todo.ts";
import { callName, plainName } from "./people.ts";

/** What people decided about TODOs: the newest word on the state and on the owner of each, by id. */
export interface DecidedTodos {
  readonly states: ReadonlyMap<string, Decision>;
  readonly owners: ReadonlyMap<string, Decision>;
}

export const NOTHING_DECIDED: DecidedTodos = { states: new Map(), owners: new Map() };

/** The decisions about TODOs among all, which come oldest first. */
export function decidedTodos(decisions: readonly Decision[]): DecidedTodos {
  const states = new Map<string, Decision>();
  const owners = new Map<string, Decision>();
  for (const decision of decisions) {
    if (decision.kind === "todo-assign") owners.set(decision.subject, decision);
    else if (decision.kind.startsWith("todo-")) states.set(decision.subject, decision);
  }
  return { states, owners };
}

/** Lays over what people decided by hand; it holds whatever the mails say. */
export function decideTodos(
  todos: readonly Todo[],
  decided: DecidedTodos,
  frame: { readonly context: SeriesContext; readonly status: SeriesStatus },
): Todo[] {
  return todos.map((todo) => {
    const state = decided.states.get(todo.id);
    const owner = decided.owners.get(todo.id);
    const stated = state === undefined ? todo : withState(todo, state, frame);
    return owner === undefined ? stated : withOwner(stated, owner, frame.context);
  });
}

/** Message-ids of mails in which a person settled a TODO and none is open any more. */
export function settledMails(todos: readonly Todo[]): ReadonlySet<string> {
  const byHand = todos.filter(
    ({ state, history }) => !OPEN_TODO_STATES.has(state) && history.at(-1)?.messageId === null,
  );
  const settled = new Set(byHand.map(({ messageId }) => messageId));
  for (const { state, messageId } of todos)
    if (OPEN_TODO_STATES.has(state)) settled.delete(messageId);
  return settled;
}

function withState(
  todo: Todo,
  { kind, note, decidedAt }: Decision,
  frame: Parameters<typeof decideTodos>[2],
): Todo {
  // What the mails leave open needs no reopening; they say more exactly how open it is.
  if (kind === "todo-reopen" && OPEN_TODO_STATES.has(todo.state)) return todo;
  const [state, words]: [TodoState, string] =
    kind === "todo-reopen"
      ? [openState(todo, frame), "reopened"]
      : kind === "todo-done"
        ? ["resolved", "marked done"]
        : ["dismissed", "dismissed"];
  const evidence = `${words} by hand${note === null ? "" : `: ${note}`}`;
  return {
    ...todo,
    state,
    settledIn: null,
    evidenceMessageId: null,
    evidence,
    history: [...todo.history, { state, messageId: null, text: evidence, at: decidedAt }],
  };
}

/** How open a TODO is that no mail settles: over a later revision, over the merge. */
function openState(todo: Todo, { context, status }: Parameters<typeof decideTodos>[2]): TodoState {
  if (status.state === "accepted") return "outlived";
  const later = context.series.revisions.some(
    ({ postedAt, resend, ghost }) => !resend && !ghost && postedAt > todo.raisedAt,
  );
  return later ? "carried" : "open";
}

function withOwner(todo: Todo, { object }: Decision, { series }: SeriesContext): Todo {
  if (object === null) return { ...todo, owner: "unknown", ownerName: null };
  const name = plainName(object);
  const isCalled = (person: Parameters<typeof callName>[0]) => plainName(callName(person)) === name;
  const writer = isCalled(todo.saidBy) ? "writer" : "other";
  return { ...todo, owner: isCalled(series.author) ? "patch-author" : writer, ownerName: object };
}
