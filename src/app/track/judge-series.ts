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

/**
 * State, next move and TODOs of a series, from its mails up to a moment and what people decided
 * about its TODOs. Pure.
 */
export function judgeSeries(
  context: SeriesContext,
  asOf: number,
  decided: DecidedTodos = NOTHING_DECIDED,
): { status: SeriesStatus; todos: Todo[] } {
  const status = trackStatus(context, asOf);
  const todos = decideTodos(trackTodos(context, status, asOf), decided, { context, status });
  const settled = settledMails(todos);
  const current = settled.size === 0 ? status : trackStatus(context, asOf, settled);
  return { status: heldUp(current, context, todos), todos };
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
