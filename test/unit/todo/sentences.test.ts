import { describe, expect, test } from "vitest";
import { looksLikeCode, splitSentences } from "../../../src/todo/sentences.ts";
import { blocksOf } from "./build-context.ts";

function textsOf(text: string): string[] {
  return blocksOf([["text", text]]).flatMap((block) =>
    splitSentences(block).map((sentence) => sentence.text),
  );
}

describe("splitSentences", () => {
  test.each([
    ["Drop this. Then resend.", ["Drop this.", "Then resend."]],
    [
      "Use a helper, e.g. kfree_sensitive() or foo.bar(). It is safer.",
      ["Use a helper, e.g. kfree_sensitive() or foo.bar().", "It is safer."],
    ],
    [
      "Rebase on v6.1-rc2, i.e. The current tree, please.",
      ["Rebase on v6.1-rc2, i.e. The current tree, please."],
    ],
    [
      "See https://example.org/a.b/c?d=1 for it. Thanks for that!",
      ["See https://example.org/a.b/c?d=1 for it.", "Thanks for that!"],
    ],
    [
      "Use one of the helpers, e.g. The first of them. It is safer.",
      ["Use one of the helpers, e.g. The first of them.", "It is safer."],
    ],
    ["Please resend.\nRegards,\nRita\n\nPS: Add a test.", ["Please resend.", "PS: Add a test."]],
    ["Why is this needed ? I do not see it.", ["Why is this needed ?", "I do not see it."]],
    ["Hmm... this looks odd.", ["Hmm... this looks odd."]],
    ["This wraps over a line and\ngoes on here.", ["This wraps over a line and goes on here."]],
    ["nit: space before tab\nMissing Fixes: tag", ["nit: space before tab", "Missing Fixes: tag"]],
  ])("splits %j", (text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  test("leaves out code, greetings and what stands below a closing", () => {
    const text =
      "Hi Alice,\n\nPlease do:\n\n\tint ret = foo(bar);\n\tif (ret) {\n\nas above.\n\nThanks,\nRita";
    expect(textsOf(text)).toEqual(["Please do:", "as above."]);
  });

  test("keeps list items apart, with the line they start on", () => {
    const [block] = blocksOf([["text", "TODO:\n- handle errors\n  on unplug\n- add tests"]]);
    if (block === undefined) throw new Error("no block");
    const items = splitSentences(block).filter(({ bullet }) => bullet);
    expect(items.map(({ text, line }) => [text, line])).toEqual([
      ["handle errors on unplug", 1],
      ["add tests", 3],
    ]);
  });

  test("counts lines from the top of the body", () => {
    const blocks = blocksOf([
      ["quote", "a\nb"],
      ["text", "\nFirst one.\nSecond one here\ngoes on. Third."],
    ]);
    const lines = blocks
      .filter(({ kind }) => kind === "text")
      .flatMap((block) => splitSentences(block).map(({ line }) => line));
    expect(lines).toEqual([3, 4, 5]);
  });

  test("reads a hostile line in good time", () => {
    const start = performance.now();
    textsOf(`${"a.".repeat(250_000)}\n${" ".repeat(500_000)}x`);
    textsOf("(".repeat(500_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test.each([
  ['IS_ENABLED(CONFIG_SMP) ? " SMP" : "",', true],
  ['debug_alloc_enabled() ? (" LEN=" __stringify(LEN)) : "",', true],
  ["() #30 0x00841f0f2e660000 in ??", true],
  ['Why does it say "SMP" here?', false],
  ["Do we need __stringify() in this place at all?", false],
])("%j is code: %s", (line, code) => {
  expect(looksLikeCode(line)).toBe(code);
});

test.each(["approx", "dr", "sec", "fig", "resp", "incl", "vs", "cf", "w.r.t", "mr", "vol"])(
  "%s. ends no sentence",
  (word) => {
    expect(textsOf(`It is ${word}. Three of them.`)).toHaveLength(1);
    expect(textsOf(`It is (${word}. Three of them).`)).toHaveLength(1);
  },
);

test.each([
  ["It leaks! Free it.", 2],
  ["It leaks? ; free it.", 1],
  ["It leaks. free it.", 1],
  ["As J. Doe says.", 1],
  ["It (leaks.) Free it.", 2],
  ["See frob.c for it.", 1],
])("%j holds %i", (text, count) => {
  expect(textsOf(text)).toHaveLength(count);
});
