import type { SeriesContext, SeriesStatus } from "../model/series.ts";
import { OPEN_TODO_STATES, type Todo, type TodoChange } from "../model/todo.ts";
import { keptByDeed } from "./deeds.ts";
import { endOf } from "./ended.ts";
import { subjectOf } from "./evidence.ts";
import { type FindOptions, findTodos, timeOf } from "./find.ts";
import { buildLedger, type Ledger, markerKey, type RevisionRecord } from "./ledger.ts";
import type { Reply } from "./reactions.ts";
import type { Move } from "./move.ts";
import { isPartial, isSoft, settledBy } from "./settle.ts";
import { readTalk, type Talk, wantsWords } from "./talk.ts";
import { tieToPatches } from "./tie.ts";

/** Who argued and heard nothing for so long has been let be: two weeks, as reviewers are slow. */
const LET_GO_SECONDS = 14 * 86_400;
/** An agreement of so few words ("ok, will do") is no TODO beside the one that it agrees to. */
const BARE_AGREEMENT_WORDS = 5;

function moved(todo: Todo, move: Move): Todo {
  const change: TodoChange = {
    state: move.state,
    messageId: move.messageId,
    text: move.text,
    at: move.at,
  };
  return {
    ...todo,
    state: move.state,
    settledIn: move.settledIn,
    evidenceMessageId: move.messageId,
    evidence: move.text,
    history: [...todo.history, change],
  };
}

function said(todo: Todo, state: Move["state"], reply: Reply): Todo {
  const settled = !OPEN_TODO_STATES.has(state);
  return moved(todo, {
    state,
    settledIn: settled ? todo.raisedOn : null,
    messageId: reply.mail.message.messageId,
    text: reply.text,
    at: timeOf(reply.mail),
  });
}

/** The revisions after the one that a TODO was raised on, as far as they were posted since. */
function laterRecords(todo: Todo, ledger: Ledger): RevisionRecord[] {
  const raised = ledger.index.get(todo.messageId)?.revision ?? 0;
  return ledger.records.filter(
    ({ at, revision, mails }) =>
      at > raised &&
      !revision.resend &&
      mails.some(({ role }) => role !== "reply") &&
      revision.postedAt > todo.raisedAt,
  );
}

function followMarker(todo: Todo, ledger: Ledger): Todo {
  const path = todo.path?.slice(0, todo.path.lastIndexOf(":")) ?? "";
  const key = markerKey(path, todo.text);
  let current = todo;
  for (const record of laterRecords(todo, ledger)) {
    const there = record.markers.has(key);
    const patch =
      record.revision.patches.find(({ files }) => files.includes(path)) ??
      record.revision.patches[0];
    const messageId = patch?.messageId ?? record.revision.id;
    const { version, postedAt: at } = record.revision;
    if (there)
      current = moved(current, {
        state: "carried",
        settledIn: null,
        messageId,
        text: todo.text,
        at,
      });
    else if (record.revision.patches.length > 0)
      return moved(current, { state: "resolved", settledIn: version, messageId, text: "diff", at });
  }
  return current;
}

/** What the talk alone settles, before any later revision. */
function settledByTalk(todo: Todo, talk: Talk, until: number): Todo {
  if (talk.putOff !== null) return said(todo, "open", talk.putOff);
  if (talk.accepted !== null && talk.argued !== null) return said(todo, "declined", talk.argued);
  if (talk.answered !== null) return said(todo, "answered", talk.answered);
  if (talk.claimed !== null) return said(todo, "claimed", talk.claimed);
  if (talk.agreed !== null) return said(todo, "open", talk.agreed);
  if (talk.argued === null) return todo;
  const waiting = { ...todo, letGoAt: timeOf(talk.argued.mail) + LET_GO_SECONDS };
  return waiting.letGoAt < until ? said(waiting, "declined", talk.argued) : waiting;
}

function follow(
  todo: Todo,
  ledger: Ledger,
  frame: { status: SeriesStatus; asOf: number; only: boolean },
): Todo {
  const raised = ledger.records[ledger.index.get(todo.messageId)?.revision ?? 0];
  const talk = readTalk(todo, ledger, frame.only);
  const subject = subjectOf(todo, ledger);
  let current = settledByTalk(todo, talk, frame.asOf);
  const kept = keptByDeed(todo, ledger, frame.status);
  if (kept !== null) return moved(current, kept);
  let soft: Reply | null = null;
  for (const record of laterRecords(todo, ledger)) {
    if (raised === undefined) break;
    if (isPartial(todo, raised.revision, record.revision)) continue;
    // An answer settles a question where it stands; a change that followed is worth no more.
    if (current.state === "answered" && wantsWords(todo)) return current;
    const move = settledBy(todo, record, { older: raised, ledger, talk, subject });
    if (move !== null) {
      if (current.state === "answered" && move.state === "obsolete") return current;
      return moved(current, move);
    }
    if (talk.argued !== null && talk.putOff === null) {
      if (isSoft(talk)) {
        soft = talk.argued;
        continue;
      }
      return current.state === "declined" ? current : said(current, "declined", talk.argued);
    }
    if (!OPEN_TODO_STATES.has(current.state)) return current;
    const { id, postedAt, label } = record.revision;
    current = moved(current, {
      state: "carried",
      settledIn: null,
      messageId: id,
      text: label,
      at: postedAt,
    });
  }
  return soft === null || current.state === "declined" ? current : said(current, "declined", soft);
}

function ended(todo: Todo, status: SeriesStatus, ledger: Ledger): Todo {
  const end = endOf(todo, status, ledger);
  return end === null ? todo : moved(todo, end);
}

/** Agreements of few words under a request are kept in that request's history alone. */
function withoutBareAgreements(todos: readonly Todo[]): Todo[] {
  const agreed = new Set(
    todos.flatMap(({ history }) =>
      history
        .filter(({ state }) => state === "open")
        .map(({ messageId, text }) => `${messageId}\n${text}`),
    ),
  );
  return todos.filter(
    ({ kind, messageId, text }) =>
      kind !== "promise" ||
      text.split(" ").length > BARE_AGREEMENT_WORDS ||
      !agreed.has(`${messageId}\n${text}`),
  );
}

/**
 * The TODOs of a series as they stand at `asOf` (Unix seconds; later mails are unknown), each
 * followed through the replies to it and the revisions after it. Every change of state keeps the
 * mail and the words that caused it; same mails, same result, in whatever order they came.
 */
export function trackTodos(
  context: SeriesContext,
  status: SeriesStatus,
  asOf: number,
  options: FindOptions = {},
): Todo[] {
  const known: SeriesContext = {
    ...context,
    mails: context.mails.filter((mail) => timeOf(mail) <= asOf),
  };
  const todos = tieToPatches(findTodos(known, options), known);
  const ledger = buildLedger(known, todos);
  const count = new Map<string, number>();
  for (const { messageId } of todos) count.set(messageId, (count.get(messageId) ?? 0) + 1);
  const followed = todos.map((todo) => {
    if (todo.kind === "marker") return ended(followMarker(todo, ledger), status, ledger);
    const only = count.get(todo.messageId) === 1;
    return ended(follow(todo, ledger, { status, asOf, only }), status, ledger);
  });
  return withoutBareAgreements(followed);
}
