import { describe, expect, test } from "vitest";
import { scoreByCues, TODO_THRESHOLD } from "../../../src/todo/classify.ts";
import type { SentenceContext } from "../../../src/todo/scorer.ts";

function inputOf(text: string, more: Partial<SentenceContext> = {}): SentenceContext {
  return {
    sentence: { text, line: 0, bullet: false, opens: true, closes: true },
    previous: null,
    next: null,
    blockKind: "text",
    blockLength: 1,
    blockIndex: 0,
    mailLength: 1,
    mailIndex: 0,
    quotedAbove: "",
    belowHunk: false,
    heading: "",
    role: "reply",
    byAuthor: false,
    toAuthor: true,
    bot: false,
    rfc: false,
    ...more,
  };
}

describe("scoreByCues", () => {
  test("gives a confidence between 0 and 1, and says why in words", () => {
    const score = scoreByCues(
      inputOf("Could you please rename this to foo_init()?", { belowHunk: true }),
    );
    expect(score?.kind).toBe("request");
    expect(score?.confidence).toBeGreaterThan(TODO_THRESHOLD);
    expect(score?.confidence).toBeLessThanOrEqual(1);
    expect(score?.reasons.length).toBeGreaterThan(0);
    expect(score?.reasons.length).toBeLessThanOrEqual(3);
  });

  test("is surer of a remark under a hunk than in the midst of talk", () => {
    const text = "Drop this line.";
    const under = scoreByCues(inputOf(text, { belowHunk: true }))?.confidence ?? 0;
    const amid =
      scoreByCues(
        inputOf(text, {
          blockLength: 9,
          blockIndex: 5,
          mailLength: 30,
          mailIndex: 12,
          byAuthor: true,
          toAuthor: false,
        }),
      )?.confidence ?? 0;
    expect(under).toBeGreaterThan(amid);
  });

  test.each([
    "This is not tested on real hardware yet.",
    "There are still bugs in suspend.",
    "The error path is TBD.",
  ])("takes %j for open work", (text) => {
    const score = scoreByCues(
      inputOf(text, {
        role: "cover",
        byAuthor: true,
        toAuthor: false,
        mailLength: 20,
        mailIndex: 9,
      }),
    );
    expect(score?.confidence).toBeGreaterThanOrEqual(TODO_THRESHOLD);
  });

  test("does not mistake what a patch does for what is to be done", () => {
    const score = scoreByCues(
      inputOf("This patch adds support for the foo controller.", {
        blockKind: "commit-message",
        role: "patch",
        byAuthor: true,
        toAuthor: false,
      }),
    );
    expect(score?.confidence ?? 0).toBeLessThan(TODO_THRESHOLD);
  });
});
