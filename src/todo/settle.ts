import type { Revision } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { keptByPosting } from "./deeds.ts";
import { codeChanged, nameBrought } from "./diff-evidence.ts";
import { changelogFit, FIT, LOOSE_FIT, NEWS_FIT, newsFit, type Subject } from "./evidence.ts";
import { timeOf } from "./find.ts";
import { carriedPatch, type Ledger, type RevisionRecord, tagOf } from "./ledger.ts";
import type { Move } from "./move.ts";
import { wasSubstituted, wordsChanged } from "./news.ts";
import { samePerson } from "../people.ts";
import { splitSentences } from "./sentences.ts";
import { PUT_OFF, type Talk, wantsWords } from "./talk.ts";
import { flat } from "./words.ts";

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
  const next = patch === undefined ? null : carriedPatch(patch, record.revision, older.revision);
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
  return (
    older.revision.patches.length > 1 &&
    carriedPatch(patch, record.revision, older.revision) === null
  );
}

/** One patch sent again in answer to the old ones: the others stand as they were. */
export function isPartial(todo: Todo, older: Revision, later: Revision): boolean {
  const [only, ...others] = later.patches;
  if (only === undefined || others.length > 0 || later.cover !== null) return false;
  if (later.answers === null && (later.total ?? 1) < 2) return false;
  if (older.patches.length < 2 || todo.patch === 0) return false;
  const again = older.patches.find(({ title }) => flat(title) === flat(only.title));
  return again !== undefined && again.position !== todo.patch;
}

/** What is known of a TODO when a later revision is looked at. */
export interface Past {
  readonly older: RevisionRecord;
  readonly ledger: Ledger;
  readonly talk: Talk;
  readonly subject: Subject;
}

/** What one later revision shows about a TODO; null when it shows nothing. */
export function settledBy(todo: Todo, record: RevisionRecord, past: Past): Move | null {
  const { older, ledger, talk, subject } = past;
  if (wasDropped(todo, older, record)) return droppedIn(todo, record, past);
  if (askedAgain(todo, record, ledger)) return null;
  const told = toldBy(todo, record, past);
  if (told !== null) return told;
  // Put off, answered or refused, only words that name it settle it.
  if (isDisputed(talk) && !isSoft(talk)) return null;
  const shown = shownBy(todo, record, past);
  if (shown !== null) return shown;
  // Who only wants to know is not answered by what happens to be written anew.
  if (wantsWords(todo) && !isDisputed(talk)) return taggedBy(todo, record, past);
  if (isDisputed(talk)) return null;
  const news = newsFit(subject, record, {
    ledger,
    atLeast: subject.meaning.has("@test") && todo.kind === "gap" ? FIT : NEWS_FIT,
  });
  if (news !== null) return resolvedBy(news.entry, record);
  return taggedBy(todo, record, past);
}

/** Words against it, or that were all that was wanted. */
function isDisputed({ argued, putOff, answered }: Talk): boolean {
  return argued !== null || putOff !== null || answered !== null;
}

/** An explanation that nobody took for an answer: the change may come all the same. */
export function isSoft({ argued, accepted, putOff, answered }: Talk): boolean {
  return (
    argued?.reaction === "explained" && accepted === null && putOff === null && answered === null
  );
}

const FLAT_NO = /^(?:no|nope|nah)\b(?! (?:problem|worries))/i;

/** The asker is content with the later revision. */
function taggedBy(todo: Todo, record: RevisionRecord, past: Past): Move | null {
  if (todo.kind !== "request" && todo.kind !== "question") return null;
  const tag = tagOf(record, todo.saidBy);
  if (tag === null) return null;
  const fit = changelogFit(past.subject, record, { ledger: past.ledger, atLeast: LOOSE_FIT });
  if (fit !== null) return resolvedBy(fit.entry, record);
  const { messageId } = tag.mail.message;
  return resolved(record, { messageId, text: tag.text, at: timeOf(tag.mail) });
}

const ASKS_TO_DROP =
  /\b(?:drop|remove|omit|skip|leave out|get rid of)\b.{0,40}\b(?:patch|this one|it)\b/i;

