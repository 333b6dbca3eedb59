import type { Feature, FeatureFamily, WordVectors } from "../src/todo/features.ts";
import { featuresOf } from "../src/todo/features.ts";
import { indexRows, type RowIndex } from "../src/todo/row-index.ts";
import type { SentenceContext } from "../src/todo/scorer.ts";
import {
  CLASSES,
  linearShares,
  mixShares,
  networkShares,
  type SentenceModel,
  type SparseRow,
} from "../src/todo/todo-model.ts";
import { bestMatch, type GoldMail, matchTokens } from "./gold.ts";
import type { SituatedMail } from "./mails.ts";
import { fitNetwork } from "./network.ts";
import { type Example, fitSoftmax } from "./softmax.ts";

/** A feature must be met in so many sentences to get a weight. */
const MIN_SENTENCES = 4;
const NETWORK_SEEDS = [1, 2];
/** What a further sentence of an item counts that another one states more fully. */
const FURTHER_WEIGHT = 0.3;

/** An annotated mail ready to learn from: a label, a weight and features for each sentence. */
export interface LabelledMail {
  readonly id: string;
  readonly gold: GoldMail;
  readonly found: SituatedMail | null;
  readonly inputs: readonly SentenceContext[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  readonly rows: SparseRow[];
}

/** What a training leaves out, for ablations. */
export interface FitOptions {
  readonly networks: boolean;
}

/** Labels the sentences of a mail by the annotated items that they match. */
export function labelMail(id: string, gold: GoldMail, found: SituatedMail | null): LabelledMail {
  const inputs = found?.inputs ?? [];
  const tokens = inputs.map(({ sentence }) => matchTokens(sentence.text));
  const matches = tokens.map((own) => bestMatch(own, gold.items));
  const fullest = new Map<number, number>();
  for (const [at, match] of matches.entries()) {
    const other = fullest.get(match);
    if (other === undefined || tokens[at]!.size > tokens[other]!.size) fullest.set(match, at);
  }
  return {
    id,
    gold,
    found,
    inputs,
    labels: matches.map((match) =>
      match < 0 ? 0 : CLASSES.indexOf(gold.items[match]?.kind ?? "none"),
    ),
    weights: matches.map((match, at) =>
      match < 0 || fullest.get(match) === at ? 1 : FURTHER_WEIGHT,
    ),
    rows: [],
  };
}

/** Weighs features that a model knows; the others are skipped. */
function toSparse(features: readonly Feature[], rows: RowIndex): SparseRow {
  const known: number[] = [];
  const values: number[] = [];
  for (const feature of features) {
    const row = rows.get(feature.id);
    if (row === undefined) continue;
    known.push(row);
    values.push(feature.value);
  }
  return { rows: Int32Array.from(known), values: Float64Array.from(values) };
}

/** Computes the features of all mails; returns the row of each feature that is met often enough. */
export function addFeatures(
  mails: readonly LabelledMail[],
  vectors: WordVectors,
  without: ReadonlySet<FeatureFamily>,
): RowIndex {
  const counts = new Map<number, number>();
  const features = mails.map(({ inputs }) =>
    inputs.map((input) => {
      const kept = featuresOf(input, vectors).filter(({ family }) => !without.has(family));
      for (const id of new Set(kept.map((feature) => feature.id)))
        counts.set(id, (counts.get(id) ?? 0) + 1);
      return kept;
    }),
  );
  const ids = [...counts].filter(([, count]) => count >= MIN_SENTENCES).map(([id]) => id);
  const rows = indexRows(Int32Array.from(ids.sort((a, b) => a - b)));
  for (const [at, mail] of mails.entries())
    mail.rows.splice(0, mail.rows.length, ...features[at]!.map((own) => toSparse(own, rows)));
  return rows;
}

/** All of a model but what it knows features and words by. */
export type Weights = Pick<SentenceModel, "weights" | "bias" | "networks">;

/** Trains the weights. `features` is how many rows there are. */
export function fitWeights(
  mails: readonly LabelledMail[],
  features: number,
  options: FitOptions,
): Weights {
  const examples = mails.flatMap(({ rows, labels, weights }) =>
    rows.map((row, at): Example => ({ row, label: labels[at]!, weight: weights[at]! })),
  );
  const size = { features, classes: CLASSES.length };
  const networks = options.networks ? NETWORK_SEEDS : [];
  return {
    ...fitSoftmax(examples, size),
    networks: networks.map((seed) => fitNetwork(examples, size, seed)),
  };
}

/** Shares of the classes for each sentence of a mail. */
export function sharesOf(weights: Weights, mail: LabelledMail): Float64Array[] {
  return mail.rows.map((row) =>
    mixShares(
      linearShares(weights, row),
      weights.networks.map((network) => networkShares(network, row)),
    ),
  );
}
