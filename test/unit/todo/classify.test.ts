import { describe, expect, test } from "vitest";
import type { SentenceContext, SentenceScore } from "../../../src/todo/scorer.ts";
import { TODO_THRESHOLD, trainedScorer } from "../../../src/todo/trained-scorer.ts";
import { inputOf } from "./build-input.ts";

function scoreOf(text: string, more: Partial<SentenceContext> = {}): SentenceScore | null {
  return trainedScorer()([inputOf(text, more)])[0] ?? null;
}

describe("trainedScorer", () => {
  test("gives a confidence between 0 and 1, and says why in words", () => {
    const score = scoreOf("Could you please rename this to foo_init()?", { belowHunk: true });
    expect(score?.kind).toBe("request");
    expect(score?.confidence).toBeGreaterThan(TODO_THRESHOLD);
    expect(score?.confidence).toBeLessThanOrEqual(1);
    expect(score?.reasons.length).toBeGreaterThan(0);
    expect(score?.reasons.length).toBeLessThanOrEqual(3);
  });

  test("is surer of a remark under a hunk than in the midst of talk", () => {
    const text = "Drop this line.";
    const under = scoreOf(text, { belowHunk: true })?.confidence ?? 0;
    const amid =
      scoreOf(text, {
        blockLength: 9,
        blockIndex: 5,
        mailLength: 30,
        mailIndex: 12,
        byAuthor: true,
        toAuthor: false,
      })?.confidence ?? 0;
    expect(under).toBeGreaterThan(amid);
  });

  test.each([
    "This is not tested on real hardware yet.",
    "There are still bugs in suspend.",
    "The error path is TBD.",
  ])("takes %j for open work", (text) => {
    const score = scoreOf(text, {
      role: "cover",
      byAuthor: true,
      toAuthor: false,
      mailLength: 20,
      mailIndex: 9,
    });
    expect(score?.confidence).toBeGreaterThanOrEqual(TODO_THRESHOLD);
  });

  test("does not mistake what a patch does for what is to be done", () => {
    const score = scoreOf("This patch adds support for the foo controller.", {
      blockKind: "commit-message",
      role: "patch",
      byAuthor: true,
      toAuthor: false,
    });
    expect(score?.confidence ?? 0).toBeLessThan(TODO_THRESHOLD);
  });
});
