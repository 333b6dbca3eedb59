import type { SeriesContext, SeriesStatus } from "../../model/series.ts";
import { OPEN_TODO_STATES, type Todo } from "../../model/todo.ts";
import { trackStatus } from "../../series/status.ts";
import {
  type DecidedTodos,
  decideTodos,
  NOTHING_DECIDED,
  settledMails,
} from "../../todo/by-hand.ts";
import { trackTodos } from "../../todo/follow.ts";

/** TODOs found with less confidence do not hold a series up. */
const SURE = 0.6;

/** What a series is judged with besides its mails. */
export interface JudgeOptions {
  /** What people decided about its TODOs. */
  readonly decided?: DecidedTodos;
  /** How long nobody answered, Unix seconds, where that is longer than its own mails tell. */
  readonly silentUntil?: number;
}

/** State, next move and TODOs of a series, from its mails up to a moment (Unix seconds). Pure. */
export function judgeSeries(
  context: SeriesContext,
  asOf: number,
  { decided = NOTHING_DECIDED, silentUntil = asOf }: JudgeOptions = {},
): { status: SeriesStatus; todos: Todo[] } {
  const status = trackStatus(context, asOf);
  const todos = decideTodos(trackTodos(context, status, silentUntil), decided, { context, status });
  return { status: besideTodos(status, { context, asOf, todos }), todos };
}

/** State and next move at a moment (Unix seconds) of a series whose TODOs then are known. Pure. */
export function statusAmong(
  context: SeriesContext,
  asOf: number,
  todos: readonly Todo[],
): SeriesStatus {
  return besideTodos(trackStatus(context, asOf), { context, asOf, todos });
}

function besideTodos(
  status: SeriesStatus,
  frame: {
    readonly context: SeriesContext;
    readonly asOf: number;
    readonly todos: readonly Todo[];
  },
): SeriesStatus {
  const { context, asOf, todos } = frame;
  const settled = settledMails(todos);
  return heldUp(settled.size === 0 ? status : trackStatus(context, asOf, settled), context, todos);
}

/** A series whose patches all have a review is ready only when its author owes nothing more. */
function heldUp(
  status: SeriesStatus,
  { series }: SeriesContext,
  todos: readonly Todo[],
): SeriesStatus {
  if (status.state !== "ready") return status;
  const author = series.author.name;
  const owed = todos.filter(
    (todo) =>
      OPEN_TODO_STATES.has(todo.state) &&
      todo.confidence >= SURE &&
      (todo.owner === "patch-author" || (todo.ownerName !== null && todo.ownerName === author)),
  );
  const latest = owed.at(-1);
  if (latest === undefined) return status;
  const label = series.revisions.at(-1)?.label ?? "v1";
  const open = owed.length === 1 ? "one thing is" : `${owed.length} things are`;
  return {
    ...status,
    state: "changes-requested",
    stateMessageId: latest.messageId,
    stateText: latest.text,
    nextMove: "author",
    nextMoveReason: `Every patch of ${label} has a review, but ${open} still open.`,
  };
}
