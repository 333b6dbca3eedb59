import type { SparseRow } from "../src/todo/todo-model.ts";

/** One sentence to learn from: its features, the class it is, and how much it counts. */
export interface Example {
  readonly row: SparseRow;
  /** Index into `CLASSES`. */
  readonly label: number;
  readonly weight: number;
}

export interface LinearFit {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

const RIDGE = 5;
const STEPS = 30;
const MEMORY = 6;

/** Loss of a softmax over weighted sums of features, and its slope; bias last, not held back. */
function lossOf(
  examples: readonly Example[],
  size: { readonly features: number; readonly classes: number },
) {
  const { features, classes } = size;
  const biasAt = features * classes;
  return (w: Float64Array, slope: Float64Array): number => {
    let loss = 0;
    slope.fill(0);
    const z = new Float64Array(classes);
    for (const { row, label, weight } of examples) {
      const { rows, values } = row;
      for (let k = 0; k < classes; k += 1) z[k] = w[biasAt + k]!;
      for (let j = 0; j < rows.length; j += 1) {
        const start = rows[j]! * classes;
        const value = values[j]!;
        for (let k = 0; k < classes; k += 1) z[k]! += w[start + k]! * value;
      }
      const top = Math.max(...z);
      let total = 0;
      for (let k = 0; k < classes; k += 1) total += z[k] = Math.exp(z[k]! - top);
      loss -= weight * Math.log(Math.max(z[label]! / total, 1e-15));
      for (let k = 0; k < classes; k += 1) {
        z[k] = weight * (z[k]! / total - (k === label ? 1 : 0));
        slope[biasAt + k]! += z[k]!;
      }
      for (let j = 0; j < rows.length; j += 1) {
        const start = rows[j]! * classes;
        const value = values[j]!;
        for (let k = 0; k < classes; k += 1) slope[start + k]! += z[k]! * value;
      }
    }
    for (let at = 0; at < biasAt; at += 1) {
      loss += 0.5 * RIDGE * w[at]! * w[at]!;
      slope[at]! += RIDGE * w[at]!;
    }
    return loss;
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/** Two-loop recursion: where to go from here. */
function direction(slope: Float64Array, memory: readonly Correction[]): Float64Array {
  const q = slope.slice();
  const factors: number[] = [];
  for (const { step, change, rho } of memory.toReversed()) {
    const factor = rho * dot(step, q);
    factors.unshift(factor);
    for (let at = 0; at < q.length; at += 1) q[at]! -= factor * change[at]!;
  }
  const last = memory.at(-1);
  const scale =
    last === undefined
      ? 1 / Math.max(1, Math.sqrt(dot(slope, slope)))
      : 1 / (last.rho * dot(last.change, last.change));
  for (let at = 0; at < q.length; at += 1) q[at]! *= scale;
  for (const [index, { step, change, rho }] of memory.entries()) {
    const back = factors[index]! - rho * dot(change, q);
    for (let at = 0; at < q.length; at += 1) q[at]! += step[at]! * back;
  }
  return q;
}

/**
 * Softmax regression with ridge, by L-BFGS: the same examples in the same order give the same
 * weights to the last bit.
 *
 * @see Nocedal & Wright, Numerical Optimization, algorithm 7.4
 */
export function fitSoftmax(
  examples: readonly Example[],
  size: { readonly features: number; readonly classes: number },
): LinearFit {
  const lossAt = lossOf(examples, size);
  const length = (size.features + 1) * size.classes;
  let w = new Float64Array(length);
  let slope = new Float64Array(length);
  let loss = lossAt(w, slope);
  const memory: Correction[] = [];
  for (let iteration = 0; iteration < STEPS; iteration += 1) {
    const way = direction(slope, memory);
    const descent = -dot(way, slope);
    let next = w;
    let nextSlope = new Float64Array(length);
    let nextLoss = Infinity;
    for (let stride = 1; stride > 1e-6; stride /= 2) {
      next = w.map((value, at) => value - stride * way[at]!);
      nextLoss = lossAt(next, nextSlope);
      if (nextLoss <= loss + 1e-4 * stride * descent) break;
    }
    const step = next.map((value, at) => value - w[at]!);
    const change = nextSlope.map((value, at) => value - slope[at]!);
    const curve = dot(step, change);
    if (curve > 1e-10) memory.push({ step, change, rho: 1 / curve });
    if (memory.length > MEMORY) memory.shift();
    const done = Math.abs(loss - nextLoss) < 1e-4 * Math.abs(loss);
    [w, slope, loss] = [next, nextSlope, nextLoss];
    nextSlope = new Float64Array(length);
    if (done) break;
  }
  const biasAt = size.features * size.classes;
  return {
    weights: Float32Array.from(w.subarray(0, biasAt)),
    bias: Float32Array.from(w.subarray(biasAt)),
  };
}
