import type { SeriesMail, SeriesStatus } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { timeOf } from "./find.ts";
import { GIVEN_TAG, type Ledger, type RevisionRecord } from "./ledger.ts";
import type { Move } from "./move.ts";
import { samePerson } from "../people.ts";
import { isAuthor } from "./people.ts";
import { splitSentences } from "./sentences.ts";
import { PUT_OFF } from "./talk.ts";

const TO_REVIEW =
  /\b(?:i'?ll|i will|will|i'm going to|i plan to|let me)\b.{0,40}\b(?:review|test|look|check|comments?|reply|come back|get back|run|try|verify|give (?:it|this))\b/i;
/** Who means to find something out, and to change nothing yet. */
const TO_FIND_OUT =
  /\b(?:i'?ll|i will|will|i'm going to|i am going to|let me) (?:\w{1,12} ){0,3}(?:look|check|test|try|investigate|debug(?:ging)?|dig|reproduce|find out|figure out|see (?:if|what|why|whether|how)|get back|come back|report back|bisect)\b/i;
/** What a look or a test came to. */
const DEED =
  /\b(?:review(?:ed|ing)?|test(?:ed|s|ing)?|look(?:s|ed|ing)?|tried|comments?|checked|works?|boot(?:s|ed)?|build|results?|confirm(?:ed)?|verified|pass(?:es|ed)?|fail(?:s|ed)?)\b/i;
const TO_APPLY =
  /\b(?:apply|queue|pick|merge|pull|push|take (?:it|this|that|these|them|those|the|your|all|both|patch\w*|\d+)(?! (?:in)?to (?:account|consideration)))\b/i;

const IN_NEXT_VERSION = /\b(?:next|new) (?:version|revision|iteration|re-?spin|spin|round)\b/i;

/** An author who promised to do it in a new version, and posted one. */
export function keptByPosting(todo: Todo, record: RevisionRecord): boolean {
  const { version, author, patches } = record.revision;
  const named = /\bv(\d{1,2})\b/i.exec(todo.text)?.[1];
  if (named !== undefined && Number(named) === version) return true;
  const patch = patches.find(({ position }) => position === todo.patch);
  const own = samePerson(todo.saidBy, author) || samePerson(todo.saidBy, patch?.author ?? null);
  if (!own || PUT_OFF.test(todo.text)) return false;
  return IN_NEXT_VERSION.test(todo.text) || !TO_APPLY.test(todo.text);
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
  const own = isOwnWork(todo, ledger);
  if (!(own ? TO_FIND_OUT : TO_REVIEW).test(todo.text)) return null;
  // An author writes much about the work: only what comes below the promise tells of it.
  const near = own ? mailsBelow(todo.messageId, ledger) : ledger.context.mails;
  const later = near
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

/** All mails that answer a mail, or an answer to it, and so on. */
function mailsBelow(id: string, { children, index }: Ledger): SeriesMail[] {
  const below = new Set([id]);
  for (const each of below) for (const child of children.get(each) ?? []) below.add(child);
  below.delete(id);
  return [...below].flatMap((each) => index.get(each) ?? []);
}

/** The author's own promises are kept by a new revision, not by a reply; but to find out is to tell. */
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
