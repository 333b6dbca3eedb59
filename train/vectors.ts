import type { WordVectors } from "../src/todo/features.ts";
import { indexRows } from "../src/todo/row-index.ts";
import { hashOf } from "../src/todo/tokens.ts";
import { seededRandom } from "./random.ts";

const VECTOR_SIZE = 48;
const WORDS = 5_000;
const MIN_COUNT = 5;
const WINDOW = 4;
const ROUNDS = 6;
/** More directions than are kept make the kept ones exact. */
const SPARE = 8;

/** Rows of a matrix that is mostly nothing. */
interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: readonly number[];
  readonly at: Int32Array;
  readonly values: Float64Array;
}

/** The words seen most, those seen equally often by name. */
function commonWords(sentences: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const words of sentences)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= MIN_COUNT)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, WORDS)
    .map(([word]) => word);
}

/** How often words stand near each other, those behind apart from those before; nearer counts more. */
function countNeighbours(
  sentences: readonly (readonly string[])[],
  words: readonly string[],
): Map<number, number>[] {
  const index = new Map(words.map((word, at) => [word, at]));
  const near = words.map(() => new Map<number, number>());
  const add = (row: number, column: number, weight: number) =>
    near[row]!.set(column, (near[row]!.get(column) ?? 0) + weight);
  for (const sentence of sentences) {
    const ids = sentence.map((word) => index.get(word) ?? -1);
    for (let at = 0; at < ids.length; at += 1) {
      if (ids[at] === -1) continue;
      for (let step = 1; step <= WINDOW && at + step < ids.length; step += 1) {
        if (ids[at + step] === -1) continue;
        add(ids[at]!, words.length + ids[at + step]!, 1 / step);
        add(ids[at + step]!, ids[at]!, 1 / step);
      }
    }
  }
  return near;
}

/** Positive pointwise mutual information. @see Levy, Goldberg & Dagan 2015 (contexts smoothed) */
function informationOf(near: readonly Map<number, number>[]): SparseMatrix {
  const columns = near.length * 2;
  const columnSums = new Float64Array(columns);
  for (const row of near) for (const [column, count] of row) columnSums[column]! += count;
  const smooth = columnSums.map((sum) => sum ** 0.75);
  const total = smooth.reduce((sum, value) => sum + value, 0);
  const starts = [0];
  const at: number[] = [];
  const values: number[] = [];
  for (const row of near) {
    let sum = 0;
    for (const count of row.values()) sum += count;
    for (const [column, count] of [...row].sort(([a], [b]) => a - b)) {
      const information = Math.log((count * total) / (sum * smooth[column]!));
      if (information <= 0) continue;
      at.push(column);
      values.push(information);
    }
    starts.push(at.length);
  }
  return {
    rows: near.length,
    columns,
    starts,
    at: Int32Array.from(at),
    values: Float64Array.from(values),
  };
}

/** The matrix, or its mirror, times a narrow one of `width` columns. */
function times(
  matrix: SparseMatrix,
  narrow: Float64Array,
  { width, mirrored }: { readonly width: number; readonly mirrored: boolean },
): Float64Array {
  const product = new Float64Array((mirrored ? matrix.columns : matrix.rows) * width);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let entry = matrix.starts[row]!; entry < matrix.starts[row + 1]!; entry += 1) {
      const column = matrix.at[entry]!;
      const value = matrix.values[entry]!;
      const from = (mirrored ? row : column) * width;
      const to = (mirrored ? column : row) * width;
      for (let k = 0; k < width; k += 1) product[to + k]! += value * narrow[from + k]!;
    }
  }
  return product;
}

/** Makes the columns of a narrow matrix orthogonal, each of length 1 (Gram-Schmidt). */
function orthogonal(narrow: Float64Array, width: number): Float64Array {
  for (let k = 0; k < width; k += 1) {
    for (let j = 0; j <= k; j += 1) {
      let product = 0;
      for (let at = 0; at < narrow.length; at += width)
        product += narrow[at + j]! * narrow[at + k]!;
      const length = Math.sqrt(product) || 1;
      for (let at = 0; at < narrow.length; at += width) {
        if (j < k) narrow[at + k]! -= product * narrow[at + j]!;
        else narrow[at + k]! /= length;
      }
    }
  }
  return narrow;
}

/**
 * Vectors of the commonest words, learned from which words stand beside them: words used alike
 * ("drop", "remove") come to lie near each other. Length 1 each. No annotations are looked at.
 */
export function learnVectors(sentences: readonly (readonly string[])[]): WordVectors {
  const words = commonWords(sentences);
  const matrix = informationOf(countNeighbours(sentences, words));
  const width = VECTOR_SIZE + SPARE;
  const random = seededRandom(1);
  let right = new Float64Array(matrix.columns * width).map(() => random() - 0.5);
  for (let round = 0; round < ROUNDS; round += 1) {
    const left = orthogonal(times(matrix, right, { width, mirrored: false }), width);
    right = orthogonal(times(matrix, left, { width, mirrored: true }), width) as typeof right;
  }
  const scaled = times(matrix, right, { width, mirrored: false });
  const strengths = Array.from({ length: width }, (_, k) => {
    let sum = 0;
    for (let at = k; at < scaled.length; at += width) sum += scaled[at]! ** 2;
    return Math.sqrt(sum);
  });
  const kept = Array.from(strengths.keys())
    .sort((a, b) => strengths[b]! - strengths[a]!)
    .slice(0, VECTOR_SIZE);
  const values = new Float32Array(words.length * VECTOR_SIZE);
  for (let row = 0; row < words.length; row += 1) {
    const vector = kept.map((k) => scaled[row * width + k]! / Math.sqrt(strengths[k]! || 1));
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [at, value] of vector.entries()) values[row * VECTOR_SIZE + at] = value / length;
  }
  return {
    size: VECTOR_SIZE,
    rows: indexRows(Int32Array.from(words, (word) => hashOf(word))),
    values,
  };
}

/** No vectors at all: what an ablation leaves when meaning is left out. */
export const NO_VECTORS: WordVectors = {
  size: 0,
  rows: indexRows(new Int32Array()),
  values: new Float32Array(),
};
