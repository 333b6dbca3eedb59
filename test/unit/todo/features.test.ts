import { expect, test } from "vitest";
import { featuresOf, meaningOf, type WordVectors } from "../../../src/todo/features.ts";
import { indexRows } from "../../../src/todo/row-index.ts";
import { hashOf } from "../../../src/todo/tokens.ts";
import { inputOf } from "./build-input.ts";

const VECTORS: WordVectors = {
  size: 2,
  rows: indexRows(Int32Array.from(["drop", "this"], (word) => hashOf(word))),
  values: Float32Array.from([1, 0, 0, 1]),
};

test("features name cues, words in a row, words beside and the mean of the vectors", () => {
  const next = { text: "It leaks.", line: 1, bullet: false, opens: false, closes: true };
  const features = featuresOf(inputOf("Please drop this.", { next }), VECTORS);
  const names = features.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "please",
      '"drop this"',
      '"please … this"',
      'after: "leaks"',
      "meaning 0",
    ]),
  );
  expect(names).toContain("nothing before");
  expect(features.find(({ name }) => name === "meaning 1")?.value).toBe(2);
});

test("no feature is named twice", () => {
  const features = featuresOf(inputOf("No, no, no, that is that."), VECTORS);
  const names = features.map(({ family, name }) => `${family}/${name}`);
  expect(new Set(names).size).toBe(names.length);
});

test("words without a vector do not move the mean", () => {
  expect(Array.from(meaningOf(["drop", "xyzzy"], VECTORS))).toEqual([1, 0]);
  expect(Array.from(meaningOf(["xyzzy"], VECTORS))).toEqual([0, 0]);
});
