import type { TodoOwner } from "../src/model/todo.ts";
import type { SpokenKind } from "../src/todo/scorer.ts";
import { type GoldMail, matchTokens, overlap } from "./gold.ts";

/** One TODO that a model found. */
export interface Prediction {
  readonly text: string;
  readonly kind: SpokenKind;
  readonly owner: TodoOwner;
  readonly confidence: number;
}

export interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly kind: number;
  readonly owner: number;
  /** Share of mails where "has any" and "has none" are told right. */
  readonly mails: number;
  /** Found and all, for each kind. */
  readonly byKind: ReadonlyMap<SpokenKind, readonly [found: number, all: number]>;
  /** Annotated kind and found kind, counted: `"gap/request"`. */
  readonly confusion: ReadonlyMap<string, number>;
  /** Right and all, by tenths of confidence from 0. */
  readonly calibration: readonly (readonly [right: number, all: number])[];
}

class Tally {
  found = 0;
  counted = 0;
  total = 0;
  kinds = 0;
  owners = 0;
  ownersKnown = 0;
  mails = 0;
  readonly byKind = new Map<SpokenKind, [number, number]>();
  readonly confusion = new Map<string, number>();
  readonly calibration = Array.from({ length: 10 }, (): [number, number] => [0, 0]);

  addMail(gold: GoldMail, predictions: readonly Prediction[]): void {
    const texts = new Set<string>();
    const guesses = predictions
      .filter(({ text }) => !texts.has(text) && texts.add(text))
      .sort((a, b) => b.confidence - a.confidence);
    const used = this.#match(gold, guesses);
    for (const [at, item] of gold.items.entries()) {
      const counts = this.byKind.get(item.kind) ?? [0, 0];
      this.byKind.set(item.kind, counts);
      counts[1] += 1;
      const guess = used.get(at);
      if (guess === undefined) continue;
      counts[0] += 1;
      if (guess.kind === item.kind) this.kinds += 1;
      const pair = `${item.kind}/${guess.kind}`;
      this.confusion.set(pair, (this.confusion.get(pair) ?? 0) + 1);
      if (item.owner === "unknown") continue;
      this.ownersKnown += 1;
      if (guess.owner === item.owner) this.owners += 1;
    }
    this.found += used.size;
    this.total += gold.items.length;
    if (guesses.length > 0 === gold.items.length > 0) this.mails += 1;
  }

  /** Each item is found once; a further guess inside it is neither right nor wrong. */
  #match(gold: GoldMail, guesses: readonly Prediction[]): Map<number, Prediction> {
    const used = new Map<number, Prediction>();
    for (const guess of guesses) {
      const tokens = matchTokens(guess.text);
      let best = -1;
      let most = -1;
      for (const [at, item] of gold.items.entries()) {
        const share = overlap(tokens, item.tokens);
        if (share > most) [best, most] = [at, share];
      }
      const right = best >= 0 && most >= 0.5;
      const bucket = this.calibration[Math.min(9, Math.floor(guess.confidence * 10))]!;
      bucket[1] += 1;
      if (right) bucket[0] += 1;
      if (right && used.has(best)) continue;
      this.counted += 1;
      if (right) used.set(best, guess);
    }
    return used;
  }
}

/** Scores what was found in annotated mails, as the evaluator beside the annotations does. */
export function evaluate(
  gold: ReadonlyMap<string, GoldMail>,
  predictions: ReadonlyMap<string, readonly Prediction[]>,
): Figures {
  const tally = new Tally();
  for (const [id, mail] of gold) tally.addMail(mail, predictions.get(id) ?? []);
  const precision = tally.found / Math.max(1, tally.counted);
  const recall = tally.found / Math.max(1, tally.total);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    kind: tally.kinds / Math.max(1, tally.found),
    owner: tally.owners / Math.max(1, tally.ownersKnown),
    mails: tally.mails / Math.max(1, gold.size),
    byKind: tally.byKind,
    confusion: tally.confusion,
    calibration: tally.calibration,
  };
}
