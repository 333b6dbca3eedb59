import type { SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { timeOf } from "./find.ts";
import type { Ledger } from "./ledger.ts";
import { samePerson } from "./people.ts";
import { type QuoteText, reactionTo, type Reply } from "./reactions.ts";

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
}

/** Requests for words, not for a change: whatever is said answers them. */
const ASKS_REASON =
  /\b(?:why|explain|explanation|elaborate|details?|difference|clarify|reason|what)\b/i;
/** Questions that mean a change: a yes takes it on. */
const SUGGESTS =
  /\b(?:should|can|could|would|shall|maybe|perhaps|how about|what about|why not|need|better)\b/i;

function mailsUnder(id: string, ledger: Ledger): SeriesMail[] {
  const mails = (ledger.children.get(id) ?? []).flatMap((child) => ledger.index.get(child) ?? []);
  return mails
    .filter(({ role, message }) => role === "reply" && !message.bot)
    .sort((a, b) => timeOf(a) - timeOf(b));
}

function quotesOf(mail: SeriesMail, ledger: Ledger): readonly QuoteText[] {
  return ledger.quotes.get(mail.message.messageId) ?? [];
}

/** What the asker says to an argument: accepted, insisted on, or nothing. */
function askersWord(todo: Todo, argument: Reply, ledger: Ledger): Reply | null {
  for (const mail of mailsUnder(argument.mail.message.messageId, ledger)) {
    if (!samePerson(mail.message.from, todo.saidBy)) continue;
    const word = reactionTo(argument, mail, { quotes: quotesOf(mail, ledger), only: true });
    if (word !== null) return word;
  }
  return null;
}

/** Reads the replies to a TODO; `only`: it is the only one of its mail. */
export function readTalk(todo: Todo, ledger: Ledger, only: boolean): Talk {
  let talk: Talk = { claimed: null, agreed: null, answered: null, argued: null, accepted: null };
  for (const mail of mailsUnder(todo.messageId, ledger)) {
    if (samePerson(mail.message.from, todo.saidBy)) continue;
    const reply = reactionTo(todo, mail, { quotes: quotesOf(mail, ledger), only });
    if (reply === null) continue;
    talk = heed(todo, reply, talk, ledger);
  }
  return talk;
}

function heed(todo: Todo, reply: Reply, talk: Talk, ledger: Ledger): Talk {
  if (reply.reaction === "asked") return talk;
  if (reply.reaction === "done") return { ...talk, claimed: talk.claimed ?? reply };
  const agrees = reply.reaction === "agreed" || reply.reaction === "accepted";
  if (todo.kind === "question") {
    const takesOn = agrees && (/\b(?:will|'ll)\b/i.test(reply.text) || SUGGESTS.test(todo.text));
    return takesOn
      ? { ...talk, agreed: talk.agreed ?? reply }
      : { ...talk, answered: talk.answered ?? reply };
  }
  if (todo.kind === "promise" || todo.kind === "gap") return talk;
  const explains =
    reply.reaction === "explained" || (reply.reaction === "refused" && ASKS_REASON.test(todo.text));
  if (explains && todo.text.includes("?")) return { ...talk, answered: talk.answered ?? reply };
  if (agrees) return { ...talk, agreed: talk.agreed ?? reply };
  const word = askersWord(todo, reply, ledger);
  if (word?.reaction === "accepted" || word?.reaction === "agreed")
    return { ...talk, argued: reply, accepted: word };
  if (word?.reaction === "refused" || word?.reaction === "asked") return talk;
  return { ...talk, argued: talk.argued ?? reply };
}
