import { describe, expect, test } from "vitest";
import { wordsBeside } from "../../../src/todo/beside.ts";
import type { SentenceContext } from "../../../src/todo/scorer.ts";
import { splitSentences } from "../../../src/todo/sentences.ts";
import { blocksOf } from "./build-context.ts";
import { inputOf } from "./build-input.ts";

/** What stands beside the sentence that starts with `start` in a text. */
function beside(text: string, start: string, more: Partial<SentenceContext> = {}) {
  const blocks = blocksOf([["text", text]]);
  const sentences = blocks.flatMap((block) => splitSentences(block));
  const at = sentences.findIndex((one) => one.text.startsWith(start));
  const sentence = sentences[at];
  if (sentence === undefined) throw new Error(`no sentence ${start}`);
  const previous = sentences[at - 1] ?? null;
  return wordsBeside(inputOf(start, { sentence, previous, ...more }), sentence.text, blocks);
}

describe("wordsBeside", () => {
  test.each([
    [
      "The first sentence reads oddly. Maybe a slight change?",
      "Maybe",
      "The first sentence reads oddly.",
    ],
    [
      "The two exclude each other. If so, you need a schema for that.",
      "If so",
      "The two exclude each other.",
    ],
    ["It ends before the lock. What do you think?", "What", "It ends before the lock."],
  ])("%j: what is needed to read it stands before it", (text, start, before) => {
    expect(beside(text, start)).toEqual({ before });
  });

  test("a short point is read with the head of its list", () => {
    expect(beside("TODO:\n- more tools", "more", { looseEnd: "TODO" })).toEqual({
      before: "TODO:",
    });
  });

  test.each([
    "could be:\n\n\treturn !!frob_is(dev);",
    "I think the patch should also add\n\n\treturn !!frob_is(dev);\n\nhere.",
    "It is simpler this way, even if the name\nis long, eg:\n    return !!frob_is(dev);",
  ])("%j leads up to a line of code", (text) => {
    expect(beside(text, text.slice(0, 8)).below).toBe("return !!frob_is(dev);");
  });

  test("a condition without a semicolon is code as well", () => {
    const text = "I think the patch should also add\n\nif (frob_is(dev))\n\nhere.";
    expect(beside(text, "I think").below).toBe("if (frob_is(dev))");
  });

  test.each([
    ["The lock is taken twice. Please drop the second one here.", "Please"],
    ["Please drop the second one here.\n\n\treturn 0;", "Please"],
    ["This ends in prose:\n\nAnd here is more of it.", "This"],
    ["Take what you like of the patch,\n\n---------------\n\tint frob;", "Take"],
  ])("%j needs nothing", (text, start) => {
    expect(beside(text, start)).toEqual({});
  });
});
