import { scorerOf } from "./classify.ts";
import { unpackModel } from "./model-codec.ts";
import type { MailScorer } from "./scorer.ts";
import { TRAINED } from "./trained.ts";

/**
 * Sentences below are not TODOs: where the figures in docs/todo-model.md are measured. Equal to
 * the default of `todos.minConfidence`; what is below is not even kept.
 */
export const TODO_THRESHOLD = 0.42;

let scorer: MailScorer | null = null;

/** The model that comes with the program, unpacked when it is first asked for. */
export function trainedScorer(): MailScorer {
  scorer ??= scorerOf(unpackModel(TRAINED), TODO_THRESHOLD);
  return scorer;
}
