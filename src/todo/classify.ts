import { DECLARED_CONFIDENCE, declaredKind } from "./declared.ts";
import { findCues } from "./cues.ts";
import { type FeatureFamily, featureId, WORD_VALUE, wordNames } from "./features.ts";
import { isFaint, isNoise } from "./noise.ts";
import type { MailScorer, SentenceContext, SentenceScore, SpokenKind } from "./scorer.ts";
import {
  CLASSES,
  KINDS,
  rowOf,
  type SentenceModel,
  sentenceShares,
  type TodoModel,
  todoOdds,
} from "./todo-model.ts";
import { tokensOf } from "./tokens.ts";

/** At most so many reasons are given: one line for people. */
const MAX_REASONS = 3;

/** What an author lists under "TODO:" or "Known issues" is one, whatever its words. */
const LISTED_CONFIDENCE = 0.7;
/** What its writer does not insist on, or what says nothing by itself, counts at most: kept, and not quoted in a digest. */
const FAINT_CONFIDENCE = 0.55;

/** What to make of a sentence. */
export interface Verdict {
  /** Index into `KINDS` of what its words are likest to. */
  readonly likeliest: number;
  readonly kind: SpokenKind;
  readonly confidence: number;
  readonly declared: boolean;
}

/**
 * Kind and confidence of a sentence, from the shares of the classes and the calibrated log-odds
 * that it is a TODO. Null for robots and for words that never are one.
 */
export function verdictOf(
  input: SentenceContext,
  shares: Float64Array,
  odds: number,
): Verdict | null {
  const { text } = input.sentence;
  if (input.bot || isNoise(text)) return null;
  const kinds = shares.subarray(1);
  const likeliest = kinds.indexOf(Math.max(...kinds));
  const kind = KINDS[likeliest] ?? "request";
  const judged = 1 / (1 + Math.exp(-odds));
  const faint = isFaint(text);
  const confidence = faint ? Math.min(judged, FAINT_CONFIDENCE) : judged;
  if (input.looseEnd !== "" && !faint) {
    return {
      likeliest,
      kind: kind === "question" ? kind : "gap",
      confidence: Math.max(confidence, LISTED_CONFIDENCE),
      declared: true,
    };
  }
  const declared = input.blockKind === "text" ? declaredKind(text, input.byAuthor) : null;
  if (declared === null) return { likeliest, kind, confidence, declared: false };
  return {
    likeliest,
    kind: kind === "promise" || kind === "question" ? kind : declared,
    confidence: Math.max(confidence, DECLARED_CONFIDENCE),
    declared: true,
  };
}

/** What spoke most for the kind, in words: cues by name, words as they stand. */
function reasonsOf(model: SentenceModel, input: SentenceContext, kind: number): string[] {
  const width = CLASSES.length;
  const weigh = (family: FeatureFamily, names: Iterable<string>, value: number) =>
    Array.from(names, (name) => {
      const start = (model.rows.get(featureId(family, name)) ?? -1) * width;
      const forKind = model.weights[start + kind + 1] ?? 0;
      const against = model.weights[start] ?? 0;
      return { name, weight: (forKind - against) * value };
    });
  const weighed = [
    ...weigh("cue", findCues(input), 1),
    ...weigh("word", new Set(wordNames(tokensOf(input.sentence.text))), WORD_VALUE),
  ];
  return weighed
    .filter(({ name, weight }) => weight > 0.05 && !/[\^$<>]/.test(name))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_REASONS)
    .map(({ name }) => name);
}

/** A trained model as a scorer. Reasons are worked out only where the confidence may be shown. */
export function scorerOf(model: TodoModel, floor: number): MailScorer {
  const { sentences, slope, shift } = model;
  const scoreOf = (input: SentenceContext): SentenceScore | null => {
    const shares = sentenceShares(sentences, rowOf(sentences, input));
    const verdict = verdictOf(input, shares, slope * todoOdds(shares) + shift);
    if (verdict === null) return null;
    const { kind, declared, likeliest } = verdict;
    const confidence = Math.round(verdict.confidence * 1000) / 1000;
    const said = declared ? ["declares open work"] : [];
    const weighed = confidence < floor ? [] : reasonsOf(sentences, input, likeliest);
    return { kind, confidence, reasons: [...said, ...weighed].slice(0, MAX_REASONS) };
  };
  return (inputs) => inputs.map(scoreOf);
}
