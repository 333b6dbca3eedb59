import type { Network } from "../src/todo/todo-model.ts";
import { gaussian, seededRandom, shuffled } from "./random.ts";
import type { Example } from "./softmax.ts";

const HIDDEN = 16;
const EPOCHS = 7;
const BATCH = 32;
const RATE = 2e-3;
const RIDGE = 1e-4;
/** Shares of hidden units and of features that are left out at random, against overfitting. */
const HIDDEN_DROPPED = 0.5;
const INPUT_DROPPED = 0.3;

/** Figures with what Adam remembers of each. */
class Parameters {
  readonly values: Float64Array;
  readonly slope: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  constructor(values: Float64Array) {
    this.values = values;
    this.slope = new Float64Array(values.length);
    this.#mean = new Float64Array(values.length);
    this.#square = new Float64Array(values.length);
  }

  /** One step of Adam for the figures from `start` to `end`. @see Kingma & Ba 2015 */
  step(start: number, end: number, time: number, rate: number): void {
    const first = 1 - 0.9 ** Math.min(time, 500);
    const second = 1 - 0.999 ** Math.min(time, 20_000);
    for (let at = start; at < end; at += 1) {
      const slope = this.slope[at]! + RIDGE * this.values[at]!;
      this.slope[at] = 0;
      const mean = 0.9 * this.#mean[at]! + 0.1 * slope;
      const square = 0.999 * this.#square[at]! + 0.001 * slope * slope;
      this.#mean[at] = mean;
      this.#square[at] = square;
      this.values[at]! -= (rate * (mean / first)) / (Math.sqrt(square / second) + 1e-8);
    }
  }
}

/** A network in training. */
class Learner {
  readonly input: Parameters;
  readonly inputBias = new Parameters(new Float64Array(HIDDEN));
  readonly output: Parameters;
  readonly outputBias: Parameters;
  readonly #random: () => number;
  readonly #classes: number;
  readonly #touched = new Set<number>();

  constructor(size: { readonly features: number; readonly classes: number }, random: () => number) {
    this.#random = random;
    this.#classes = size.classes;
    this.input = new Parameters(
      new Float64Array(size.features * HIDDEN).map(() => gaussian(random) * 0.12),
    );
    this.output = new Parameters(
      new Float64Array(HIDDEN * size.classes).map(() => gaussian(random) / Math.sqrt(HIDDEN)),
    );
    this.outputBias = new Parameters(new Float64Array(size.classes));
  }

  /** Adds the slope of the loss of one example. */
  learn({ row, label, weight }: Example, share: number): void {
    const random = this.#random;
    const classes = this.#classes;
    const hidden = this.inputBias.values.slice();
    const kept: number[] = [];
    const gain = 1 / (1 - INPUT_DROPPED);
    for (let j = 0; j < row.rows.length; j += 1) {
      if (random() < INPUT_DROPPED) continue;
      kept.push(j);
      const start = row.rows[j]! * HIDDEN;
      const value = row.values[j]! * gain;
      for (let k = 0; k < HIDDEN; k += 1) hidden[k]! += this.input.values[start + k]! * value;
    }
    const mask = hidden.map((value) =>
      value > 0 && random() >= HIDDEN_DROPPED ? 1 / (1 - HIDDEN_DROPPED) : 0,
    );
    const z = this.outputBias.values.slice();
    for (let k = 0; k < HIDDEN; k += 1) {
      hidden[k]! *= mask[k]!;
      if (hidden[k] === 0) continue;
      for (let c = 0; c < classes; c += 1)
        z[c]! += hidden[k]! * this.output.values[k * classes + c]!;
    }
    const top = Math.max(...z);
    let total = 0;
    for (let c = 0; c < classes; c += 1) total += z[c] = Math.exp(z[c]! - top);
    for (let c = 0; c < classes; c += 1) {
      z[c] = weight * share * (z[c]! / total - (c === label ? 1 : 0));
      this.outputBias.slope[c]! += z[c]!;
    }
    const back = new Float64Array(HIDDEN);
    for (let k = 0; k < HIDDEN; k += 1) {
      if (mask[k] === 0) continue;
      let sum = 0;
      for (let c = 0; c < classes; c += 1) {
        this.output.slope[k * classes + c]! += hidden[k]! * z[c]!;
        sum += this.output.values[k * classes + c]! * z[c]!;
      }
      back[k] = sum * mask[k]!;
      this.inputBias.slope[k]! += back[k]!;
    }
    for (const j of kept) {
      this.#touched.add(row.rows[j]!);
      const start = row.rows[j]! * HIDDEN;
      const value = row.values[j]! * gain;
      for (let k = 0; k < HIDDEN; k += 1) this.input.slope[start + k]! += back[k]! * value;
    }
  }

  step(time: number, rate: number): void {
    for (const row of this.#touched) this.input.step(row * HIDDEN, (row + 1) * HIDDEN, time, rate);
    this.#touched.clear();
    for (const part of [this.inputBias, this.output, this.outputBias])
      part.step(0, part.values.length, time, rate);
  }
}

/** A network with one hidden layer, trained with dropout by Adam; the same seed, the same network. */
export function fitNetwork(
  examples: readonly Example[],
  size: { readonly features: number; readonly classes: number },
  seed: number,
): Network {
  const random = seededRandom(seed);
  const learner = new Learner(size, random);
  let time = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const order = shuffled(examples.length, random);
    const rate = RATE * (1 - epoch / EPOCHS);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH);
      for (const at of batch) learner.learn(examples[at]!, 1 / batch.length);
      time += 1;
      learner.step(time, rate);
    }
  }
  return {
    size: HIDDEN,
    input: Float32Array.from(learner.input.values),
    inputBias: Float32Array.from(learner.inputBias.values),
    output: Float32Array.from(learner.output.values),
    outputBias: Float32Array.from(learner.outputBias.values),
  };
}
