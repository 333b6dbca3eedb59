import { inertPart, inertText } from "./inert.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** One line of plain characters, blanks only between words: `inertText` leaves it as it is. */
const PLAIN_LINE = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/u;
/** Lines of plain characters: nothing in them is to be made inert. */
const PLAIN_BLOCK = /^[\t\n\x20-\x7e]*$/u;
const MEANING = /[&<>"']/u;

function escapeMarks(text: string): string {
  return MEANING.test(text) ? text.replace(/[&<>"']/gu, (mark) => ENTITIES[mark] ?? "") : text;
}

/**
 * Text of strangers for HTML and XML, in elements and in quoted attributes: made inert
 * (`inertText`: one line, no controls, no invisible or direction-changing characters, nothing that
 * XML may not hold), then the characters that mean something escaped.
 *
 * @see Extensible Markup Language 1.0, section 2.2; HTML Standard, section 13.3
 */
export function escapeHtml(text: string): string {
  return escapeMarks(PLAIN_LINE.test(text) ? text : inertText(text));
}

/** As `escapeHtml`, of a text whose lines, blanks and tabs are to stay as they are. */
export function escapeBlock(text: string): string {
  if (PLAIN_BLOCK.test(text)) return escapeMarks(text);
  return escapeMarks(text.split("\n").map(inertPart).join("\n"));
}

/** An address for an `href`: a page of the web or a path beside the page itself; else `#`. */
export function hrefOf(url: string): string {
  const safe = inertText(url);
  const isPath = !/^(?:[^/?#]*:|[/\\]{2})/u.test(safe);
  return isPath || /^https?:\/\//iu.test(safe) ? escapeHtml(safe) : "#";
}
