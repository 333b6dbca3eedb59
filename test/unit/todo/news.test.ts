import { expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import { newSentences, saidBy, wasSubstituted, wordsChanged } from "../../../src/todo/news.ts";
import { ALICE, mailOf } from "./build-context.ts";

const patch = (message: string): SeriesMail =>
  mailOf({ id: "p", from: ALICE, at: 1, role: "patch", pieces: [["commit-message", message]] });

test("only what was not said before is news, whatever its line breaks", () => {
  const before = saidBy([patch("The frobnicator needs a lock here.\nIt is slow without.")]);
  const after = patch("The frobnicator\nneeds a lock here. It races with probe otherwise.");
  expect(newSentences([after], before).map(({ text }) => text)).toEqual([
    "It races with probe otherwise.",
  ]);
});

test("words quoted from a description are changed when the next one lacks them", () => {
  const older = saidBy([patch("The frobnicator needs a lock here.")]);
  const quoted = ["The frobnicator needs a lock here."];
  expect(wordsChanged(quoted, older, saidBy([patch("It needs a mutex, says lockdep.")]))).toBe(
    true,
  );
  expect(wordsChanged(quoted, older, older)).toBe(false);
  expect(wordsChanged(["Never said in the patch at all."], older, new Set())).toBe(false);
});

test("s/old/new/ is done when the old words are gone", () => {
  const text = "s/recieve/receive/ here";
  const old = ["we recieve data"];
  expect(wasSubstituted(text, [old], [["we receive data"]])).toBe(true);
  expect(wasSubstituted(text, [old], [old])).toBe(false);
  expect(wasSubstituted("no such thing", [old], [[]])).toBe(false);
  // Capitals cannot be told in what is kept flat.
  expect(wasSubstituted("s/Soc/SoC/", [["the Soc"]], [["nothing"]])).toBe(false);
});
