import { PHRASE_CUES } from "./phrase-cues.ts";
import type { SentenceContext } from "./scorer.ts";
import { WORD_CUES } from "./word-cues.ts";

const WORDS = new Map<string, string[]>();
for (const [cue, words] of Object.entries(WORD_CUES)) {
  for (const word of words.split(" ")) WORDS.set(word, [...(WORDS.get(word) ?? []), cue]);
}

const FILLERS =
  /^(?:(?:and|so|but|then|also|anyway|ok|okay|yes|yeah|no|well|hmm|right|sure|oh|ah|nit|nits|minor|btw|however|otherwise|instead|maybe|perhaps|just|now|again|still|here|or|thus|therefore|first|second|secondly|finally|lastly|thanks|additionally|plus|fwiw|imo|imho|sorry)\b[\s,:;.!-]{0,4}){1,4}/;
/** Words that lead with an order when they open a sentence. */
const ORDERS = new Set(
  "add adjust align allow apply avoid base be bring build call cc change check clarify clean combine compare consider convert copy correct create cut declare define delete describe do document don't double drop elaborate embed ensure expand explain export extend factor feel fix fold follow get give go have hide implement include indent initialize inline introduce investigate keep leave let let's limit list look make mark mention merge minimize move name note open pass pick post pull put read rebase reduce refactor refer remove rename reorder replace repost resend respin return revert reuse review rework rewrite run see send set share shorten simplify skip sort specify split squash state stick stop submit switch take tell test think treat trim try turn update use validate verify wait wrap write".split(
    " ",
  ),
);

/** Length of a sentence in words, as one of five sizes. */
function sizeOf(words: number): string {
  if (words <= 2) return "size: 1-2 words";
  if (words <= 5) return "size: 3-5 words";
  if (words <= 12) return "size: 6-12 words";
  return words <= 30 ? "size: 13-30 words" : "size: over 30 words";
}

function wordCues(text: string, found: Set<string>): string[] {
  const words = text.match(/[a-z]+(?:['’][a-z]+)?/g) ?? [];
  for (const word of words) {
    for (const cue of WORDS.get(word.replace("’", "'")) ?? []) found.add(cue);
  }
  return words;
}

/** What the place of a sentence says: where it stands, above, below and by whom. */
function placeCues(input: SentenceContext, found: Set<string>): void {
  const { sentence, previous, next } = input;
  found.add(`in: ${input.blockKind}`);
  found.add(`mail: ${input.role}`);
  if (input.rfc) found.add("mail: RFC");
  if (sentence.bullet) found.add("list item");
  if (sentence.opens) found.add("opens paragraph");
  if (sentence.closes) found.add("closes paragraph");
  if (input.blockIndex === 0) found.add("first under quote");
  if (input.blockIndex === input.blockLength - 1) found.add("last above quote");
  if (input.blockLength === 1) found.add("single remark");
  if (input.belowHunk) found.add("under a hunk");
  if (input.belowHunk && input.blockIndex === 0) found.add("first under a hunk");
  if (input.belowHunk && input.blockLength === 1) found.add("single remark under a hunk");
  if (input.mailLength <= 3) found.add("short mail");
  if (input.mailLength > 25) found.add("long mail");
  if (input.mailIndex === 0) found.add("opens mail");
  if (input.mailIndex >= input.mailLength - 1) found.add("closes mail");
  if (input.quotedAbove.endsWith("?") && input.blockIndex <= 1) found.add("answers a question");
  if (
    /\b(?:can|could|should|please|would|need)\b/i.test(input.quotedAbove) &&
    input.blockIndex <= 1
  )
    found.add("answers a wish");
  if (
    /to-?do|open|issue|limitation|future|remaining|next step|missing|caveat|known|unsupported|not (?:yet )?(?:supported|done|implemented|tested)/i.test(
      input.heading,
    )
  )
    found.add("under a heading of loose ends");
  else if (/change|since|fix|v\d|history/i.test(input.heading))
    found.add("under a heading of changes");
  else if (input.heading !== "") found.add("under a heading");
  if (previous?.text.endsWith("?")) found.add("after a question");
  if (next?.text.endsWith("?")) found.add("before a question");
  if (previous?.text.endsWith(":")) found.add("after a colon");
  if (
    previous !== null &&
    /^(?:yes|no|yeah|nope|yep|right|ok|okay|sure|good|agreed|ah|oh|thanks|correct|indeed|exactly)\b/i.test(
      previous.text,
    ) &&
    previous.text.length < 40
  )
    found.add("after a short reply");
}

/** Cues that mean another thing from the patch's author than from a reviewer. */
const BY_WHOM = new Set([
  "ends with ?",
  "order",
  "I will",
  "should",
  "first person",
  "second person",
  "need",
  "can/could",
  "under a hunk",
  "maybe",
  "not",
  "we",
  "why",
  "please",
  "starts with a question word",
  "not yet",
  "list item",
]);

/**
 * The cues a sentence shows, by name, in a stable order: words, phrases, form and place. General
 * signs of English review mail; no names, lists or ids. Linear in the length of the sentence.
 */
export function findCues(input: SentenceContext): string[] {
  const found = new Set<string>();
  const text = input.sentence.text.toLowerCase().replaceAll("’", "'");
  const words = wordCues(text, found);
  for (const [cue, pattern] of PHRASE_CUES) if (pattern.test(text)) found.add(cue);
  const core = text.replace(FILLERS, "").replace(/^(?:please|pls)[\s,]{1,3}/, "");
  const first = /^[a-z']{1,20}/.exec(core)?.[0] ?? "";
  if (ORDERS.has(first) && !/^(?:see|note|think|thanks)\b.{0,10}$/.test(core)) {
    found.add("order");
    if (input.belowHunk) found.add("order under a hunk");
  }
  if (text.endsWith(":")) found.add("ends with :");
  if (/[\w)\]"'`]$/.test(text)) found.add("no end mark");
  if (/[a-z0-9]_[a-z0-9]|\w\(\)|->/.test(text)) found.add("names code");
  if (words.length > 0 && (text.match(/[^\w\s.,?!'":;()-]/g)?.length ?? 0) * 4 > words.length)
    found.add("many symbols");
  found.add(sizeOf(words.length));
  placeCues(input, found);
  const whom = input.byAuthor ? "author" : input.toAuthor ? "reviewer to author" : "reviewer";
  found.add(`by ${whom}`);
  if (input.byAuthor)
    for (const cue of Array.from(found)) if (BY_WHOM.has(cue)) found.add(`${cue} (by author)`);
  if (found.has("ends with ?")) {
    if (input.belowHunk) found.add("question under a hunk");
    if (input.role !== "reply") found.add("question outside replies");
    if (input.sentence.opens && input.sentence.closes) found.add("question alone");
    if (words.length <= 3) found.add("question of 1-3 words");
  }
  if (input.blockKind === "commit-message")
    for (const cue of Array.from(found))
      if (/^(?:not yet|todo word|future|only)$/.test(cue)) found.add(`${cue} (commit message)`);
  return [...found];
}
