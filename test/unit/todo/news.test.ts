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

test("what is too short or too long to say anything is no news", () => {
  const news = (text: string) => newSentences([patch(text)], new Set()).length;
  expect([news("Mend the locks."), news("Mend the locks. ".trim() + "!")]).toEqual([0, 1]);
  expect(news("No functional.")).toBe(0);
  const long = (chars: number) => `${"a".repeat(chars - 6)} word.`;
  expect([news(long(400)), news(long(401))]).toEqual([1, 0]);
});

test("only descriptions and covers say something anew", () => {
  const text = "The frobnicator needs a lock here.";
  const said = (kind: "commit-message" | "text" | "changelog" | "quote", role: "patch" | "reply") =>
    newSentences([mailOf({ id: "p", from: ALICE, at: 1, role, pieces: [[kind, text]] })], new Set())
      .length;
  expect([said("commit-message", "patch"), said("text", "patch")]).toEqual([1, 1]);
  expect([said("changelog", "patch"), said("quote", "patch"), said("text", "reply")]).toEqual([
    0, 0, 0,
  ]);
});

test("of the words quoted only the nearest two sentences are looked for", () => {
  const sentences = ["The first one says it.", "The second one says it.", "The third one says it."];
  const older = saidBy([patch(sentences.join(" "))]);
  const without = (at: number) =>
    wordsChanged(
      sentences,
      older,
      saidBy([patch(sentences.filter((_, index) => index !== at).join(" "))]),
    );
  expect([0, 1, 2].map(without)).toEqual([false, true, true]);
});

test.each([
  ["s/recieve/receive/", true],
  ["s,recieve,receive,", true],
  ["s|recieve|receive|", true],
  ["s/recieve/recieve/", false],
  ["s/ ... /x/", false],
  ["s/ecieve/eceive/", false],
])("%j: %s", (text, done) => {
  expect(wasSubstituted(text, [["we recieve data"]], [["we receive data"]])).toBe(done);
});

test("a substitution counts over lines and words alike", () => {
  const [old, mended] = [["we recieve data"], ["we receive data"]];
  expect(wasSubstituted("s/recieve/receive/", [["other"], old], [["other"], mended])).toBe(true);
  expect(wasSubstituted("s/recieve/receive/", [["other"], old], [mended, old])).toBe(false);
});
