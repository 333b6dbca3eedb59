/** Words that tell nothing about what a sentence is about. */
const COMMON = new Set(
  "a about above actually add added adding address after again all also always am an and another any are as at be because been before being below better between both but by call called can cannot change changed changes check code comment comments could did different do does doesn doing don done each even feedback file files fix fixed fixes fixing for from function get go good had has have here how i if in instead into is isn it its just keep know leave let like line ll make makes maybe me mean more most much my need needed needs new no not now of ok on one only or other our out over patch patches per please put really remove removed removing rename renamed rather review same see send series set should since so some something still such suggested suggestion sure than that the their them then there these they thing things think this those to too tree two under until up update updated use used uses using v1 v2 v3 v4 v5 v6 v7 v8 v9 ve version very want was way we well were what when where whether which while who why will with without won would yet you your".split(
    " ",
  ),
);
const MAX_WORDS = 400;

/** Folds the commonest endings, so that "moved" meets "move" and "typos" meets "typo". */
function stem(word: string): string {
  if (/[_\d]/.test(word) || word.length < 5) return word;
  return word.replace(/(?:ations?|ing|ed|es|s|e|ion)$/, "");
}

/** All distinct words of a text, lower case; names of code stay whole. Bounded. */
export function wordsOf(text: string): Set<string> {
  return new Set(
    (
      text
        .slice(0, 20_000)
        .toLowerCase()
        .match(/[a-z0-9_]+/g) ?? []
    ).slice(0, MAX_WORDS),
  );
}

/** The distinct words of a text that say what it is about, stemmed. */
export function topicWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const word of wordsOf(text)) {
    if (word.length > 1 && !COMMON.has(word) && !/^\d{1,2}$/.test(word)) words.add(stem(word));
  }
  return words;
}

/** Names of functions, options, files in a text: what is not plain English. */
export function codeNames(text: string): Set<string> {
  const names =
    text
      .slice(0, 20_000)
      .match(
        /[A-Za-z]\w{0,60}_\w{1,60}|\w{2,60}(?=\(\))|[\w-]{1,60}\.[chS]\b|\b[A-Z][A-Z0-9]{3,40}\b/g,
      ) ?? [];
  return new Set(names.slice(0, MAX_WORDS).map((name) => name.toLowerCase()));
}

/** Shared words by all words of both, 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / Math.max(1, a.size + b.size - shared);
}

/** How many words both hold. */
export function sharedCount(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared;
}

/** A text as quotes of it are compared: words only, one space between. */
export function flat(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, " ")
    .trim();
}
