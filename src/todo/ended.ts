import type { Mailbox } from "../model/mail.ts";
import type { Applied, SeriesStatus } from "../model/series.ts";
import { OPEN_TODO_STATES, type Todo } from "../model/todo.ts";
import type { Ledger } from "./ledger.ts";
import { isAboutMerging } from "./merging.ts";
import type { Move } from "./move.ts";
import { samePerson } from "../people.ts";
import { PUT_OFF } from "./talk.ts";

/** Of a series taken in part: the patch that a TODO is about is in. */
function isTaken(todo: Todo, applied: Applied, ledger: Ledger): boolean {
  return ledger.records.some(({ revision }) =>
    revision.patches.some(
      ({ position, messageId }) =>
        position === todo.patch && applied.messageIds.includes(messageId),
    ),
  );
}

function byNotice(state: "resolved" | "outlived", applied: Applied): Move {
  const { messageId, text, at, revision } = applied;
  return { state, settledIn: state === "resolved" ? revision : null, messageId, text, at };
}

/** What the merge itself settles of what was open until then; null when it was merged as it was. */
function settledByMerge(todo: Todo, applied: Applied, ledger: Ledger): Move | null {
  if (todo.state === "claimed") return byClaim(todo);
  // What is not done is not done by a merge either.
  if (todo.kind === "gap" || todo.kind === "marker") return null;
  if (isAboutMerging(todo.text)) return byNotice("resolved", applied);
  if (PUT_OFF.test(todo.text)) return null;
  const applier = ledger.index.get(applied.messageId)?.message.from ?? null;
  // Who asked, or promised, and then took it was content with it, or saw to it.
  const isContent = samePerson(applier, todo.saidBy) || tookItOn(todo, applier, ledger);
  return isContent ? byNotice("resolved", applied) : null;
}

function byClaim(todo: Todo): Move | null {
  const claim = todo.history.at(-1);
  if (claim === undefined || claim.messageId === null) return null;
  const { messageId, text, at } = claim;
  return { state: "resolved", settledIn: todo.raisedOn, messageId, text, at };
}

/** The last word on it is that of who took the series: "I'll do that when applying". */
function tookItOn(todo: Todo, applier: Mailbox | null, ledger: Ledger): boolean {
  const last = todo.evidenceMessageId;
  if (todo.state !== "open" || last === null) return false;
  return samePerson(ledger.index.get(last)?.message.from ?? null, applier);
}

/** What the end of its series makes of a TODO that is open until then; null when nothing. */
export function endOf(todo: Todo, status: SeriesStatus, ledger: Ledger): Move | null {
  if (!OPEN_TODO_STATES.has(todo.state)) return null;
  const { applied, state } = status;
  const merged =
    applied !== null &&
    applied.at >= todo.raisedAt &&
    (state === "accepted" || isTaken(todo, applied, ledger));
  if (merged) return settledByMerge(todo, applied, ledger) ?? byNotice("outlived", applied);
  if (state !== "rejected") return null;
  return {
    state: "obsolete",
    settledIn: null,
    messageId: status.stateMessageId,
    text: status.stateText ?? state,
    at: status.lastActivityAt,
  };
}
