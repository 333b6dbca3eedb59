/**
 * Marks stacked on one letter beyond this are noise: real writing systems need two or three, and
 * more climb over the neighbouring lines of a terminal.
 */
const EXCESS_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Controls, separators, invisible and direction-changing characters, what is none (U+FFFE, U+FFFF). */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}\u115f\u1160\u3164\uffa0\u2800\ufffe\uffff]/gu;

function replaceUnsafe(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x09 || code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) {
    return " ";
  }
  if (code === 0x2800) return " ";
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  if (code < 0xa0 || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return "";
}

/**
 * Text of strangers as one line that is safe to print on a terminal and in a mail: line breaks and
 * tabs become spaces, control characters become visible pictures (`␛[31m`), zero-width,
 * direction-changing and other invisible characters go. Printable text is untouched, so that a
 * second call changes nothing.
 */
export function inertText(text: string): string {
  return text
    .replace(UNSAFE, replaceUnsafe)
    .replace(EXCESS_MARKS, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}

/** One line of code as `inertText` makes it safe, but with its blanks and tabs as they are. */
export function inertLine(line: string): string {
  return inertPart(line).trimEnd();
}

/** The same of a part of a line: blanks at its end stay, too. */
export function inertPart(text: string): string {
  return text
    .replace(UNSAFE, (character) => (character === "\t" ? character : replaceUnsafe(character)))
    .replace(EXCESS_MARKS, "$1");
}

/** As `inertText`, of a text whose lines and columns are to stay as they are. */
export function inertBlock(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(UNSAFE, replaceUnsafe).replace(EXCESS_MARKS, "$1"))
    .join("\n");
}

/** Breaks a word for programs, not for readers. */
const BREAK = "\u200b";
/** GitHub makes links of 7 to 40 hexadecimal digits between word boundaries. */
const HASH = /(?<![0-9A-Za-z])[0-9a-fA-F]{7,}(?![0-9A-Za-z])/gu;
const HASH_PIECE = /[0-9a-fA-F]{6}(?=[0-9a-fA-F])/gu;

/**
 * Text with a zero-width space wherever GitHub would otherwise act on it: mentions, references to
 * issues (`#1`, `GH-1`, `owner/repo#1`), commit hashes, bare addresses of pages, `:names:` of
 * pictures. GitHub looks at the rendered text, where escapes and entities are gone; only a changed
 * text stops it. Identifiers such as `CVE-2025-1` stay whole: a link on them reaches nobody, and
 * people search for them.
 */
export function breakReferences(text: string): string {
  return text
    .replace(/@/gu, `@${BREAK}`)
    .replace(/#(?=\d)/gu, `#${BREAK}`)
    .replace(/\bGH-(?=\d)/giu, (found) => found.slice(0, 2) + BREAK + found.slice(2))
    .replace(/:\/\//gu, `:${BREAK}//`)
    .replace(/:(?=[a-z0-9_+-]{1,40}:)/giu, `:${BREAK}`)
    .replace(/\bwww\./giu, (found) => found.slice(0, 3) + BREAK + found.slice(3))
    .replace(HASH, (hash) => hash.replace(HASH_PIECE, `$&${BREAK}`));
}

/**
 * Text of strangers as one line for a Markdown page, GitHub's above all: as `inertText`, and no
 * character of it is Markdown, HTML, mathematics, a mention, a reference or a link, wherever in a
 * line it is put. What is shown reads as it was written.
 *
 * @see GitHub Flavored Markdown, sections 2.4 (backslash escapes) and 6.9 (autolinks)
 */
export function inertMarkdown(text: string): string {
  return breakReferences(inertText(text))
    .replace(/[\\`*_[\]~|$#]/gu, "\\$&")
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    .replace(/>/gu, "&gt;")
    .replace(/^(?:[-+=:]|\d{1,9}(?=[.)]))/u, (mark) =>
      /\d/u.test(mark) ? `${mark}${BREAK}` : `\\${mark}`,
    );
}
