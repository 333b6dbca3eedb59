import type { Block } from "../model/mail.ts";

/** Heads of lists of what is not done: "TODO:", "Known issues", "What's missing:". */
const LOOSE_ENDS =
  /^(?:(?:the|my|our|some|main|major|other|list of) ){0,2}(?:to-?dos?(?: list| items?)?|tbds?|(?:known|open|remaining|outstanding|pending|unresolved|unfinished|missing) (?:[\w-]{1,15} ){0,2}(?:to-?dos?|issues?|problems?|bugs?|limitations?|questions?|items?|points?|work|tasks?|topics?|parts?|pieces|bits|features?|support|functionality|things)|limitations?|caveats?|what(?:'s| is) (?:still )?(?:missing|left|not (?:\w{1,15} ?){1,4}|next|to be done)|(?:still |currently )?missing|future (?:work|plans?|steps|improvements?)|next steps?|further work|(?:things )?(?:left|still) to (?:be )?do(?:ne)?|not (?:yet )?(?:implemented|supported|done|tested|covered|included|handled|finished)(?: yet)?|work in progress)(?: (?:are|is|includes?|so far|left))?(?: (?:for|of|in|with|on|and) \S.{0,30})?$/i;
const UNDERLINE = /^\s{0,8}[=~-]{3,}\s{0,8}$/;
const BULLET = /^\s{0,12}(?:[-*+•o]|\(?\d{1,2}[.):])\s{1,8}(?=\S)/;
/** A head of anything else: a few words and a colon, or marked as a head. */
const HEAD = /^\s{0,8}(?:[#=]{1,4}\s{1,3}\S.{0,60}|\S.{0,50}:)\s{0,4}$/;
/** Lines of one list; longer ones are no list of loose ends. */
const MAX_LINES = 60;

interface Head {
  readonly title: string;
  /** Marked by a line below it, or by marks before it: all down to the next one is its own. */
  readonly marked: boolean;
}

/** The head of a list of loose ends that a line is, null for all other lines. */
function headAt(lines: readonly string[], at: number): Head | null {
  const line = lines[at] ?? "";
  if (line.length > 80 || BULLET.test(line)) return null;
  const mark = /^\s{0,8}[#=]{1,4}\s{1,3}/.exec(line)?.[0] ?? "";
  const title = line
    .slice(mark.length)
    .trim()
    .replace(/\s{0,3}[=:]{1,4}$/, "");
  if (!LOOSE_ENDS.test(title)) return null;
  const marked = mark !== "" || UNDERLINE.test(lines[at + 1] ?? "");
  const leads = line.trimEnd().endsWith(":") || BULLET.test(nextOf(lines, at));
  return marked || leads ? { title, marked } : null;
}

/** The next line that is not blank, of the two below one. */
function nextOf(lines: readonly string[], at: number): string {
  return lines.slice(at + 1, at + 3).find((line) => line.trim() !== "") ?? "";
}

/** Whether a line ends a list: another head, or a new paragraph below points. */
function ends(lines: readonly string[], at: number, listed: boolean): boolean {
  const line = lines[at] ?? "";
  if (BULLET.test(line)) return false;
  if (HEAD.test(line) || UNDERLINE.test(lines[at + 1] ?? "")) return true;
  return listed && (lines[at - 1] ?? "").trim() === "" && /^\S/.test(line);
}

/**
 * The lines of a block that stand under a head of loose ends ("TODO:", "Known issues"), by their
 * index in the body, each with the words of that head. Linear in the length of the block.
 */
export function looseLines(block: Block): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const { lines, firstLine } = block;
  for (let start = 0; start < lines.length; start += 1) {
    const head = headAt(lines, start);
    if (head === null) continue;
    let listed = false;
    let told = false;
    for (let at = start + 1; at < lines.length && at - start <= MAX_LINES; at += 1) {
      const line = lines[at] ?? "";
      if (UNDERLINE.test(line)) continue;
      if (line.trim() === "") {
        // Below a plain head without points, its first paragraph is all there is.
        if (told && !listed && !head.marked) break;
        continue;
      }
      if (ends(lines, at, listed)) break;
      listed ||= BULLET.test(line);
      told = true;
      found.set(firstLine + at, head.title);
      start = at;
    }
  }
  return found;
}
