import { expect, test } from "vitest";
import { evaluate, type Prediction } from "../../../train/evaluate.ts";
import { type GoldMail, matchTokens } from "../../../train/gold.ts";

function goldOf(...texts: string[]): GoldMail {
  const items = texts.map((text) => ({
    kind: "request" as const,
    owner: "patch-author" as const,
    text,
    tokens: matchTokens(text),
  }));
  return { type: "reply", items };
}

function guess(text: string, confidence: number, kind: Prediction["kind"] = "request"): Prediction {
  return { text, kind, owner: "patch-author", confidence };
}

test("each item is found once, and a further guess inside it is neither right nor wrong", () => {
  const gold = new Map([["a", goldOf("Please drop this goto. It is never reached.")]]);
  const guesses = [guess("Please drop this goto.", 0.9), guess("It is never reached.", 0.8)];
  const figures = evaluate(gold, new Map([["a", guesses]]));
  expect([figures.precision, figures.recall]).toEqual([1, 1]);
});

test("guesses that match nothing cost precision, items not found cost recall", () => {
  const gold = new Map([
    ["a", goldOf("Please drop this goto.", "Rename the lock.")],
    ["b", goldOf()],
  ]);
  const predictions = new Map([
    ["a", [guess("Please drop this goto.", 0.9, "gap")]],
    ["b", [guess("Looks fine otherwise", 0.5)]],
  ]);
  const figures = evaluate(gold, predictions);
  expect([figures.precision, figures.recall, figures.kind]).toEqual([0.5, 0.5, 0]);
  expect(figures.mails).toBe(0.5);
  expect(figures.confusion.get("request/gap")).toBe(1);
});
