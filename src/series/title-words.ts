/** Words that say what is done to a thing, not which thing: alone they name no work. */
const VAGUE = new Set(
  "a an and the of for to in on with from by at as is be it its not no into via fix fixes fixing fixed fixup fixups build error errors warning warnings update updates add adds added adding remove removes removed cleanup cleanups clean up misc various small minor improve improvements use uses using support bug bugs typo typos patch patches series some few more new code change changes".split(
    " ",
  ),
);
const MAX_WORDS = 40;

/** The words of a normalised title, marks of punctuation gone. */
function wordsOf(title: string): string[] {
  return title
    .split(/[^\p{L}\p{N}_.-]+/u)
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ""))
    .filter((word) => word.length > 1);
}

/** True when a title names its subject well enough to stand without its author. */
export function isTelling(title: string): boolean {
  return wordsOf(title).filter((word) => !VAGUE.has(word)).length >= 3;
}

/**
 * What a normalised title says beyond its subsystem ("mm: ", "powerpc/pci: "): telling words with
 * endings cut off, so that "zero size allocations" and "zero-size allocation" are one.
 */
export function titleStems(title: string): ReadonlySet<string> {
  const said = title
    .replace(/^(?:(?:revert|reapply)\b:?\s{0,3}){1,4}/, "")
    .replace(/^(?:[\w./,*{}+-]{1,40}(?: [\w./,*{}+-]{1,20})?:\s{1,3}){1,4}(?=\S)/, "");
  const words = wordsOf(said).flatMap((word) =>
    word.includes("_") ? [word] : word.split(/[.-]+/),
  );
  const telling = words.filter((word) => word.length > 1 && !VAGUE.has(word));
  return new Set(telling.slice(0, MAX_WORDS).map(stem));
}

function stem(word: string): string {
  if (word.includes("_") || word.length < 5) return word;
  return word.replace(/(?:ies|ied)$/, "y").replace(/(?:ing|ed|es|s|e)$/, "");
}

/** Share of stems that two titles have in common (Jaccard), 0 to 1; 0 where one says nothing. */
export function titleLikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
