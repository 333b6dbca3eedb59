import { expect, test } from "vitest";
import { quoteTexts, reactionTo } from "../../../src/todo/reactions.ts";
import { ALICE, mailOf, RITA } from "./build-context.ts";

const ASK = "How should the new helper be used here?";

/** What a reply says about `ASK`, with `pieces` between the quote of it and the answer. */
function answer(quotedOn: readonly (readonly [depth: number, text: string])[]): string | null {
  const mail = mailOf({
    id: "r2",
    from: RITA,
    at: 3,
    parent: "r1",
    pieces: [
      ["quote", ASK, ALICE],
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
  return reactionTo({ text: ASK }, whole, read)?.text ?? null;
}

test("an answer stands below the older words that are quoted on", () => {
  expect(answer([])).toContain("other driver");
  expect(answer([[2, "+\tfrob_lock(dev);"]])).toContain("other driver");
});

test("what is quoted anew takes the answer for itself, and so does a long quote", () => {
  expect(answer([[1, "And is the second lock needed at all?"]])).toBeNull();
  expect(answer([[2, "+\tfrob_lock(dev);\n".repeat(30)]])).toBeNull();
});
