import { describe, expect, test } from "vitest";
import { scorerOf } from "../../../src/todo/classify.ts";
import { featureId } from "../../../src/todo/features.ts";
import { indexRows } from "../../../src/todo/row-index.ts";
import type { SentenceContext, SentenceScore } from "../../../src/todo/scorer.ts";
import type { SentenceModel } from "../../../src/todo/todo-model.ts";
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

describe("reasons", () => {
  /** A model that knows four features and takes every sentence for a request. */
  const scored = (weights: Readonly<Record<string, number>>, floor = 0, against = 0) => {
    const names = Object.keys(weights);
    const sentences: SentenceModel = {
      vectors: { size: 0, rows: indexRows(Int32Array.of()), values: Float32Array.of() },
      rows: indexRows(
        Int32Array.from(names, (name) => featureId(name.startsWith('"') ? "word" : "cue", name)),
      ),
      weights: Float32Array.from(names.flatMap((name) => [against, weights[name] ?? 0, 0, 0, 0])),
      bias: Float32Array.from([0, 1, -9, -9, -9]),
      networks: [],
    };
    const [score] = scorerOf(
      { sentences, slope: 1, shift: 0 },
      floor,
    )([inputOf("Please drop this lock.")]);
    return score;
  };

  test("are the words and cues that speak most for it, three at most", () => {
    const weights = { please: 1, '"drop"': 3, '"lock"': 0.5, order: 1.2, '"this"': -1 };
    expect(scored(weights)?.reasons).toEqual(['"drop"', "order", "please"]);
    expect(scored({ '"lock"': 2, '"this"': -1 })?.reasons).toEqual(['"lock"']);
  });

  test("are signs that speak for it more than against it", () => {
    const scoredAgainst = (against: number) => scored({ please: 1 }, 0, against)?.reasons;
    expect([scoredAgainst(0.5), scoredAgainst(1), scoredAgainst(2)]).toEqual([["please"], [], []]);
  });

  test("are none where a sign says next to nothing, or is no word", () => {
    expect(scored({ please: 0.04, '"^ please"': 3 })?.reasons).toEqual([]);
    expect(scored({ please: 0.06 })?.reasons).toEqual(["please"]);
  });

  test("are not looked for where nobody will see them", () => {
    expect(scored({ please: 1 }, 0.99)?.reasons).toEqual([]);
    expect(scored({ please: 1 }, 0.99)?.confidence).toBe(0.881);
  });

  test("begin with what the sentence declares", () => {
    const [score] = trainedScorer()([inputOf("Untested.")]);
    expect(score?.reasons[0]).toBe("declares open work");
    expect(score?.reasons.length).toBeLessThanOrEqual(3);
  });
});

test.each([
  "Reviewed-by: Rita Reviewer <rita@example.com>",
  "Cc: Rita",
  "Applied to widget/next.",
  "Comments are welcome.",
  "Let me know what you think.",
  "Please review.",
  "This looks good to me.",
  "Nice work!",
  "Many thanks for the review.",
  "Hopefully it helps.",
  "[snip]",
  "Enable frobs? [y/n]",
])("%j is never a TODO", (text) => {
  expect(scoreOf(text)).toBeNull();
});
