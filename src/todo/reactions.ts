import type { Block } from "../model/mail.ts";
import type { SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { splitSentences } from "./sentences.ts";
import { flat, sharedCount, topicWords } from "./words.ts";

/** What a reply does about the words it answers. */
export type Reaction = "done" | "agreed" | "accepted" | "asked" | "explained" | "refused";

/** The words under the quoted TODO, and what they come to. */
export interface Reply {
  readonly mail: SeriesMail;
  readonly reaction: Reaction;
  /** The sentence that shows it. */
  readonly text: string;
  /** All that was said there. */
  readonly words: string;
}

const DONE =
  /^(?:(?:ok|okay|yes|sure|right|thanks|ack|good (?:catch|point)|oops|ah|oh)[,.! ]{1,3}){0,2}(?:(?:i(?:'ve| have)?|it'?s|this is|now|already) )?(?:done|fixed|changed|removed|dropped|added|updated|renamed|addressed|corrected|applied|moved|split|reworded)\b|\b(?:fixed|done|changed|addressed|added|removed|dropped|updated) (?:it |this |that )?(?:in|for|with) (?:the )?(?:next|v\d|new)/i;
const AGREED =
  /(?:\b(?:i'?ll|i will|we'?ll|we will|i can|i'm going to|i am going to|let me)|(?:^|[,;.!] )will) (?:also |just |then |definitely |certainly )?(?!be\b|wait|let\b|assume|leave|keep|not\b|never\b|see\b)\w{2,12}\b|^(?:(?:also|yes|ok|thanks|duh|ah)[,.! ]{1,3})?(?:will do|ack|sure|ok|okay|noted|got it|np|no problem|agreed|yes|yep|yeah|right|true|indeed|correct|exactly|duh|good (?:point|idea|catch|suggestion)|makes sense|of course|absolutely|fair enough|thanks|oops|my bad|sounds good)\b/i;
const ACCEPTED =
  /^(?:(?:ah|oh|hmm|well|so|and|then|in that case)[,. ]{1,3}){0,2}(?:ok|okay|fair enough|makes sense|never ?mind|i see|right|agreed|good point|fine|got it|thanks|thank you|understood|alright|sure|yes|yeah|yep|that makes sense|sounds good|you'?re right|no problem|works for me|great|good|perfect|no objections?|not a big deal|up to you|i'm ok|i'm fine|cool)\b|\b(?:fair enough|makes sense|never ?mind|i'm (?:fine|ok|okay|happy) with|(?:that|this|it)'?s (?:fine|ok|okay)|works for me|up to you|no strong (?:opinion|preference|feelings)|thanks for (?:the )?(?:explanation|explaining|clarif\w+|clearing))\b/i;
const REFUSED =
  /\b(?:i (?:don't|do not|would not|wouldn't|disagree|can't|cannot|would prefer)|i'd (?:prefer|rather)|(?:i|we) prefer|subjective|not (?:too )?(?:keen|convinced|a fan|sure|possible|needed|necessary|worth|really)|no need|won't|would break|unfortunately)\b|^no\b/i;
/** Words of who explains, and does not simply agree. */
const HEDGED = /\b(?:i didn't|isn't|is not|doesn't|does not|instead|but)\b/i;

const UNLIKELY = /\b(?:doubt|not|never|if|unless|unable)\b|n't\b/i;

/** Opens a reply and says nothing on its matter. */
const COURTESY =
  /^(?:many |hi|hello|hey)?\b(?:thanks|thank you)\b[^,;]{0,60}(?:review|comments?|feedback|reply|looking|report|catching|suggestion)\w{0,4}\b.{0,20}$/i;

/** Replies hold at most so many sentences that are looked at. */
const MAX_SENTENCES = 12;

function classify(all: readonly string[]): { reaction: Reaction; text: string } | null {
  const told = all.filter((text) => !COURTESY.test(text));
  const sentences = told.length > 0 ? told : all;
  const first = sentences[0];
  if (first === undefined) return null;
  const done = sentences.slice(0, 3).find((text) => DONE.test(text));
  if (done !== undefined) return { reaction: "done", text: done };
  const agreed = sentences.find((text) => AGREED.test(text) && !text.endsWith("?"));
  const refused = sentences.find((text) => REFUSED.test(text));
  const willDo = sentences.find(
    (text) => /\b(?:will|'ll)\b/i.test(text) && AGREED.test(text) && !UNLIKELY.test(text),
  );
  if (willDo !== undefined) return { reaction: "agreed", text: willDo };
  const hedged = refused ?? sentences.find((text) => HEDGED.test(text));
  if (ACCEPTED.test(first) && hedged === undefined) return { reaction: "accepted", text: first };
  if (agreed !== undefined && hedged === undefined) return { reaction: "agreed", text: agreed };
  if (sentences.length <= 2 && sentences.every((text) => text.endsWith("?")))
    return { reaction: "asked", text: first };
  if (refused !== undefined) return { reaction: "refused", text: refused };
  return { reaction: "explained", text: hedged ?? first };
}

/** A quote in a reply, made ready to be searched. */
export interface QuoteText {
  /** Index of its block. */
  readonly at: number;
  readonly flat: string;
  readonly topic: ReadonlySet<string>;
}

/** The quotes of a mail, each read once whatever number of TODOs is looked for in them. */
export function quoteTexts(mail: SeriesMail): QuoteText[] {
  return mail.blocks.flatMap((block, at) => {
    if (block.kind !== "quote") return [];
    const text = flat(block.lines.join(" ").slice(0, 50_000));
    return [{ at, flat: text, topic: topicWords(text) }];
  });
}

/** Whether a quote holds the words of a TODO, or most of them. */
function quotes(quote: QuoteText, words: string, topic: ReadonlySet<string>): boolean {
  if (words.length >= 6 && quote.flat.includes(words)) return true;
  // A reply in the midst of a sentence leaves only its head or its tail above itself.
  const ends = [words.split(" ").slice(-5).join(" "), words.split(" ").slice(0, 6).join(" ")];
  if (ends.some((end) => end.length >= 16 && quote.flat.includes(end))) return true;
  return topic.size >= 4 && sharedCount(topic, quote.topic) >= topic.size * 0.75;
}

/** Who quotes on before they answer quotes at most so many lines more. */
const MAX_QUOTED_ON = 15;

/**
 * Own words below a block up to the next quote, as sentences. Older words that are quoted on right
 * below it, without a word between, are one quote with it.
 */
function wordsBelow(blocks: readonly Block[], from: number): string[] {
  const sentences: string[] = [];
  let quotedOn = 0;
  for (const block of blocks.slice(from + 1)) {
    if (block.kind === "quote" && block.depth > 0) {
      quotedOn += block.lines.length;
      const older = block.depth > 1 || block.lines.every((line) => line.trim() === "");
      if (sentences.length > 0 || !older || quotedOn > MAX_QUOTED_ON) break;
    }
    if (block.kind === "text" || block.kind === "changelog")
      sentences.push(...splitSentences(block).map(({ text }) => text));
    if (sentences.length >= MAX_SENTENCES) break;
  }
  return sentences.slice(0, MAX_SENTENCES);
}

/**
 * What a mail that answers says about a TODO: the words under the place where it quotes it. Null
 * when it does not quote it, or says nothing there; a mail without quotes answers as a whole when
 * the TODO is the `only` one of the mail answered.
 */
export function reactionTo(
  todo: Pick<Todo, "text">,
  mail: SeriesMail,
  read: { readonly quotes: readonly QuoteText[]; readonly only: boolean },
): Reply | null {
  const words = flat(todo.text);
  const topic = topicWords(todo.text);
  const at = read.quotes.findLast((quote) => quotes(quote, words, topic))?.at ?? -1;
  const all = mail.blocks.filter((block) => block.kind === "text" && block.depth === 0);
  let sentences: string[] = [];
  if (at >= 0) sentences = wordsBelow(mail.blocks, at);
  if (sentences.length === 0 && (read.only || at >= 0) && topPosted(mail)) {
    sentences = all
      .flatMap((block) => splitSentences(block))
      .map(({ text }) => text)
      .slice(0, MAX_SENTENCES);
  }
  const judged = classify(sentences);
  return judged === null ? null : { mail, ...judged, words: sentences.join(" ") };
}

/** No own words below a quote: the answer stands above, or there is no quote. */
function topPosted(mail: SeriesMail): boolean {
  const quote = mail.blocks.findIndex((block) => block.kind === "quote");
  if (quote < 0) return true;
  const below = mail.blocks
    .slice(quote)
    .filter((block) => block.kind === "text" && block.depth === 0);
  return below.every((block) => splitSentences(block).length === 0);
}
