import { findCues } from "./cues.ts";
import type { RowIndex } from "./row-index.ts";
import type { SentenceContext } from "./scorer.ts";
import { hashOf, tokensOf } from "./tokens.ts";

/** What families of features there are; ablations leave out one at a time. */
export const FEATURE_FAMILIES = ["cue", "word", "around", "meaning"] as const;
export type FeatureFamily = (typeof FEATURE_FAMILIES)[number];

/** One sign that a sentence shows, by a name that people can read. */
export interface Feature {
  readonly family: FeatureFamily;
  readonly name: string;
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
const WORD_VALUE = 0.45;
const AROUND_VALUE = 0.25;
const MEANING_VALUE = 4;

function wordFeatures(tokens: readonly string[]): Feature[] {
  const names = new Set<string>();
  const all = ["^", ...tokens, "$"];
  for (const [at, word] of all.entries()) {
    names.add(`"${word}"`);
    const next = all[at + 1];
    const second = all[at + 2];
    if (next !== undefined) names.add(`"${word} ${next}"`);
    if (second !== undefined) names.add(`"${word} … ${second}"`);
  }
  return Array.from(names, (name) => ({ family: "word", name, value: WORD_VALUE }));
}

/** Words of the sentences beside it, and how those begin. */
function aroundFeatures({ previous, next }: SentenceContext): Feature[] {
  const names = new Set<string>();
  for (const [side, sentence] of [
    ["before", previous],
    ["after", next],
  ] as const) {
    if (sentence === null) names.add(`nothing ${side}`);
    const tokens = sentence === null ? [] : tokensOf(sentence.text);
    for (const word of tokens) names.add(`${side}: "${word}"`);
    names.add(`${side}: "^ ${tokens.slice(0, 2).join(" ")}"`);
  }
  return Array.from(names, (name) => ({ family: "around", name, value: AROUND_VALUE }));
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
  return known === 0 ? mean : mean.map((sum) => sum / known);
}

/**
 * All features of a sentence, the same for training and use. Names are distinct within a family.
 * Linear in the length of the sentence.
 */
export function featuresOf(input: SentenceContext, vectors: WordVectors): Feature[] {
  const tokens = tokensOf(input.sentence.text);
  const cues = findCues(input).map((name): Feature => ({ family: "cue", name, value: 1 }));
  const meaning = Array.from(meaningOf(tokens, vectors), (value, at): Feature => ({
    family: "meaning",
    name: `meaning ${at}`,
    value: value * MEANING_VALUE,
  }));
  return [...cues, ...wordFeatures(tokens), ...aroundFeatures(input), ...meaning];
}

const FAMILY_HASH = {
  cue: hashOf("cue/"),
  word: hashOf("word/"),
  around: hashOf("around/"),
  meaning: hashOf("meaning/"),
} as const satisfies Record<FeatureFamily, number>;

/** The number under which a model knows a feature: the hash of `family/name`. */
export function featureId({ family, name }: Feature): number {
  return hashOf(name, FAMILY_HASH[family]);
}
