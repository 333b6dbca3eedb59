/** Words of one sentence that are looked at; nobody says more in one. */
const MAX_TOKENS = 120;

/**
 * The words of a sentence as features count them: lower case, names of code and numbers each as
 * one class, with the marks that shape a sentence. Linear.
 */
export function tokensOf(text: string): string[] {
  const found =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[a-z0-9_']+(?:\(\))?|[?!:]|\.{3}/g) ?? [];
  return found.slice(0, MAX_TOKENS).map((word) => {
    if (/[_(]/.test(word)) return "<code>";
    return /^\d/.test(word) ? "<number>" : word;
  });
}

const EMPTY_HASH = 0x811c9dc5 | 0;

/**
 * 32-bit FNV-1a of a name, signed (small integers make fast keys): models know features and words
 * by it alone. `before` is the hash of what stands before the name, when it is a longer one's end.
 */
export function hashOf(name: string, before = EMPTY_HASH): number {
  let hash = before;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return hash;
}
