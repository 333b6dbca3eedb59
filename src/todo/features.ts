import { findCues } from "./cues.ts";
import type { RowIndex } from "./row-index.ts";
import type { SentenceContext } from "./scorer.ts";
import type { Sentence } from "./sentences.ts";
import { hashOf, tokensOf } from "./tokens.ts";

/** What families of features there are; ablations leave out one at a time. */
export const FEATURE_FAMILIES = ["cue", "word", "around", "meaning"] as const;
export type FeatureFamily = (typeof FEATURE_FAMILIES)[number];

/** One sign that a sentence shows. */
export interface Feature {
  readonly family: FeatureFamily;
  /** What a model knows it by: the hash of its family and name. */
  readonly id: number;
  readonly value: number;
}

/** Where words stand to each other, learned from mail without annotations. */
export interface WordVectors {
  readonly size: number;
  /** Row of a word's vector, by `hashOf` the word. */
  readonly rows: RowIndex;
  readonly values: Float32Array;
}

/** Weights of many small signs add up: each counts less than a cue. */
export const WORD_VALUE = 0.45;
const AROUND_VALUE = 0.25;
const MEANING_VALUE = 4;

const FAMILY_HASH = {
  cue: hashOf("cue/"),
  word: hashOf("word/"),
  around: hashOf("around/"),
  meaning: hashOf("meaning/"),
} as const satisfies Record<FeatureFamily, number>;

/** The id of a feature by its name. */
export function featureId(family: FeatureFamily, name: string): number {
  return hashOf(name, FAMILY_HASH[family]);
}

const QUOTED = hashOf('"', FAMILY_HASH.word);
const NOTHING = {
  before: featureId("around", "nothing before"),
  after: featureId("around", "nothing after"),
};
const BESIDE = {
  before: hashOf('before: "', FAMILY_HASH.around),
  after: hashOf('after: "', FAMILY_HASH.around),
};

/** Names of the words of a sentence, of neighbours and of those with one between; may repeat. */
export function wordNames(tokens: readonly string[]): string[] {
  const all = ["^", ...tokens, "$"];
  return all.flatMap((word, at) => {
    const [next, second] = [all[at + 1], all[at + 2]];
    return [
      `"${word}"`,
      ...(next === undefined ? [] : [`"${word} ${next}"`]),
      ...(second === undefined ? [] : [`"${word} … ${second}"`]),
    ];
  });
}

/** The ids of `wordNames`, hashed without making the names: they are most of all features. */
function addWordIds(tokens: readonly string[], ids: Set<number>): void {
  const end = tokens.length;
  for (let at = -1; at <= end; at += 1) {
    const word = hashOf(tokens[at] ?? (at < 0 ? "^" : "$"), QUOTED);
    ids.add(hashOf('"', word));
    if (at < end) ids.add(hashOf('"', hashOf(tokens[at + 1] ?? "$", hashOf(" ", word))));
    if (at + 1 < end) ids.add(hashOf('"', hashOf(tokens[at + 2] ?? "$", hashOf(" … ", word))));
  }
}

/** Words of the sentence on one side, and how it begins. */
function addAroundIds(side: "before" | "after", sentence: Sentence | null, ids: Set<number>): void {
  if (sentence === null) ids.add(NOTHING[side]);
  const tokens = sentence === null ? [] : tokensOf(sentence.text);
  for (const word of tokens) ids.add(hashOf('"', hashOf(word, BESIDE[side])));
  ids.add(hashOf(`^ ${tokens.slice(0, 2).join(" ")}"`, BESIDE[side]));
}

/** The mean of the vectors of the words: near for sentences that say alike in other words. */
export function meaningOf(tokens: readonly string[], vectors: WordVectors): Float64Array {
  const mean = new Float64Array(vectors.size);
  let known = 0;
  for (const word of tokens) {
    const row = vectors.rows.get(hashOf(word));
    if (row === undefined) continue;
    known += 1;
    for (let at = 0; at < vectors.size; at += 1) {
      mean[at] = (mean[at] ?? 0) + (vectors.values[row * vectors.size + at] ?? 0);
    }
  }
  if (known > 0) for (let at = 0; at < vectors.size; at += 1) mean[at] = (mean[at] ?? 0) / known;
  return mean;
}

const MEANING_IDS: number[] = [];

/** The id of the `at`-th figure of the mean. */
function meaningId(at: number): number {
  return (MEANING_IDS[at] ??= featureId("meaning", `meaning ${at}`));
}

/**
 * Calls `visit` for all features of a sentence, the same for training and use. Ids are distinct
 * within a family. Linear in the length of the sentence.
 */
export function visitFeatures(
  input: SentenceContext,
  vectors: WordVectors,
  visit: (family: FeatureFamily, id: number, value: number) => void,
): void {
  const tokens = tokensOf(input.sentence.text);
  for (const name of findCues(input)) visit("cue", featureId("cue", name), 1);
  const words = new Set<number>();
  addWordIds(tokens, words);
  for (const id of words) visit("word", id, WORD_VALUE);
  const around = new Set<number>();
  addAroundIds("before", input.previous, around);
  addAroundIds("after", input.next, around);
  for (const id of around) visit("around", id, AROUND_VALUE);
  const mean = meaningOf(tokens, vectors);
  for (let at = 0; at < mean.length; at += 1)
    visit("meaning", meaningId(at), (mean[at] ?? 0) * MEANING_VALUE);
}

/** All features of a sentence, in the order of `visitFeatures`. */
export function featuresOf(input: SentenceContext, vectors: WordVectors): Feature[] {
  const features: Feature[] = [];
  visitFeatures(input, vectors, (family, id, value) => features.push({ family, id, value }));
  return features;
}
