import { visitFeatures, type WordVectors } from "./features.ts";
import type { RowIndex } from "./row-index.ts";
import type { SentenceContext, SpokenKind } from "./scorer.ts";

/** What a model tells apart; its figures stand in this order. */
export const CLASSES = ["none", "request", "promise", "question", "gap"] as const;
export const KINDS: readonly SpokenKind[] = ["request", "promise", "question", "gap"];

/** A hidden layer over the same features: it sees signs that count only together. */
export interface Network {
  readonly size: number;
  /** Row by row, `size` figures a feature. */
  readonly input: Float32Array;
  readonly inputBias: Float32Array;
  /** `CLASSES.length` figures a hidden unit. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** Scores a sentence by its features. */
export interface SentenceModel {
  readonly vectors: WordVectors;
  /** Row of a feature by its id. */
  readonly rows: RowIndex;
  /** `CLASSES.length` figures a feature. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly networks: readonly Network[];
}

/** How log-odds `x` become a confidence that holds: `1 / (1 + exp(-(slope * x + shift)))`. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export interface TodoModel extends Calibration {
  readonly sentences: SentenceModel;
}

/** Known features of a sentence as rows and values: what weights are multiplied with. */
export interface SparseRow {
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Turns sums into shares that add up to 1. */
export function softmax(sums: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const sum of sums) if (sum > top) top = sum;
  let total = 0;
  const shares = new Float64Array(sums.length);
  for (let at = 0; at < sums.length; at += 1) {
    const power = Math.exp((sums[at] ?? 0) - top);
    shares[at] = power;
    total += power;
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) / total;
  return shares;
}

function addProduct(
  sums: Float64Array,
  weights: Float32Array,
  { rows, values }: SparseRow,
): Float64Array {
  const width = sums.length;
  // Counted loops: this is where nearly all time of judging goes.
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[at] ?? 0;
    const start = (rows[at] ?? 0) * width;
    if (value === 0) continue;
    for (let column = 0; column < width; column += 1) {
      sums[column] = (sums[column] ?? 0) + (weights[start + column] ?? 0) * value;
    }
  }
  return sums;
}

/** Shares of the classes by the weighted sum of features alone. */
export function linearShares(
  model: Pick<SentenceModel, "weights" | "bias">,
  row: SparseRow,
): Float64Array {
  return softmax(addProduct(Float64Array.from(model.bias), model.weights, row));
}

/** Shares of the classes by a network. */
export function networkShares(network: Network, row: SparseRow): Float64Array {
  const hidden = addProduct(Float64Array.from(network.inputBias), network.input, row);
  const sums = Float64Array.from(network.outputBias);
  const width = sums.length;
  for (let unit = 0; unit < hidden.length; unit += 1) {
    const value = hidden[unit] ?? 0;
    if (value <= 0) continue;
    for (let column = 0; column < width; column += 1) {
      sums[column] = (sums[column] ?? 0) + (network.output[unit * width + column] ?? 0) * value;
    }
  }
  return softmax(sums);
}

/** Shares of the classes by all parts of a model: the sum and the networks count half each. */
export function mixShares(linear: Float64Array, networks: readonly Float64Array[]): Float64Array {
  if (networks.length === 0) return linear;
  return linear.map((share, at) => {
    const others = networks.reduce((sum, shares) => sum + (shares[at] ?? 0), 0);
    return (share + others / networks.length) / 2;
  });
}

/** So sure that there is none by the sum alone: no network could bring it up to what is shown. */
const SURELY_NONE = 0.985;

/** Shares of the classes for one sentence. */
export function sentenceShares(model: SentenceModel, row: SparseRow): Float64Array {
  const linear = linearShares(model, row);
  if ((linear[0] ?? 0) > SURELY_NONE) return linear;
  return mixShares(
    linear,
    model.networks.map((network) => networkShares(network, row)),
  );
}

/** The features of a sentence that a model knows. */
export function rowOf(model: SentenceModel, input: SentenceContext): SparseRow {
  const rows: number[] = [];
  const values: number[] = [];
  visitFeatures(input, model.vectors, (_family, id, value) => {
    const row = model.rows.get(id);
    if (row === undefined) return;
    rows.push(row);
    values.push(value);
  });
  return { rows, values };
}

/** Log-odds that a sentence with these shares is a TODO, before calibration; bounded. */
export function todoOdds(shares: Float64Array): number {
  const none = Math.min(0.9999, Math.max(0.0001, shares[0] ?? 1));
  return Math.log((1 - none) / none);
}
