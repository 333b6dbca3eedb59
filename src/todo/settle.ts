import type { Revision, SeriesMail, SeriesStatus } from "../model/series.ts";
import type { Todo, TodoState } from "../model/todo.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { codeChanged, nameBrought } from "./diff-evidence.ts";
import { changelogFit, FIT, LOOSE_FIT, NEWS_FIT, newsFit, type Subject } from "./evidence.ts";
import { timeOf } from "./find.ts";
import { carriedPatch, GIVEN_TAG, type Ledger, type RevisionRecord, tagOf } from "./ledger.ts";
import { wasSubstituted, wordsChanged } from "./news.ts";
import { isAuthor, samePerson } from "./people.ts";
import { splitSentences } from "./sentences.ts";
import { flat } from "./words.ts";
import { PUT_OFF, type Talk, wantsWords } from "./talk.ts";

/** A move of a TODO's state and what caused it. */
export interface Move {
  readonly state: TodoState;
  readonly settledIn: number | null;
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
}

const TO_REVIEW =
  /\b(?:i'?ll|i will|will|i'm going to|i plan to|let me)\b.{0,40}\b(?:review|test|look|check|comments?|reply|come back|get back|run|try|verify|give (?:it|this))\b/i;
/** What a look or a test came to. */
const DEED =
  /\b(?:review(?:ed|ing)?|test(?:ed|s|ing)?|look(?:s|ed|ing)?|tried|comments?|checked|works?|boot(?:s|ed)?|build|results?|confirm(?:ed)?|verified|pass(?:es|ed)?|fail(?:s|ed)?)\b/i;
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

/** An author who promised to do it in a new version, and posted one. */
function keptByPosting(todo: Todo, record: RevisionRecord): boolean {
  const { version, author, patches } = record.revision;
  const named = /\bv(\d{1,2})\b/i.exec(todo.text)?.[1];
  if (named !== undefined && Number(named) === version) return true;
  const patch = patches.find(({ position }) => position === todo.patch);
  return (
    (samePerson(todo.saidBy, author) || samePerson(todo.saidBy, patch?.author ?? null)) &&
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
  if (!TO_REVIEW.test(todo.text) || isOwnWork(todo, ledger)) return null;
  const later = ledger.context.mails
    .filter(
      (mail) =>
        mail.role === "reply" &&
        timeOf(mail) > todo.raisedAt &&
        mail.message.messageId !== todo.messageId &&
        samePerson(mail.message.from, todo.saidBy),
    )
    .sort((a, b) => timeOf(a) - timeOf(b));
  for (const mail of later) {
    const text = deedIn(mail);
    if (text === null) continue;
    const version = ledger.context.series.revisions[mail.revision]?.version ?? todo.raisedOn;
    const { messageId } = mail.message;
    return { state: "resolved", settledIn: version, messageId, text, at: timeOf(mail) };
  }
  return null;
}

/** The author's own promises are kept by a new revision, not by a reply. */
function isOwnWork(todo: Todo, { index, context }: Ledger): boolean {
  const mail = index.get(todo.messageId);
  return mail === undefined || isAuthor(todo.saidBy, mail, context);
}

/** The words of a reply that tell of a review or a test; null when it tells of none. */
function deedIn(mail: SeriesMail): string | null {
  const own = mail.blocks.filter(({ depth, kind }) => depth === 0 && kind !== "diff");
  const tag = own.flatMap(({ lines }) => lines).find((line) => GIVEN_TAG.test(line));
  if (tag !== undefined) return tag.trim();
  const said = own.filter(({ kind }) => kind === "text").flatMap((block) => splitSentences(block));
  return said.find(({ text }) => DEED.test(text) && !TO_REVIEW.test(text))?.text ?? null;
}
