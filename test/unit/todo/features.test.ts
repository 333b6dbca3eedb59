import { expect, test } from "vitest";
import {
  featureId,
  featuresOf,
  meaningOf,
  wordNames,
  type WordVectors,
} from "../../../src/todo/features.ts";
import { indexRows } from "../../../src/todo/row-index.ts";
import { hashOf, tokensOf } from "../../../src/todo/tokens.ts";
import { inputOf } from "./build-input.ts";

const VECTORS: WordVectors = {
  size: 2,
  rows: indexRows(Int32Array.from(["drop", "this"], (word) => hashOf(word))),
  values: Float32Array.from([1, 0, 0, 1]),
};

test("features are cues, words in a row, words beside and the mean of the vectors", () => {
  const next = { text: "It leaks.", line: 1, bullet: false, opens: false, closes: true };
  const features = featuresOf(inputOf("Please drop this.", { next }), VECTORS);
  const ids = features.map(({ id }) => id);
  for (const [family, name] of [
    ["cue", "please"],
    ["word", '"drop this"'],
    ["word", '"please … this"'],
    ["around", 'after: "leaks"'],
    ["around", 'after: "^ it leaks"'],
    ["around", "nothing before"],
    ["meaning", "meaning 0"],
  ] as const)
    expect(ids, name).toContain(featureId(family, name));
  expect(features.find(({ id }) => id === featureId("meaning", "meaning 1"))?.value).toBe(2);
});

test.each(["Please drop this.", "Why?", "", "No, no, no: foo_bar() is 3 too many."])(
  "words are known by the ids of their names: %j",
  (text) => {
    const found = featuresOf(inputOf(text), VECTORS).filter(({ family }) => family === "word");
    const named = new Set(wordNames(tokensOf(text)).map((name) => featureId("word", name)));
    expect(found.map(({ id }) => id)).toEqual([...named]);
  },
);

test("no feature stands twice", () => {
  const features = featuresOf(inputOf("No, no, no, that is that."), VECTORS);
  expect(new Set(features.map(({ id }) => id)).size).toBe(features.length);
});

test("words without a vector do not move the mean", () => {
  expect(Array.from(meaningOf(["drop", "xyzzy"], VECTORS))).toEqual([1, 0]);
  expect(Array.from(meaningOf(["xyzzy"], VECTORS))).toEqual([0, 0]);
});
