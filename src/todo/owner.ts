import type { Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import type { TodoOwner } from "../model/todo.ts";
import { authorOf, callName, plainName } from "./people.ts";
import type { SentenceContext, SpokenKind } from "./scorer.ts";
import { answeredPerson, type MailIndex } from "./situate.ts";

export interface Owner {
  readonly role: TodoOwner;
  readonly name: string | null;
}

const UPKEEP =
  /\b(?:maintainers?|merge|merged|pick (?:it|this|these|them|up)|queue|take (?:it|this|these|them)|your tree|tree|pull|upstream|apply|re-?send|re-?spin|re-?post)\b/i;
const OPEN_CALL = /\b(?:anyone|anybody|somebody|someone|folks|people|testers?|others?)\b/i;
const TO_YOU = /\b(?:you|your|you're|you've)\b/i;
const IN_PERSON = /\b(?:i|i'm|i've|i'll|i'd|my|me|we|we'll|our|let me)\b/i;

const CALL =
  /^(?:(?:and|so|but|also|hi|hello)[ ,]{1,3})?@?([A-Z][\p{L}'-]{1,20})(?:[,:]\s|\s{1,2}[-–?]\s|\?\s)/u;
/** A name alone, as a sentence of its own: "Jane?". */
const NAME_ALONE = /^@?([A-Z][\p{L}'-]{1,20})\s{0,2}[?,:]$/u;

/** The person whom a sentence calls by name: "Arnaldo, could you …", "@Jane: …", "Jane? Why …". */
function calledPerson({ sentence, previous }: SentenceContext, mail: SeriesMail): Mailbox | null {
  const before = sentence.opens ? null : NAME_ALONE.exec(previous?.text ?? "");
  const called = (CALL.exec(sentence.text) ?? before)?.[1];
  if (called === undefined) return null;
  const name = plainName(called);
  return (
    [...mail.message.to, ...mail.message.cc].find((person) =>
      plainName(person.name).split(" ").includes(name),
    ) ?? null
  );
}

/** Who has to act on a sentence of a kind: promises bind the writer, requests the person asked. */
export function ownerOf(
  kind: SpokenKind,
  input: SentenceContext,
  place: { mail: SeriesMail; context: SeriesContext; index: MailIndex },
): Owner {
  const { mail, context, index } = place;
  const writer = callName(mail.message.from);
  const author = callName(authorOf(mail, context));
  const { text } = input.sentence;
  if (kind === "promise") return { role: "writer", name: writer };
  if (kind === "gap") {
    // What a reviewer meets in somebody's patch is for its author to mend, however it is told.
    const own = input.byAuthor || (!input.toAuthor && IN_PERSON.test(text));
    if (own) return { role: "writer", name: writer };
    return { role: "patch-author", name: author };
  }
  const called = calledPerson(input, mail);
  if (!input.byAuthor) {
    if (called !== null && callName(called) !== author)
      return { role: "other", name: callName(called) };
    const aside = kind === "question" && !input.toAuthor && input.role === "reply";
    if (aside && TO_YOU.test(text)) {
      const asked = answeredPerson(mail, index);
      if (asked !== null) return { role: "reviewer", name: callName(asked) };
    }
    return { role: "patch-author", name: author };
  }
  const asked = called ?? answeredPerson(mail, index);
  if (UPKEEP.test(text)) return { role: "maintainer", name: callName(called) };
  if (called === null && (OPEN_CALL.test(text) || (asked === null && kind === "request")))
    return { role: "other", name: null };
  return { role: "reviewer", name: callName(asked) };
}
