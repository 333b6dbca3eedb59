import { describe, expect, test } from "vitest";
import { quoteTexts, reactionTo } from "../../../src/todo/reactions.ts";
import { ALICE, mailOf, RITA } from "./build-context.ts";

const ASK = "Please use a mutex instead of this spinlock in the probe of the frobnicator.";
type Pieces = Parameters<typeof mailOf>[0]["pieces"];

function reaction(pieces: Pieces, only = false) {
  const mail = mailOf({ id: "a", from: ALICE, at: 2, pieces });
  const reply = reactionTo({ text: ASK }, mail, { quotes: quoteTexts(mail), only });
  return reply === null ? null : [reply.reaction, reply.text];
}
const below = (answer: string): Pieces => [
  ["quote", ASK, RITA],
  ["text", answer],
];

describe("the words below a quote", () => {
  test.each([
    ["done", "Done."],
    ["done", "Ok, fixed."],
    ["done", "I've changed that."],
    ["done", "It is fixed in v3."],
    ["agreed", "Will do."],
    ["agreed", "I'll use a mutex."],
    ["agreed", "Noted."],
    ["agreed", "Well, you will see it; I will change it."],
    ["accepted", "Fair enough."],
    ["accepted", "Good catch!"],
    ["accepted", "Ah, I see."],
    ["accepted", "Well, that's fine with me."],
    ["asked", "Where?"],
    ["asked", "Where? In probe?"],
    ["refused", "I don't think so."],
    ["refused", "No, it sleeps."],
    ["refused", "That would break suspend."],
    ["explained", "It runs in interrupt context."],
    ["explained", "Which one? It runs in interrupt context. So it must spin."],
  ])("%s: %s", (expected, answer) => {
    expect(reaction(below(answer))?.[0]).toBe(expected);
  });

  test.each([
    ["agreed", "Thanks for the review. I'll use a mutex.", "I'll use a mutex."],
    ["refused", "Good idea, but I'd rather not.", "Good idea, but I'd rather not."],
    ["explained", "Right, but it spins for a few cycles.", "Right, but it spins for a few cycles."],
    ["explained", "Yes, it doesn't sleep.", "Yes, it doesn't sleep."],
    ["done", "It spins. It sleeps. Done.", "Done."],
    ["explained", "It spins. It sleeps. It barks. Done.", "It spins."],
    ["explained", "If it works, I will never sleep.", "If it works, I will never sleep."],
    ["accepted", "Thanks for the review.", "Thanks for the review."],
    ["explained", "Thanks for the review. It runs in interrupts.", "It runs in interrupts."],
    ["explained", "Where? It runs in interrupts.", "Where?"],
  ])("%s, as told by one of them: %s", (expected, answer, told) => {
    expect(reaction(below(answer))).toEqual([expected, told]);
  });

  test("end at the next quote", () => {
    const pieces: Pieces = [...below("Done."), ["quote", "And the other?", RITA], ["text", "No."]];
    expect(reaction(pieces)).toEqual(["done", "Done."]);
  });
});

describe("a quote of the words", () => {
  const answered = (quote: string) =>
    reaction([
      ["quote", quote, RITA],
      ["text", "Done."],
    ]) !== null;

  test.each([
    ["all of them", ASK, true],
    ["in other lines and case", ASK.replaceAll(" ", "\n").toUpperCase(), true],
    ["their head", "Please use a mutex instead of", true],
    ["their tail", "of this spinlock in the probe of the frobnicator.", true],
    ["most of what matters", "mutex in probe: the frobnicator's spinlock", true],
    ["other words", "Please use a mutex.", false],
    ["nothing", "", false],
  ])("%s", (_, quote, is) => {
    expect(answered(quote)).toBe(is);
  });

  test("the last of several is the one answered", () => {
    const again: Pieces = [...below("No, it sleeps."), ...below("Done.")];
    expect(reaction(again)?.[0]).toBe("done");
  });
});

describe("an answer that is not below a quote", () => {
  test("counts for the only remark of the mail answered", () => {
    expect(reaction([["text", "Done."]], true)).toEqual(["done", "Done."]);
    expect(reaction([["text", "Done."]], false)).toBeNull();
  });

  test("counts above the quote, where nothing is below", () => {
    const above: Pieces = [
      ["text", "Done."],
      ["quote", ASK, RITA],
    ];
    expect(reaction(above)).toEqual(["done", "Done."]);
    expect(reaction([...above, ["text", "\n"]])).toEqual(["done", "Done."]);
  });

  test("counts not, where what is below answers something else", () => {
    const pieces: Pieces = [
      ["text", "Done."],
      ["quote", "Another remark on the barrel.", RITA],
      ["text", "It barks."],
    ];
    expect(reaction(pieces, true)).toBeNull();
  });

  test("says nothing where there are no words", () => {
    expect(reaction([["quote", ASK, RITA]])).toBeNull();
    expect(reaction([["diff", "+x"]], true)).toBeNull();
  });
});

const QUESTION = "How should the new helper be used here?";

/** What a reply says about `QUESTION`, with `pieces` between the quote of it and the answer. */
function answer(quotedOn: readonly (readonly [depth: number, text: string])[]): string | null {
  const mail = mailOf({
    id: "r2",
    from: RITA,
    at: 3,
    parent: "r1",
    pieces: [
      ["quote", QUESTION, ALICE],
      ...quotedOn.map(([, text]) => ["quote", text] as const),
      ["text", "Look at the other driver for an example."],
    ],
  });
  const blocks = mail.blocks.map((block, at) => ({
    ...block,
    depth: quotedOn[at - 1]?.[0] ?? block.depth,
  }));
  const whole = { ...mail, blocks };
  const read = { quotes: quoteTexts(whole), only: false };
  return reactionTo({ text: QUESTION }, whole, read)?.text ?? null;
}

test("an answer stands below the older words that are quoted on", () => {
  expect(answer([])).toContain("other driver");
  expect(answer([[2, "+\tfrob_lock(dev);"]])).toContain("other driver");
});

test("what is quoted anew takes the answer for itself, and so does a long quote", () => {
  expect(answer([[1, "And is the second lock needed at all?"]])).toBeNull();
  expect(answer([[2, "+\tfrob_lock(dev);\n".repeat(30)]])).toBeNull();
});
