import { findCues } from "./cues.ts";
import { DECLARED_CONFIDENCE, declaredKind } from "./declared.ts";
import type { SentenceContext, SentenceScore, SentenceScorer } from "./scorer.ts";
import { BASE_WEIGHTS, CUE_WEIGHTS, WEIGHT_KINDS } from "./weights.ts";

/**
 * Sentences below are not TODOs. Where F1 is best and precision still above 0.7 in five-fold
 * cross-validation over the annotated mails; lower finds more and errs more.
 */
export const TODO_THRESHOLD = 0.4;

/** Words that are never a TODO, whatever their cues: greetings, tags, notices, closings. */
const NEVER = [
  /^(?:[A-Za-z]{2,14}-){1,3}(?:by|to|off|id|from)\s?:/i,
  /^(?:cc|link|closes|fixes|from|date|subject|to|message-id)\s?:\s/i,
  /^(?:applied|queued|pushed|merged)(?: up)?(?: to| for| into|,|\.|$)/i,
  /^(?:any )?(?:comments?|feedback|reviews?|suggestions|thoughts)(?: and \w{1,12})?(?: (?:is|are|would be))?(?: very| most| highly)?(?: welcome| appreciated)/i,
  /^(?:please )?(?:let me know|let us know)(?: (?:if|what|how|your|about)\b.{0,60})?[.!]?$/i,
  /^please (?:review|apply|pull|consider(?: applying)?|have a look|take a look|comment)[.!]?$/i,
  /^(?:this |that |it |all |the (?:patch|series) |patch |series )?(?:looks?|seems?|sounds?) (?:very |pretty |all |quite )?(?:good|fine|great|ok|okay|correct|sane|reasonable|right|nice)(?: to me)?(?:,? thanks| otherwise| now)?[.!]?$/i,
  /^(?:lgtm|nice|great|good|very nice|well) ?(?:work|cleanup|catch|one|job|stuff|done|point|idea|patch|series)?[.!]{0,3}$/i,
  /^(?:many )?(?:thanks|thank you|thx)(?! .{0,60}\b(?:but|please|could|can|however|would|should)\b)[^?]{0,80}$/i,
  /^(?:i )?(?:hope|hopefully)\b.{0,100}[?!.:;() -]$/i,
  /^\[?(?:snip|\.\.\.|cut)\]?$/i,
];

/** At most so many reasons are given: one line for people. */
const MAX_REASONS = 3;

/** The cue table as a scorer: softmax over the summed weights of the cues that a sentence shows. */
export const scoreByCues: SentenceScorer = (input: SentenceContext): SentenceScore | null => {
  if (input.bot || NEVER.some((pattern) => pattern.test(input.sentence.text))) return null;
  const cues = findCues(input);
  const sums = [...BASE_WEIGHTS];
  for (const cue of cues) {
    const weights = CUE_WEIGHTS[cue];
    if (weights !== undefined)
      for (const [at, weight] of weights.entries()) sums[at] = (sums[at] ?? 0) + weight;
  }
  const powers = sums.map((sum) => Math.exp(Math.min(sum, 50)));
  const total = powers.reduce((sum, power) => sum + power, 1);
  const best = powers.indexOf(Math.max(...powers));
  const kind = WEIGHT_KINDS[best] ?? "request";
  const weightOf = (cue: string): number => CUE_WEIGHTS[cue]?.[best] ?? 0;
  const reasons = cues
    .filter((cue) => weightOf(cue) > 0.1)
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, MAX_REASONS);
  const confidence = Math.round((1 - 1 / total) * 1000) / 1000;
  const declared = input.blockKind === "text" ? declaredKind(input.sentence.text) : null;
  if (declared === null) return { kind, confidence, reasons };
  const sure = kind === "promise" || kind === "question" ? kind : declared;
  const why = ["declares open work", ...reasons].slice(0, MAX_REASONS);
  return { kind: sure, confidence: Math.max(confidence, DECLARED_CONFIDENCE), reasons: why };
};
