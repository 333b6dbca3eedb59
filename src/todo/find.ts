import type { Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { wordsBeside } from "./beside.ts";
import { markerTodos, todoId, UNSETTLED } from "./markers.ts";
import { ownerOf } from "./owner.ts";
import { authorOf, callName, NOBODY } from "./people.ts";
import { patchOf } from "./place.ts";
import { quotedSentences } from "./quoted.ts";
import { foldRepeats } from "./repeats.ts";
import type { MailScorer, SentenceContext, SentenceScore } from "./scorer.ts";
import { indexMails, type MailIndex, sentencesOf } from "./situate.ts";
import { trainedScorer, TODO_THRESHOLD } from "./trained-scorer.ts";

/** Quoted words have lost what surrounded them: they must speak for themselves. */
const QUOTED_THRESHOLD = 0.5;
/** Remarks of so few words say nothing alone and go with the one beside them. */
const SHORT_WORDS = 3;

export interface FindOptions {
  /** Judges the sentences; the trained model unless another takes its place. */
  readonly scorer?: MailScorer;
  /** 0 to 1: below it is no TODO. */
  readonly threshold?: number;
}

/** A sentence taken for a TODO, or two that say one together. */
export interface Found {
  readonly input: SentenceContext;
  readonly score: SentenceScore;
  readonly text: string;
}

interface Place {
  readonly mail: SeriesMail;
  readonly context: SeriesContext;
  readonly index: MailIndex;
}

/** Time of a mail, Unix seconds: when it was sent, else received. */
export function timeOf(mail: SeriesMail): number {
  return mail.message.sentAt ?? mail.message.receivedAt ?? 0;
}

/**
 * The sentences of a mail that score at least the threshold. One of a few words ("Same here.") is
 * joined with the one that follows.
 */
export function joinFinds(
  inputs: readonly SentenceContext[],
  scores: readonly (SentenceScore | null)[],
  threshold: number,
): Found[] {
  const found: Found[] = [];
  for (const [at, input] of inputs.entries()) {
    const score = scores[at] ?? null;
    if (score === null || score.confidence < threshold) continue;
    const last = found.at(-1);
    const beside =
      last !== undefined &&
      last.input.mailIndex === input.mailIndex - 1 &&
      last.input.blockIndex === input.blockIndex - 1;
    if (beside && last.score.kind === score.kind && isShort(last.text)) {
      found[found.length - 1] = {
        input: last.input,
        score: stronger(last.score, score),
        text: `${last.text} ${input.sentence.text}`,
      };
    } else found.push({ input, score, text: input.sentence.text });
  }
  return found;
}

function isShort(text: string): boolean {
  return text.split(" ").length <= SHORT_WORDS;
}

function stronger(a: SentenceScore, b: SentenceScore): SentenceScore {
  return b.confidence > a.confidence ? b : a;
}

function toTodo(
  { input, score, text }: Found,
  place: Place,
  saidBy: Mailbox,
  quoted: boolean,
): Todo {
  const { mail, context } = place;
  const { messageId } = mail.message;
  const owner = ownerOf(score.kind, input, place);
  const own = quoted && owner.role === "writer";
  return {
    id: todoId(messageId, text),
    messageId,
    text,
    ...wordsBeside(input, text, mail.blocks),
    line: input.sentence.line,
    kind: score.kind,
    owner: own && input.byAuthor ? "patch-author" : own ? "other" : owner.role,
    ownerName: own ? callName(saidBy) : owner.name,
    saidBy,
    confidence: score.confidence,
    explanation: `${quoted ? "quoted; " : ""}${score.reasons.join(", ") || "its words together"}`,
    raisedAt: timeOf(mail),
    raisedOn: context.series.revisions[mail.revision]?.version ?? 1,
    patch: patchOf(text, mail, context),
    ...UNSETTLED,
    path: null,
  };
}

/** Mails by time, equal times by message-id: the same order whatever came first. */
function byTime(mails: readonly SeriesMail[]): SeriesMail[] {
  return mails.toSorted(
    (a, b) => timeOf(a) - timeOf(b) || (a.message.messageId < b.message.messageId ? -1 : 1),
  );
}

/**
 * All TODOs that the mails of a series raise, in order of time and place, all `open`: what people
 * write, what they are quoted with when their own mail is missing, and markers in added lines.
 * What is said again later by the same person is one TODO with `repeatedIn`. Total, pure.
 */
export function findTodos(context: SeriesContext, options: FindOptions = {}): Todo[] {
  const scorer = options.scorer ?? trainedScorer();
  const threshold = options.threshold ?? TODO_THRESHOLD;
  const index = indexMails(context);
  const todos: Todo[] = [];
  for (const mail of byTime(context.mails)) {
    const { from, bot } = mail.message;
    if (bot) continue;
    const place: Place = { mail, context, index };
    const speaker = from ?? (mail.role === "reply" ? NOBODY : authorOf(mail, context));
    for (const { person, inputs } of quotedSentences(mail, context, index)) {
      const strict = Math.max(threshold, QUOTED_THRESHOLD);
      todos.push(
        ...joinFinds(inputs, scorer(inputs), strict).map((found) =>
          toTodo(found, place, person, true),
        ),
      );
    }
    const inputs = sentencesOf(mail, context, index);
    todos.push(
      ...joinFinds(inputs, scorer(inputs), threshold).map((found) =>
        toTodo(found, place, speaker, false),
      ),
    );
    todos.push(...markerTodos(mail, context));
  }
  return foldRepeats(todos, context);
}
