import { describe, expect, test } from "vitest";
import { featureId } from "../../../src/todo/features.ts";
import { indexRows } from "../../../src/todo/row-index.ts";
import {
  CLASSES,
  KINDS,
  linearShares,
  mixShares,
  type Network,
  networkShares,
  rowOf,
  type SentenceModel,
  sentenceShares,
  softmax,
  todoOdds,
} from "../../../src/todo/todo-model.ts";
import { inputOf } from "./build-input.ts";

const shares = (...figures: readonly number[]) => Float64Array.from(figures);
/** Figures as people read them. */
const rounded = (figures: Float64Array) =>
  Array.from(figures, (each) => Math.round(each * 100) / 100);
/** Odds of 3 to 1. */
const THREE = Math.log(3);

/** Knows two features; the second one speaks for a request. */
const LINEAR = {
  weights: Float32Array.from([0, 0, 0, 0, 0, 0, THREE, 0, 0, 0]),
  bias: Float32Array.from([0, 0, -99, -99, -99]),
};
/** One unit that sees the first feature and then speaks for a request. */
const NETWORK: Network = {
  size: 1,
  input: Float32Array.from([1, 0]),
  inputBias: Float32Array.from([0]),
  output: Float32Array.from([0, THREE, 0, 0, 0]),
  outputBias: Float32Array.from([0, 0, -99, -99, -99]),
};

test("classes and kinds stand in one order", () => {
  expect(CLASSES).toEqual(["none", ...KINDS]);
});

test("shares add up to 1, however great the sums", () => {
  expect(rounded(softmax(shares(0, 0)))).toEqual([0.5, 0.5]);
  expect(rounded(softmax(shares(0, THREE)))).toEqual([0.25, 0.75]);
  expect(rounded(softmax(shares(2_000, 2_000 + THREE)))).toEqual([0.25, 0.75]);
});

describe("shares of the classes", () => {
  test("by the sum: each feature's weights times its value", () => {
    expect(rounded(linearShares(LINEAR, { rows: [], values: [] }))).toEqual([0.5, 0.5, 0, 0, 0]);
    expect(rounded(linearShares(LINEAR, { rows: [0, 1], values: [7, 1] }))).toEqual([
      0.25, 0.75, 0, 0, 0,
    ]);
    expect(rounded(linearShares(LINEAR, { rows: [1], values: [2] }))).toEqual([0.1, 0.9, 0, 0, 0]);
  });

  test("by a network: units that see nothing, or what speaks against them, are silent", () => {
    expect(rounded(networkShares(NETWORK, { rows: [0], values: [1] }))).toEqual([
      0.25, 0.75, 0, 0, 0,
    ]);
    for (const value of [0, -1])
      expect(rounded(networkShares(NETWORK, { rows: [0], values: [value] }))).toEqual([
        0.5, 0.5, 0, 0, 0,
      ]);
  });

  test("together: the sum counts half, the networks the other half", () => {
    expect(mixShares(shares(1, 0), [])).toEqual(shares(1, 0));
    expect(mixShares(shares(1, 0), [shares(0, 1)])).toEqual(shares(0.5, 0.5));
    expect(mixShares(shares(1, 0), [shares(0, 1), shares(1, 0)])).toEqual(shares(0.75, 0.25));
  });
});

describe("a model", () => {
  const model = (bias: readonly number[]): SentenceModel => ({
    vectors: { size: 0, rows: indexRows(Int32Array.of()), values: Float32Array.of() },
    rows: indexRows(Int32Array.of(featureId("cue", "please"), featureId("word", '"drop"'))),
    weights: LINEAR.weights,
    bias: Float32Array.from(bias),
    networks: [NETWORK],
  });

  test("sees the features of a sentence that it knows", () => {
    const { rows, values } = rowOf(model([]), inputOf("Please drop it."));
    expect(Array.from(rows)).toEqual([0, 1]);
    expect(Array.from(values)).toEqual([1, 0.45]);
  });

  test("asks its networks unless the sum alone is sure that there is none", () => {
    const row = { rows: [0], values: [1] };
    expect(rounded(sentenceShares(model([0, 0, -99, -99, -99]), row))).toEqual([
      0.37, 0.63, 0, 0, 0,
    ]);
    expect(sentenceShares(model([9, 0, 0, 0, 0]), row)[0]).toBeGreaterThan(0.985);
  });
});

test("odds that a sentence is a TODO: even at a half, bounded at the ends", () => {
  expect(todoOdds(shares(0.5))).toBe(0);
  expect(todoOdds(shares(0.25))).toBeCloseTo(THREE);
  expect(todoOdds(shares(1))).toBeCloseTo(-todoOdds(shares(0)));
  expect(todoOdds(shares(0))).toBeCloseTo(Math.log(9_999));
  expect(todoOdds(shares())).toBe(todoOdds(shares(1)));
});
