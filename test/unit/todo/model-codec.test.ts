import { expect, test } from "vitest";
import { unpackModel } from "../../../src/todo/model-codec.ts";
import { indexRows } from "../../../src/todo/row-index.ts";
import type { TodoModel } from "../../../src/todo/todo-model.ts";
import { packModel } from "../../../train/encode.ts";

const MODEL: TodoModel = {
  sentences: {
    vectors: {
      size: 2,
      rows: indexRows(Int32Array.of(7)),
      values: Float32Array.from([0.5, -0.25]),
    },
    rows: indexRows(Int32Array.of(11, -2_000_000_000)),
    weights: Float32Array.from([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]),
    bias: Float32Array.from([0.1, 0.2, 0.3, 0.4, 0.5]),
    networks: [
      {
        size: 1,
        input: Float32Array.from([1, -1]),
        inputBias: Float32Array.from([0]),
        output: Float32Array.from([1, 2, 3, 4, 5]),
        outputBias: Float32Array.from([0, 0, 0, 0, 1]),
      },
    ],
  },
  slope: 1.25,
  shift: -0.5,
};

test("a packed model is the same model when unpacked, but for rounding", () => {
  const back = unpackModel(packModel(MODEL));
  expect(back.sentences.rows.ids).toEqual(MODEL.sentences.rows.ids);
  expect(back.sentences.vectors.rows.ids).toEqual(MODEL.sentences.vectors.rows.ids);
  expect([back.slope, back.shift]).toEqual([1.25, -0.5]);
  for (const [at, weight] of MODEL.sentences.weights.entries())
    expect(back.sentences.weights[at]).toBeCloseTo(weight, 1);
  expect(back.sentences.networks[0]?.output[4]).toBeCloseTo(5);
});

test("packing gives the same text every time", () => {
  expect(JSON.stringify(packModel(MODEL))).toBe(JSON.stringify(packModel(MODEL)));
});
