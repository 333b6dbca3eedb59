import type { SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { timeOf } from "./find.ts";
import type { Ledger } from "./ledger.ts";
import { samePerson } from "../people.ts";
import { callName, isAuthor, plainName } from "./people.ts";
import { type QuoteText, reactionTo, type Reply } from "./reactions.ts";

/** Words that put something off. */
export const PUT_OFF =
  /\b(?:later|follow[- ]?up|separate(?:ly)?(?! (?:patch|change|commit)(?:es|s)? (?:in|of) (?:the|this|that|my|v\d))|eventually|at some point|long (?:run|term)|in (?:the )?future|some ?day|one day|for now|(?:an)?other (?:series|patch(?:set)?)|clean-?up series|after (?:this|the) \w+|todo|tbd)\b/i;

/** A reply that takes it on, but not for this series. */
const DEFERS =
  /\b(?:later|follow[- ]?ups?|separate (?:patch|series|change|cleanup|set)(?:es|s)?\b(?! (?:in|of) (?:the|this|that|my|v\d))|separately|eventually|in (?:the |a )?(?:near |next )?future|some ?day|(?:an)?other (?:patch|series|patchset)|(?:next|subsequent) (?:series|step|cycle|merge window)|after this (?:series|patch|lands|is merged))\b/i;
/** Who takes a series mends it on the way: "Updated locally", "fixed while applying". */
const HANDLED =
  /\b(?:locally|(?:when|while|before) (?:applying|committing|merging|pushing|queu\w{2,4})|in my (?:tree|branch|queue))\b/i;
const WE_MAY = /\b(?:i|we|i'll|we'll|i'd|let's|can|could|should|would|plan\w{0,4})\b/i;
/** The asker takes it back. */
const TAKEN_BACK =
  /\b(?:never ?mind|ignore (?:this|that|me|my)|(?:scratch|forget) (?:this|that)|i (?:see|understand|get it) now|i misread|i missed that|my mistake|i was wrong|please disregard|answering myself)\b/i;

/** What the replies to a TODO come to. */
export interface Talk {
  /** The owner says it is done, or there. */
  readonly claimed: Reply | null;
  /** The owner takes it on. */
  readonly agreed: Reply | null;
  /** Somebody asked answers a question. */
  readonly answered: Reply | null;
  /** The owner argues or explains instead, and the asker does not insist. */
  readonly argued: Reply | null;
  /** The asker accepts the argument. */
  readonly accepted: Reply | null;
  /** The owner means to do it another time. */
  readonly putOff: Reply | null;
}

/** Requests for words, not for a change: whatever is said answers them. */
const ASKS_REASON =
  /\b(?:why|explain|explanation|elaborate|details?|difference|clarify|reason|what)\b/i;
/** Questions that mean a change: a yes takes it on. */
const SUGGESTS =
  /\b(?:(?:should|could|would|can|shall|might)(?:n't|not)? (?:you|we|this|that|it|there|these|they|the)|(?:can't|cannot|couldn't|shouldn't) (?:you|we|this|it)|(?:we|you|one) (?:can|could|should|might|may)|maybe|perhaps|how about|what about|why not|why don't|better|chance|any reason not|mind \w+ing|ask to)\b/i;
/** Questions about what the asker may do, or what holds: an answer is all they want. */
const ASKS_FACT =
  /\b(?:should|shall|can|could|may|might|would|do|did|am|must) i\b(?! (?:also |just )?(?:ask|suggest|request|propose))|\b(?:wouldn't|doesn't|isn't|aren't|don't|didn't|won't) (?:it|this|that|these|they|the|we|there|\w+_\w+)\b|\b(?:how|what|why|where|when|which|who)\b(?! (?:about|not|don't|can't|couldn't)\b)[^.?]{0,30}\b(?:would|should|could|can|might) (?:it|this|that|they|the|we|you)\b/i;
/** Replies to replies are read down to this depth. */
const MAX_DEPTH = 6;

/** A question whose wanted answer is words; the others ask for a change politely. */
export function wantsWords({ kind, text }: Pick<Todo, "kind" | "text">): boolean {
  if (kind === "promise" || kind === "marker") return false;
  if (kind !== "question" && !/\?[\s)]{0,3}$/.test(text)) return false;
  return !SUGGESTS.test(text) || ASKS_FACT.test(text);
}

function defers(words: string): boolean {
  return words
    .split(/(?<=[.!?])\s/)
    .some((sentence) => DEFERS.test(sentence) && WE_MAY.test(sentence) && !sentence.endsWith("?"));
}

function byTime(mails: readonly SeriesMail[]): SeriesMail[] {
  return mails.toSorted(
    (a, b) => timeOf(a) - timeOf(b) || (a.message.messageId < b.message.messageId ? -1 : 1),
  );
}

/** The replies to a mail, by time; people's only. */
function repliesTo(id: string, ledger: Ledger): SeriesMail[] {
  const mails = (ledger.children.get(id) ?? []).flatMap((child) => ledger.index.get(child) ?? []);
  return byTime(mails.filter(({ role, message }) => role === "reply" && !message.bot));
}

