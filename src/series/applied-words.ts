/** What a sentence says about a patch having been taken. */
export interface AppliedWords {
  readonly text: string;
  readonly tree: string | null;
  /** It speaks of all patches, not of the one answered. */
  readonly whole: boolean;
  /** Positions named: "applied patches 1-3". */
  readonly positions: string | null;
}

const VERB = String.raw`(?:applied|queued|pushed|merged|committed|picked(?: (?:it|this|these|them))?(?: up)?|taken|pulled)`;
const WHAT = String.raw`(?:(?:the |this |your |both |all |whole |entire |full |rest |of )*(?:series|set|patches|patch(?:es)? [#\d](?:[\d\s,&/#–-]|and|to|through){0,40}|patch|patchset|all|both|it|this|these|them|fix|commit|one|v\d{1,2}|\d{1,3}(?:\/\d{1,3})?(?:\s?[-–,&]\s?\d{1,3}(?:\/\d{1,3})?){0,6})(?: (?:of|in) (?:this|the) series)?)`;
const POLITE = String.raw`(?:(?:(?:ok(?:ay)?|thanks?|thank you|thx|thanks for [a-z ]{2,40}|great|good|nice|cool|perfect|lgtm|looks (?:all )?(?:good|great|fine)(?: to me)?|fine|alright|right|done|now|so|and|reviewed|tested|fixed(?: up)?|also)[\s,.!;:&/–-]{1,4}|[a-z]{2,20}[,.!;:–-]{1,3}\s{0,2}|[a-z]{2,20}[\s,]{1,2}(?=pushed|queued)|reviewed-by[^>]{1,120}>[\s,.]{1,3})(?:and )?){0,3}`;

/** "Applied to powerpc/next.", "Thanks, applied", "Series applied", "All queued for 6.15." */
const PLAIN = new RegExp(
  `^${POLITE}(?:${WHAT}[\\s,:]{1,3})?(?:(?:is|are|was|were|has been|have been|now|both|all|also|just|already|manually)\\s){0,4}${VERB}\\b`,
  "i",
);
/** "I've applied this to drm-misc-next". */
const FIRST_PERSON = new RegExp(
  `(?:^|[,;] (?:so|and) )${POLITE}(?:so |and )?(?:i|we)(?:'ve| have|'m| am)?(?: (?:now|just|already|also|went ahead and)){0,2} (?:${VERB}|took)\\b`,
  "i",
);
/** Said of a whole that an archive bot or a script names. */
const ROBOTIC =
  /\b(?:this (?:patch|series|pull request) was applied to|the following (?:commit|changes?) has been merged into|the following commit has been merged)\b/i;

const DOUBT =
  /\?|\b(?:not|n't|isn't|wasn't|hasn't|haven't|didn't|doesn't|never|cannot|can't|won't|if|unless|until|once|whether|would|could|should|may|might|can|will|please|pls|want|wants|wanted|need|needs|needed|going to|let me|let's|you|cleanly|locally|tried|trying|conflict|conflicts|previously|reverted|dropped|instead|test|testing|tested (?:it|this|on|with)|when|after|before|with (?:this|these|your|the) (?:patch|patches|series)|on top of|without)\b|\bto be (?:applied|merged|queued|pushed)\b|\bi'll\b|\bwe'll\b|\bbe (?:applied|merged|queued|pushed)\b/i;

/** A part that the words do not name, or news of what others did elsewhere. */
const UNCLEAR =
  /\b(?:bunch|some|most|parts?|few|couple|half) of\b|\bthe (?:corresponding|relevant|other) \w|^(?:it|that) (?:was|has been|got) \w+ (?:in)?to\b/i;

const TREE_WORD = String.raw`(?:[\w.+-]{1,60}\/[\w.+/-]{1,80}|[\w.+-]{0,60}(?:next|fixes|misc|merge|master|devel|staging|tip|linus|queue|tree|mainline|topic|branch)[\w.+-]{0,60}|for-[\w.-]{1,40}|v?\d\.\d{1,2}(?:[\w.-]{0,20}))`;
const TREE = new RegExp(
  `\\b(?:to|into|in|for|onto|on|via|through)\\s{1,3}(?:(?:the|my|our|its|\\x60|'|")\\s{0,1}){0,2}(${TREE_WORD}(?:\\.git)?)(?:\\s{0,2}(?:\\(([\\w./-]{1,60})\\)|\\b(next|fixes|merge|master)\\b))?`,
  "i",
);

/** The tree that a notice names: `powerpc/next`, `drm-misc-next`; null where it names none. */
export function treeOf(sentence: string): string | null {
  const tip = /merged into the\s{1,3}([\w./-]{1,80}) branch of\s{1,3}([\w./-]{1,40})/i.exec(
    sentence,
  );
  if (tip !== null) return `${tip[2]?.replace(/[:.]$/, "")}/${tip[1]}`;
  const match = TREE.exec(sentence);
  if (match === null) return null;
  const branch = match[2] ?? match[3];
  const tree = (match[1] ?? "").replace(/[.,:;!]+$/, "").replace(/\.git$/, "");
  return branch === undefined ? tree : `${tree}/${branch}`;
}

/**
 * Reads a sentence of somebody's own words as "this was taken"; null for anything else: questions,
 * promises, conditions, tests, denials.
 */
export function readApplied(sentence: string): AppliedWords | null {
  const text = sentence.slice(0, 500);
  const robotic = ROBOTIC.test(text);
  if (!robotic && DOUBT.test(text.replaceAll(/\bthank you\b/gi, "thanks"))) return null;
  if (!robotic && UNCLEAR.test(text)) return null;
  const first = FIRST_PERSON.test(text);
  if (!robotic && !first && !PLAIN.test(text)) return null;
  const tree = treeOf(text);
  if (!robotic && !isNotice(text, { first, tree })) return null;
  return {
    text: text.trim(),
    tree,
    whole:
      /\b(?:series|all|both|these|them|set|patchset|whole|patches)\b/i.test(text) &&
      !/\b(?:rest|remaining) of\b/i.test(text),
    positions:
      /\bpatch(?:es)?\s{0,2}[#\d]/i.test(text) ||
      /^\D{0,20}\d{1,3}(?:\/\d{1,3})?\s?[-–,&]/.test(text)
        ? text
        : null,
  };
}

/** A notice is short or names a tree; long sentences with the verb tell of something else. */
function isNotice(text: string, { first, tree }: { first: boolean; tree: string | null }): boolean {
  const words = text.split(/\s+/).length;
  if (
    /\b(?:applied|pushed|merged|committed) (?:by|from|at|as part|in order|only|per|during|against|over|through)\b/i.test(
      text,
    )
  )
    return tree !== null && words < 14;
  if (tree !== null) return words <= 30;
  if (/\bthank(?:s| you)\b/i.test(text)) return words <= 12;
  // "Applied all your patches": who says so has built them.
  if (/\byour\b/i.test(text)) return false;
  return words <= (first ? 8 : 6);
}
