import { expect, test } from "vitest";
import { linearShares, networkShares, type SparseRow } from "../../../src/todo/todo-model.ts";
import { fitNetwork } from "../../../train/network.ts";
import { type Example, fitSoftmax } from "../../../train/softmax.ts";

const SIZE = { features: 4, classes: 2 };

function rowOf(...rows: number[]): SparseRow {
  return { rows: Int32Array.from(rows), values: Float64Array.from(rows, () => 1) };
}

/** Class 1 shows feature 1 and class 0 feature 0; the others tell nothing. */
const EXAMPLES: Example[] = Array.from({ length: 400 }, (_, at) => ({
  row: rowOf(at % 2, 2 + (Math.floor(at / 2) % 2)),
  label: at % 2,
  weight: 1,
}));

test("the softmax finds the feature that tells, and the same weights every time", () => {
  const fit = fitSoftmax(EXAMPLES, SIZE);
  expect(linearShares(fit, rowOf(1, 2))[1]).toBeGreaterThan(0.9);
  expect(linearShares(fit, rowOf(0, 2))[1]).toBeLessThan(0.1);
  expect(linearShares(fit, rowOf(2))[1]).toBeCloseTo(0.5, 1);
  expect(fitSoftmax(EXAMPLES, SIZE)).toEqual(fit);
});

test("a network learns the same, and the same seed gives the same network", () => {
  const network = fitNetwork(EXAMPLES, SIZE, 1);
  expect(networkShares(network, rowOf(1, 2))[1]).toBeGreaterThan(
    (networkShares(network, rowOf(0, 2))[1] ?? 1) + 0.2,
  );
  expect(fitNetwork(EXAMPLES, SIZE, 1)).toEqual(network);
  expect(fitNetwork(EXAMPLES, SIZE, 2)).not.toEqual(network);
});
