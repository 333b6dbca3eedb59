import { codeNames, topicWords } from "./words.ts";

/**
 * What changelogs and reviewers call the same thing by different words. A verb of editing says
 * little alone; what is edited besides code says much.
 */
const CONCEPTS: readonly (readonly [name: string, weight: number, pattern: RegExp])[] = [
  [
    "drop",
    0.3,
    /\b(?:remov\w{1,3}|drop\w{0,4}|delet\w{1,3}|get rid|kill\w{0,3}|discard\w{0,3}|unneeded|unnecessary|unused|redundant|needless)\b/i,
  ],
  ["rename", 0.4, /\b(?:renam\w{1,3}|names?|naming|call(?:ed)? it)\b/i],
  [
    "move",
    0.4,
    /\b(?:mov(?:e[sd]?|ing)|relocat\w{1,3}|plac(?:e[sd]?|ing)|shift\w{0,3}|hoist\w{0,3})\b/i,
  ],
  ["split", 0.6, /\b(?:split\w{0,4}|separat\w{1,4}|break (?:it|this|up|out)|own patch)\b/i],
  [
    "merge",
    0.5,
    /\b(?:squash\w{0,3}|fold\w{0,3}|combin\w{1,3}|merg\w{1,3}|unif(?:y|ied)|consolidat\w{1,3})\b/i,
  ],
  [
    "add",
    0.2,
    /\b(?:add(?:s|ed|ing)?|includ\w{1,3}|introduc\w{1,3}|provid\w{1,3}|insert\w{0,3}|missing)\b/i,
  ],
  ["use", 0.3, /\b(?:us(?:e[sd]?|ing)|switch\w{0,3}|convert\w{0,3}|replac\w{1,3}|instead)\b/i],
  [
    "comment",
    0.7,
    /\b(?:comments? (?:on|for|to|about|in|explaining|that|why|block|above)|code comments?|the comments?|a (?:\w{2,10} )?comment|commentary|clarif\w{1,4}|document\w{0,5}|describ\w{1,3}|kernel-?doc|explain\w{0,3}|explanation)\b/i,
  ],
  [
    "message",
    0.9,
    /\b(?:commit (?:message|msg|log|description|text|mgs)|patch description|description|change ?log|subject|title)\b/i,
  ],
  ["typo", 0.8, /\b(?:typos?|spelling|grammar|wording|reword\w{0,3}|rephras\w{1,3})\b/i],
  ["test", 0.5, /\b(?:test(?:s|ed|ing)?|validat\w{1,4}|verif\w{1,4}|selftests?|kunit)\b/i],
  [
    "style",
    0.7,
    /\b(?:style|indent\w{0,6}|white ?space|format(?:ting)?|align\w{0,5}|checkpatch|blank lines?|new ?lines?|tabs?|braces|nit(?:s|picks?)?)\b/i,
  ],
  [
    "error",
    0.5,
    /\b(?:errors?|fail(?:s|ed|ures?|ing)?|return (?:value|code)s?|errno|error (?:path|code|handling)s?)\b/i,
  ],
  ["lock", 0.6, /\b(?:lock(?:s|ed|ing)?|mutex|spinlocks?|races?|racy|rcu)\b/i],
  [
    "type",
    0.4,
    /\b(?:types?|cast(?:s|ing)?|unsigned|signed|bool(?:ean)?|u(?:8|16|32|64)|int|size_t)\b/i,
  ],
  ["rebase", 0.6, /\b(?:rebas\w{1,3}|respin|conflicts?|on top of|base (?:your|it|this|on|off))\b/i],
];
/** Parts of names of code: a changelog says "the MMU check" of `check_mmu()`. */
const PART_WEIGHT = 0.5;

/** Words, names and notions of a text, each with how much it tells, 0 to 1. */
export type Meaning = ReadonlyMap<string, number>;

/** What a text is about, ready to be compared. Total, linear in its length (bounded). */
export function meaningOf(text: string): Meaning {
  const head = text.slice(0, 4_000);
  const found = new Map<string, number>();
  for (const name of codeNames(head))
    for (const part of name.split(/[_.-]/)) {
      if (part.length < 3) continue;
      for (const word of topicWords(part)) found.set(word, PART_WEIGHT);
    }
  for (const word of topicWords(head)) found.set(word, 1);
  for (const [name, weight, pattern] of CONCEPTS)
    if (pattern.test(head)) found.set(`@${name}`, weight);
  return found;
}

/** The summed weight of what two texts share; `rarity` (0 to 1) scales each word. */
export function sharedMeaning(a: Meaning, b: Meaning, rarity: (word: string) => number): number {
  let sum = 0;
  for (const [word, weight] of a) {
    const other = b.get(word);
    if (other !== undefined) sum += Math.min(weight, other) * (word[0] === "@" ? 1 : rarity(word));
  }
  return sum;
}
