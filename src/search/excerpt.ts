import type { Query, TextField } from "../model/query.ts";
import { wordsOf } from "./words.ts";

/** Words that stand one behind the other; the last one may go on. */
export interface Wanted {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** A piece of a text on one line, and which half-open ranges of it were looked for. */
export interface Excerpt {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** Places of one term that are weighed; a term that fills a mail has enough of them. */
const MAX_PLACES = 30;
/** Signs between two words of a phrase; the index passes over any number. */
const MAX_GAP = 40;
const WORD_SIGN = /[\p{L}\p{N}\p{M}\p{Co}_]/u;

/** Fields of which a mail's subject and body hold nothing. */
const ELSEWHERE: ReadonlySet<TextField> = new Set([
  "from",
  "to",
  "cc",
  "to-cc",
  "people",
  "attachment",
]);

/** What a query looks for in subjects and bodies, lower case; what is not to be there is left out. */
export function wantedWords(query: Query): Wanted[] {
  switch (query.kind) {
    case "and":
    case "or":
      return query.parts.flatMap(wantedWords);
    case "text":
      if (ELSEWHERE.has(query.field)) return [];
      return [{ words: wordsOf(query.text.toLowerCase()), prefix: query.prefix }];
    case "inflected":
      if (ELSEWHERE.has(query.field)) return [];
      return query.forms.map((form) => ({ words: [form], prefix: false }));
    case "blob":
      return [{ words: [query.id], prefix: true }];
    default:
      return [];
  }
}

/**
 * The piece of a text that shows most of what was looked for, the writer's own lines before quoted
 * ones; the beginning of the own ones where nothing of it is found. White space becomes single blanks.
 *
 * @param length characters of the piece, at most
 */
export function excerptOf(text: string, wanted: readonly Wanted[], length: number): Excerpt {
  const places = findPlaces(text, wanted);
  const fits = text.length <= length;
  const start = places.length > 0 ? (fits ? 0 : bestStart(text, places, length)) : ownStart(text);
  const raw = text.slice(start, start + length);
  // Cut where words end, unless the text does.
  const whole = start === 0 || text[start - 1] === "\n" ? raw : raw.replace(/^[^\s]{0,30}\s/, "");
  const cut = start + length >= text.length ? whole : whole.replace(/\s[^\s]{0,30}$/, "");
  // Quote marks would part what people read as one sentence.
  const line = cut
    .replace(/(^|\n)[ >]{0,60}>/g, "$1 ")
    .replace(/\s+/g, " ")
    .trim();
  return { text: line, marks: marksIn(line, wanted) };
}

/** Ranges of a text that were looked for, in order and apart. */
export function marksIn(text: string, wanted: readonly Wanted[]): (readonly [number, number])[] {
  const marks: [number, number][] = [];
  for (const { from, to } of findPlaces(text, wanted)) {
    const last = marks.at(-1);
    if (last !== undefined && from < last[1]) last[1] = Math.max(last[1], to);
    else marks.push([from, to]);
  }
  return marks;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly term: number;
}

function findPlaces(text: string, wanted: readonly Wanted[]): Place[] {
  const folded = text.toLowerCase();
  // A few letters have another length in lower case; then only what is lower case is found.
  const lower = folded.length === text.length ? folded : text;
  const places = wanted.flatMap((one, term) => placesOf(lower, one).map((at) => ({ ...at, term })));
  return places.sort((left, right) => left.from - right.from || left.to - right.to);
}

function placesOf(text: string, { words, prefix }: Wanted): { from: number; to: number }[] {
  const [first, ...rest] = words;
  const places: { from: number; to: number }[] = [];
  if (first === undefined) return places;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (places.length >= MAX_PLACES) break;
    if (isWordSign(text, at - 1)) continue;
    const to = endOf(text, at + first.length, rest, prefix);
    if (to !== null) places.push({ from: at, to });
  }
  return places;
}

/** Where a phrase ends whose first word ends here; null when it goes on otherwise. */
function endOf(
  text: string,
  start: number,
  rest: readonly string[],
  prefix: boolean,
): number | null {
  let at = start;
  for (const word of rest) {
    let next = at;
    while (next < at + MAX_GAP && next < text.length && !isWordSign(text, next)) next += 1;
    if (next === at || !text.startsWith(word, next)) return null;
    at = next + word.length;
  }
  if (!isWordSign(text, at)) return at;
  if (!prefix) return null;
  while (isWordSign(text, at)) at += 1;
  return at;
}

function isWordSign(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return WORD_SIGN.test(text[at] ?? " ");
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}

/** Where an answer's own words begin: behind the first quote, where one stands at the top. */
function ownStart(text: string): number {
  const quote = /^(?:[^>\n].{0,200}\n|\n){0,6}>/.exec(text.slice(0, 2_000));
  if (quote === null) return 0;
  for (let at = quote[0].length; ;) {
    const next = text.indexOf("\n", at) + 1;
    if (next === 0) return 0;
    if (/^[^>\s]/.test(text.slice(next, next + 1))) return next;
    at = next;
  }
}

/** The beginning of the piece that holds most terms; of several, the first. */
function bestStart(text: string, places: readonly Place[], length: number): number {
  let best = 0;
  let most = -1;
  for (const [index, place] of places.entries()) {
    const start = Math.max(0, place.from - Math.floor(length / 3));
    const terms = new Set<number>();
    for (let at = index; at < places.length; at += 1) {
      const other = places[at];
      if (other === undefined || other.to > start + length) break;
      terms.add(other.term);
    }
    const line = text.lastIndexOf("\n", place.from) + 1;
    const own = /^\s{0,2}>/.test(text.slice(line, line + 3)) ? 0 : 0.5;
    if (terms.size + own <= most) continue;
    most = terms.size + own;
    best = start;
  }
  return best;
}