/** The replies to replies to a mail, the nearest first; not those to the mail itself. */
function deeperReplies(id: string, ledger: Ledger): SeriesMail[] {
  const found: SeriesMail[] = [];
  const seen = new Set([id]);
  let level = repliesTo(id, ledger);
  for (let depth = 1; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: SeriesMail[] = [];
    for (const { message } of level) {
      if (seen.has(message.messageId)) continue;
      seen.add(message.messageId);
      next.push(...repliesTo(message.messageId, ledger));
    }
    level = byTime(next);
    found.push(...level);
  }
  return found;
}

function quotesOf(mail: SeriesMail, ledger: Ledger): readonly QuoteText[] {
  return ledger.quotes.get(mail.message.messageId) ?? [];
}

/** What the asker says to an argument: accepted, insisted on, or nothing. */
function askersWord(todo: Todo, argument: Reply, ledger: Ledger): Reply | null {
  for (const mail of repliesTo(argument.mail.message.messageId, ledger)) {
    if (!samePerson(mail.message.from, todo.saidBy)) continue;
    const word = reactionTo(argument, mail, { quotes: quotesOf(mail, ledger), only: true });
    if (word !== null) return word;
  }
  return null;
}

/** Whether a mail is from who is to act: the owner, or the author of the patch. */
function fromOwner(mail: SeriesMail, todo: Todo, ledger: Ledger): boolean {
  const { from } = mail.message;
  if (from === null || isAuthor(from, mail, ledger.context)) return true;
  // Of those who carry a series on together, each may answer for it.
  if (todo.owner === "patch-author" && ledger.authors.some((author) => samePerson(author, from)))
    return true;
  return todo.ownerName !== null && plainName(callName(from)) === plainName(todo.ownerName);
}

/** Reads the replies to a TODO; `only`: it is the only one of its mail. */
export function readTalk(todo: Todo, ledger: Ledger, only: boolean): Talk {
  let talk: Talk = {
    claimed: null,
    agreed: null,
    answered: null,
    argued: null,
    accepted: null,
    putOff: null,
  };
  const direct = repliesTo(todo.messageId, ledger);
  const deeper = deeperReplies(todo.messageId, ledger);
  for (const [at, mail] of [...direct, ...deeper].entries()) {
    const own = samePerson(mail.message.from, todo.saidBy);
    const whole = only && at < direct.length && !own;
    const reply = reactionTo(todo, mail, { quotes: quotesOf(mail, ledger), only: whole });
    if (reply === null) continue;
    if (own) {
      if (TAKEN_BACK.test(reply.words)) return { ...talk, answered: reply, argued: null };
      continue;
    }
    talk = heed(todo, reply, { talk, ledger });
  }
  return talk;
}

/** An author's own question ("would it be fine if I …?"): whoever answers, it is answered. */
function askedByAuthor(todo: Todo, ledger: Ledger): boolean {
  const mail = ledger.index.get(todo.messageId);
  return (
    mail !== undefined && todo.text.includes("?") && isAuthor(todo.saidBy, mail, ledger.context)
  );
}

function heed(todo: Todo, reply: Reply, past: { talk: Talk; ledger: Ledger }): Talk {
  const { talk, ledger } = past;
  if (todo.kind === "promise" || (todo.kind === "gap" && !wantsWords(todo)))
    return heedOwner(reply, todo, past);
  if (reply.reaction === "asked") return talk;
  const owner = fromOwner(reply.mail, todo, ledger);
  const takesOn = /\b(?:will|'ll)\b/i.test(reply.text);
  if (reply.reaction === "done")
    return owner || HANDLED.test(reply.words) ? { ...talk, claimed: talk.claimed ?? reply } : talk;
  const agrees = reply.reaction === "agreed" || reply.reaction === "accepted";
  const words = wantsWords(todo) || askedByAuthor(todo, ledger);
  if (owner && !words && defers(reply.words)) return { ...talk, putOff: talk.putOff ?? reply };
  if (agrees && (takesOn || (owner && !words))) return { ...talk, agreed: talk.agreed ?? reply };
  const explains =
    reply.reaction === "explained" || (reply.reaction === "refused" && ASKS_REASON.test(todo.text));
  if (words || todo.kind === "question" || (explains && todo.text.includes("?")))
    return { ...talk, answered: talk.answered ?? reply };
  if (agrees) return talk;
  const word = askersWord(todo, reply, ledger);
  if (word?.reaction === "accepted" || word?.reaction === "agreed")
    return { ...talk, argued: reply, accepted: word };
  if (word?.reaction === "refused" || word?.reaction === "asked") return talk;
  return { ...talk, argued: talk.argued ?? reply };
}

/** A promise or a gap moves only when who owns it says that it is done. */
function heedOwner(reply: Reply, todo: Todo, past: { talk: Talk; ledger: Ledger }): Talk {
  const { talk, ledger } = past;
  if (reply.reaction !== "done" || !fromOwner(reply.mail, todo, ledger)) return talk;
  return { ...talk, claimed: talk.claimed ?? reply };
}
