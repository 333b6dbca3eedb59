import { SKETCH_SIZE } from "../limits.ts";

/** Changed lines that stand in every other patch and tell nothing. */
const COMMON =
  /^(?:return (?:0|ret|rc|err|error|result|true|false|null|einval|enomem|enodev)|goto (?:out|err|error|fail|done|exit|unlock|out unlock)|int (?:ret|rc|err|i|i ret)|if (?:ret|err|rc)|continue|default|return)$/i;
const MIN_WORD_CHARS = 6;
/** More letters and digits than the longest of the common lines has characters. */
const ENOUGH_WORD_CHARS = 24;

/**
 * Stands for a patch in comparisons: 32-bit hashes of its distinct changed lines (mark and
 * trimmed text), ascending, the `SKETCH_SIZE` smallest. Two patches share as many as they are
 * alike. Lines without matter (`}`, blank, `return ret;`) are left out.
 *
 * @param lines hunk lines with their marks; others than + and - are passed over
 * @see A. Broder, On the resemblance and containment of documents, 1997 (bottom-k sketches)
 */
export function sketchOf(lines: Iterable<string>): number[] {
  const hashes = new Set<number>();
  for (const line of lines) {
    const mark = line[0];
    if (mark !== "+" && mark !== "-") continue;
    const trimmed = line.slice(1).trim();
    const text = /[^\S ]| {2}/.test(trimmed) ? trimmed.replace(/\s+/g, " ") : trimmed;
    if (hasMatter(text)) hashes.add(hash32(mark + text));
  }
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
}

function hasMatter(text: string): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count < ENOUGH_WORD_CHARS; at += 1) {
    const code = text.charCodeAt(at) | 0x20;
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) count += 1;
  }
  if (count >= ENOUGH_WORD_CHARS) return true;
  const words = text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words.length >= MIN_WORD_CHARS && !COMMON.test(words);
}

/** FNV-1a with murmur's final mixing, so that the smallest values are a fair sample. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
