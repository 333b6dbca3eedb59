import type { SeriesStatus } from "../model/series.ts";
import type { Todo, TodoState } from "../model/todo.ts";
import { codeChanged } from "./diff-evidence.ts";
import { changelogMatch } from "./evidence.ts";
import { timeOf } from "./find.ts";
import { carriedPatch, type Ledger, type RevisionRecord, tagOf } from "./ledger.ts";
import { samePerson } from "./people.ts";
import type { Talk } from "./talk.ts";

/** A move of a TODO's state and what caused it. */
export interface Move {
  readonly state: TodoState;
  readonly settledIn: number | null;
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
}

/** Words that put something off. */
export const PUT_OFF =
  /\b(?:later|follow[- ]?up|separate(?:ly)?|eventually|at some point|long (?:run|term)|in (?:the )?future|some ?day|one day|for now|another (?:series|patch(?:set)?)|after (?:this|the) \w+|todo|tbd)\b/i;
const TO_REVIEW =
  /\b(?:review(?:ed)?|test(?:ed)?|look|check(?:ed)?|comments?|reply|come back|get back|run|try|verify|give it)\b/i;
const TO_APPLY = /\b(?:apply|queue|pick|merge|take|pull|push)\b/i;

/** The record of the mail that opens a revision, as evidence of last resort. */
function posting(record: RevisionRecord): { messageId: string; at: number } {
  return {
    messageId: record.revision.patches[0]?.messageId ?? record.revision.cover ?? record.revision.id,
    at: record.revision.postedAt,
  };
}

/** The posting of the patch that a TODO is about, in a later revision. */
function postingOf(
  todo: Todo,
  older: RevisionRecord,
  record: RevisionRecord,
): { messageId: string; at: number } {
  const patch = older.revision.patches.find(({ position }) => position === todo.patch);
  const next = patch === undefined ? null : carriedPatch(patch, record.revision);
  if (next !== null) return { messageId: next.messageId, at: record.revision.postedAt };
  const cover = record.revision.cover;
  return todo.patch === 0 && cover !== null
    ? { messageId: cover, at: record.revision.postedAt }
    : posting(record);
}

function wasDropped(todo: Todo, older: RevisionRecord, record: RevisionRecord): boolean {
  const patch = older.revision.patches.find(({ position }) => position === todo.patch);
  const { patches, total, ghost } = record.revision;
  if (
    patch === undefined ||
    ghost ||
    patches.length === 0 ||
    (total !== null && patches.length < total)
  )
    return false;
  return older.revision.patches.length > 1 && carriedPatch(patch, record.revision) === null;
}

/** What one later revision shows about a TODO; null when it shows nothing. */
export function settledBy(
  todo: Todo,
  record: RevisionRecord,
  past: { older: RevisionRecord; ledger: Ledger; talk: Talk },
): Move | null {
  const { older, ledger, talk } = past;
  const { version } = record.revision;
  const resolved = (messageId: string, text: string, at: number): Move => ({
    state: "resolved",
    settledIn: version,
    messageId,
    text,
    at,
  });
  if (wasDropped(todo, older, record)) {
    const { messageId, at } = posting(record);
    return { state: "obsolete", settledIn: version, messageId, text: "the patch was dropped", at };
  }
  const match = changelogMatch(todo, record, ledger);
  if (match !== null && !PUT_OFF.test(todo.kind === "gap" ? todo.text : "")) {
    return resolved(match.entry.messageId, match.entry.text, record.revision.postedAt);
  }
  const here = postingOf(todo, older, record);
  if (askedAgain(todo, record, ledger)) return null;
  const changed =
    todo.kind === "gap"
      ? null
      : codeChanged(todo, ledger.index.get(todo.messageId), {
          older: older.added,
          newer: record.added,
        });
  const done = changed === true && talk.argued === null;
  const agreed = talk.claimed ?? talk.agreed;
  const takenOn = agreed !== null && !PUT_OFF.test(agreed.words);
  if (done || takenOn) {
    const named = changelogMatch(todo, record, ledger, true);
    if (named !== null) return resolved(named.entry.messageId, named.entry.text, here.at);
    return resolved(here.messageId, done || agreed === null ? "diff" : agreed.text, here.at);
  }
  if (todo.kind === "request" || todo.kind === "question") {
    const tag = talk.argued === null ? tagOf(record, todo.saidBy) : null;
    if (tag !== null) return resolved(tag.mail.message.messageId, tag.text, timeOf(tag.mail));
  }
  if (todo.kind === "promise" && keptByPosting(todo, record)) {
    const named = changelogMatch(todo, record, ledger, true);
    return named === null
      ? resolved(here.messageId, "diff", here.at)
      : resolved(named.entry.messageId, named.entry.text, here.at);
  }
  return null;
}

/** The asker says it again on the later revision. */
function askedAgain(todo: Todo, record: RevisionRecord, ledger: Ledger): boolean {
  return todo.repeatedIn.some((id) => {
    const mail = ledger.index.get(id);
    return mail?.revision === record.at && samePerson(mail.message.from, todo.saidBy);
  });
}

/** An author who promised to do it in a new version, and posted one. */
function keptByPosting(todo: Todo, record: RevisionRecord): boolean {
  const named = /\bv(\d{1,2})\b/i.exec(todo.text)?.[1];
  if (named !== undefined && Number(named) === record.revision.version) return true;
  return (
    samePerson(todo.saidBy, record.revision.author) &&
    !PUT_OFF.test(todo.text) &&
    !TO_APPLY.test(todo.text)
  );
}

/** A reviewer or maintainer who promised to look, test or apply, and did. */
export function keptByDeed(todo: Todo, ledger: Ledger, status: SeriesStatus): Move | null {
  if (todo.kind !== "promise") return null;
  const { applied } = status;
  if (TO_APPLY.test(todo.text) && applied !== null && applied.at > todo.raisedAt) {
    return {
      state: "resolved",
      settledIn: applied.revision,
      messageId: applied.messageId,
      text: applied.text,
      at: applied.at,
    };
  }
  if (!TO_REVIEW.test(todo.text)) return null;
  const later = ledger.context.mails
    .filter(
      (mail) =>
        mail.role === "reply" &&
        timeOf(mail) > todo.raisedAt &&
        mail.message.messageId !== todo.messageId &&
        samePerson(mail.message.from, todo.saidBy),
    )
    .sort((a, b) => timeOf(a) - timeOf(b))[0];
  if (later === undefined) return null;
  const version = ledger.context.series.revisions[later.revision]?.version ?? todo.raisedOn;
  const words = later.blocks.find(
    ({ kind, lines }) => kind === "text" && lines.some((line) => line.trim() !== ""),
  );
  const text = words?.lines.find((line) => line.trim() !== "")?.trim() ?? "";
  return {
    state: "resolved",
    settledIn: version,
    messageId: later.message.messageId,
    text,
    at: timeOf(later),
  };
}
