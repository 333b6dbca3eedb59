import type { SpokenKind } from "./scorer.ts";

/**
 * Phrases that declare loose ends outright, whatever else the sentence holds. They are too rare
 * in annotated mail for weights to be learned, but nobody who uses them means anything else.
 */
const DECLARED: readonly (readonly [SpokenKind, RegExp])[] = [
  ["gap", /\b(?:tbd|to be (?:determined|decided))\b|^todo\b|\b(?:left as|is|are) (?:a )?todo\b/i],
  [
    "gap",
    /\bstill (?:\w{1,12} ){0,3}(?:bugs?|broken|missing|wip|to be done|needs? (?:\w{1,12} ){0,2}work|needs? to be)\b/i,
  ],
  [
    "gap",
    /\b(?:untested|not (?:been |yet |really ){0,2}tested|(?:only|just|lightly) (?:been )?(?:compile|build|boot|lightly)?[- ]?tested|(?:compile|build)[- ]tested only)\b/i,
  ],
  [
    "gap",
    /\b(?:can't|cannot|could not|couldn't|unable to|no way to) (?:\w{1,12} ){0,1}test\b|\bi don't have (?:the |a |any )?(?:hardware|way to test)\b/i,
  ],
  [
    "gap",
    /\b(?:not|isn't|aren't) (?:\w{1,12} ){0,1}(?:supported|implemented|handled|covered) yet\b/i,
  ],
  [
    "promise",
    /\b(?:will|shall) be (?:\w{1,12} )?\w{2,20} (?:up )?in (?:the |a )?(?:next (?:version|revision|iteration|spin|round|series)|v\d{1,2}\b)/i,
  ],
  ["gap", /\bin the (?:long|longer) (?:run|term)\b/i],
  ["gap", /\bneeds? (?:some |more |a bit of |a bit more |further |to ){0,2}work\b/i],
  [
    "gap",
    /\b(?:one|another|a) (?:last |more |other |final )?thing (?:left )?to (?:look at|do|fix|check|consider|sort out|solve)\b/i,
  ],
  ["gap", /\bnot sure (?:whether|if) there(?:'s| is| are)(?: still| other| more| any)\b/i],
  [
    "request",
    /\bhelp (?:is|would be|will be) (?:\w{1,12} ){0,1}(?:needed|wanted|appreciated|welcome)\b/i,
  ],
];

/** The same said by the author of the work; from others it is a request or talk. */
const DECLARED_BY_AUTHOR: readonly RegExp[] = [
  /\b(?:i|we) (?:\w{1,14} ){0,2}(?:lack|have no|(?:do not|don't) have(?: any| the| access to| such)?) (?:\w{1,12} ){0,2}(?:hardware|hw|boards?|machines?|devices?|setup|means)\b/i,
  /\b(?:will|can|could|should|needs? to|has to|have to|to) be (?:\w{1,12} ){1,2}(?:later|in (?:a |the )?(?:separate|later|future|follow-?(?:up|on)|subsequent|another)\b)/i,
  /\b(?:future|follow-?up) (?:work|patch(?:es)?|series)\b|\bleft (?:as|for) (?:later|future|an? (?:exercise|follow))/i,
  /\b(?:known|open|remaining) (?:issues?|problems?|limitations?|questions?|bugs?)\b/i,
  /\b(?:does not|doesn't|do not|don't|can't|cannot|isn't|aren't|not) (?:\w{1,12} ){0,2}(?:works?|supported|support|handle|handled|implemented|covered|boot|build|compile) (?:\w{1,12} ){0,3}(?:yet|so far|currently|at the moment|for now|right now)\b/i,
];

/** What a plainly declared loose end counts at least: just as much as it takes to be shown. */
export const DECLARED_CONFIDENCE = 0.5;

/** The kind that a sentence plainly declares itself to be; null when it does not. */
export function declaredKind(text: string, byAuthor: boolean): SpokenKind | null {
  const kind = DECLARED.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  if (kind !== null || !byAuthor) return kind;
  return DECLARED_BY_AUTHOR.some((pattern) => pattern.test(text)) ? "gap" : null;
}