/** The patch is gone: what was asked, or what makes the rest moot. */
function droppedIn(todo: Todo, record: RevisionRecord, { ledger, subject }: Past): Move {
  const fit = changelogFit(subject, record, { ledger, atLeast: LOOSE_FIT });
  const { messageId, at } = posting(record);
  const asked = todo.kind !== "promise" && ASKS_TO_DROP.test(todo.text);
  return {
    state: asked ? "resolved" : "obsolete",
    settledIn: record.revision.version,
    messageId: fit?.entry.messageId ?? messageId,
    text: fit?.entry.text ?? "the patch was dropped",
    at,
  };
}

interface Words {
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
}

function resolved(record: RevisionRecord, words: Words): Move {
  return { state: "resolved", settledIn: record.revision.version, ...words };
}

function resolvedBy(entry: ChangelogEntry, record: RevisionRecord): Move {
  const { messageId, text } = entry;
  return resolved(record, { messageId, text, at: record.revision.postedAt });
}

/** The changelog says that it was done. */
function toldBy(todo: Todo, record: RevisionRecord, past: Past): Move | null {
  const { ledger, talk, subject } = past;
  if (todo.kind === "gap" && PUT_OFF.test(todo.text)) return null;
  const fit = changelogFit(subject, record, { ledger, atLeast: FIT });
  if (fit === null || (wantsWords(todo) && !fit.named && fit.score < NEWS_FIT)) return null;
  if (FLAT_NO.test((talk.argued ?? talk.answered)?.text ?? "")) return null;
  const enough = fit.named ? LOOSE_FIT : FIT;
  return isDisputed(talk) && fit.told < enough ? null : resolvedBy(fit.entry, record);
}

/** What a later revision does to the code and the words that a TODO is about. */
interface Shown {
  readonly changed: boolean;
  /** The mail that brings a name which was asked for. */
  readonly brought: string | null;
  /** A description was asked for, and there are new words. */
  readonly described: boolean;
}

function lookAt(todo: Todo, record: RevisionRecord, { older, subject }: Past): Shown {
  if (todo.kind === "gap") return { changed: false, brought: null, described: false };
  const sets = { older: older.added, newer: record.added };
  const { above } = subject;
  const quoted =
    above.block === null || above.added.length > 0
      ? []
      : splitSentences(above.block).map(({ text }) => text);
  const changed =
    codeChanged(above, sets) === true ||
    (todo.kind === "request" && wordsChanged(quoted, older.words(), record.words())) ||
    wasSubstituted(
      todo.text,
      [older.added.keys(), older.words()],
      [record.added.keys(), record.words()],
    );
  const described =
    todo.kind === "request" &&
    subject.meaning.has("@message") &&
    record.news().some(({ position }) => position === todo.patch);
  const brought = wantsWords(todo) ? null : nameBrought(subject.names, sets);
  return { changed, brought, described };
}

/** The diff shows it, or its owner had taken it on; the changelog that names it is worth more. */
function shownBy(todo: Todo, record: RevisionRecord, past: Past): Move | null {
  const { older, ledger, talk, subject } = past;
  const here = postingOf(todo, older, record);
  const { changed, brought, described } = lookAt(todo, record, past);
  const agreed = talk.claimed ?? talk.agreed;
  const kept = todo.kind === "promise" && keptByPosting(todo, record);
  const done = changed || brought !== null || described;
  if (!done && isDisputed(talk)) return null;
  if (!done && agreed === null && !kept) return null;
  const named = changelogFit(subject, record, {
    ledger,
    atLeast: brought === null ? LOOSE_FIT : FIT,
  });
  if (named !== null) return resolvedBy(named.entry, record);
  return resolved(record, {
    messageId: (changed ? null : brought) ?? here.messageId,
    text: done || agreed === null ? "diff" : agreed.text,
    at: here.at,
  });
}

/** The asker says it again on the later revision. */
function askedAgain(todo: Todo, record: RevisionRecord, ledger: Ledger): boolean {
  return todo.repeatedIn.some((id) => {
    const mail = ledger.index.get(id);
    return mail?.revision === record.at && samePerson(mail.message.from, todo.saidBy);
  });
}
