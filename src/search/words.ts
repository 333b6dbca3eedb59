/** A run of what the index takes for one word: letters, digits, `_` (and marks on letters). */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}_]+/gu;

/** The words of a text as the search index cuts them, as written. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** True for a text that holds anything which the search index knows. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}_]/u.test(text);
}

const VOWEL = /[aeiouy]/;
const DOUBLED = /([bdfgklmnprt])\1$/;

/**
 * The forms of an English word, itself first: `drop` for `dropping`, `copies` for `copy`. Made by
 * rule, at most some 20 and without a dictionary: a form that no mail has finds nothing.
 */
export function inflections(word: string): string[] {
  const lower = word.toLowerCase();
  const forms = new Set([lower]);
  for (const base of basesOf(lower)) for (const form of formsOf(base)) forms.add(form);
  return [...forms];
}

/** What a word may be a form of. */
function basesOf(word: string): string[] {
  const bases = [word];
  const take = (ending: string, ...instead: readonly string[]) => {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || stem.length < 2 || !VOWEL.test(stem)) return false;
    for (const other of instead) bases.push(stem + other);
    if (DOUBLED.test(stem) && ending !== "s") bases.push(stem.slice(0, -1));
    return true;
  };
  if (take("ies", "y") || take("ied", "y")) return bases;
  if (take("ing", "", "e") || take("ed", "", "e")) return bases;
  if (/(?:[sxz]|[cs]h)es$/.test(word)) take("es", "", "e");
  else if (!/[su]s$/.test(word)) take("s", "");
  return bases;
}

function formsOf(base: string): string[] {
  if (base.length < 3 || !VOWEL.test(base)) return [base];
  if (/[^aeiou]y$/.test(base)) {
    const stem = base.slice(0, -1);
    return [base, `${stem}ies`, `${stem}ied`, `${base}ing`];
  }
  if (base.endsWith("e")) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  const plural = /(?:[sxz]|[cs]h)$/.test(base) ? `${base}es` : `${base}s`;
  const forms = [base, plural, `${base}ed`, `${base}ing`];
  // One vowel and one consonant at the end: "dropped", "resetting".
  if (/[^aeiou][aeiou][bdfgklmnprt]$/.test(base)) {
    const double = base + base.slice(-1);
    forms.push(`${double}ed`, `${double}ing`);
  }
  return forms;
}
