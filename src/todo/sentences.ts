import { MAX_LINE_CHARS } from "../limits.ts";
import type { Block } from "../model/mail.ts";

/** One sentence, bullet or inline remark of a block. */
export interface Sentence {
  /** The exact words, lines joined with one space; of a bullet, without its mark. */
  readonly text: string;
  /** Index of its first line in the body. */
  readonly line: number;
  /** It stands in a list item. */
  readonly bullet: boolean;
  /** It is the first of its paragraph or list item. */
  readonly opens: boolean;
  /** It is the last of its paragraph or list item. */
  readonly closes: boolean;
}

/** What a sentence may at most hold: no person writes longer ones, logs and tables do. */
const MAX_SENTENCE_CHARS = 1_000;

const BULLET = /^\s{0,12}(?:[-*+•o]|\(?\d{1,2}[.):]|\(?[a-zA-Z][.)])\s{1,8}(?=\S)/;
const CLOSING =
  /^\s{0,8}(?:(?:many |with |best |kind |warm )?(?:thanks|thank you|thx|regards|cheers|ciao|br|sincerely|wishes)(?: a lot| again| in advance)?|hth)[\s,.!:)-]{0,6}$/i;
/** A closing and a name on one line. */
const SIGNED =
  /^\s{0,8}(?:br|regards|(?:best|kind|warm) regards|cheers|ciao|sincerely|hth)(?:[,.!] {0,3}| {1,3})\p{Lu}[\p{L}.'-]{1,20}(?: \p{Lu}[\p{L}.'-]{1,20}){0,2}\s{0,4}$/iu;
const GREETING =
  /^\s{0,8}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.?:]{0,40}[,!:.]?\s{0,4}$/i;

const CODE_END = /[;{}\\]\s{0,8}$/;
const CODE_START =
  /^\s{0,40}(?:#\s{0,4}(?:include|define|if|ifdef|ifndef|endif|else)\b|\/\*|\*\/|\/\/|(?:static|struct|return|goto|void|int|unsigned|const|extern|typedef|else|case)\b[^.?]{0,200}[;{(]|@@ |diff --git|index [0-9a-f]{7}|\$ \S|# \S{0,20}\/)/;
/** A call with a format string, and the end of a string or comment that was wrapped. */
const CODE_CALL = /^\s{0,40}\w{2,40}\([^)]{0,300}\\n"/;
const CODE_TAIL = /^\s{0,40}[a-z0-9_"*].{0,300}(?:"\);|\*\/)\s{0,8}$/;
const CODE_MARKS = /[=;{}<>&|]|->|\w\(|0x[0-9a-f]/;
/** `a() ? "x" : "",` and `() #30 0x0084 in ??`: neither asks anything. */
const NO_QUESTION = /\?\s{0,3}\(?"|:\s{0,3}""|#\s{0,8}\d{1,3}\s{1,8}0x[0-9a-f]{4}|\?\? \?\?:\d/;
const LOG_LINE =
  /^\s{0,8}(?:\[\s{0,6}\d{1,8}\.\d{3,6}\]|[0-9a-f]{8,16}[: ]|(?:CPU|NIP|PC|LR|GPR\d\d|Call Trace|Modules linked in):)/;
/** Compilers name the place first: it is a report, and its words are what has to be mended. */
const COMPILER_LINE = /:\d{1,6}:(?:\d{1,4}:)? (?:fatal )?(?:error|warning):/;

/** Four words in a row: talk, whatever marks stand around it. */
const TALK = /(?:\b[a-z]{2,20} ){3}[a-z]{2,20}/;
const DIFF_LINE = /^(?:\+|-)\s{0,40}\S/;
const DASHED_TALK = /^[-+] {1,4}\w{1,40} \w/;
/** A line that is drawn, not written. */
export const RULER = /^[-=_*~#+^.\s]{3,}$/;

/** Tells whether a line of prose is rather code, a log or a diff. Looks at its ends alone. */
export function looksLikeCode(line: string): boolean {
  if (line.length > MAX_LINE_CHARS) return true;
  const head = line.slice(0, 400);
  if (COMPILER_LINE.test(head)) return false;
  if (DIFF_LINE.test(head) && !DASHED_TALK.test(head)) return true;
  if (LOG_LINE.test(head) || CODE_START.test(head)) return true;
  if (CODE_CALL.test(head) || CODE_TAIL.test(head)) return true;
  if (NO_QUESTION.test(head) && !TALK.test(head)) return true;
  const tail = line.slice(-400);
  if (CODE_END.test(tail) || /^\s{0,40}[{}]/.test(head))
    return !(TALK.test(tail) && tail.trimEnd().endsWith(";"));
  if (!/^(?:\t| {4,40})/.test(head)) return false;
  return (CODE_MARKS.test(head) || /,\s{0,8}$/.test(head)) && !TALK.test(head);
}

interface Run {
  readonly lines: string[];
  readonly first: number;
  readonly bullet: boolean;
}

/** Paragraphs and list items, in order, without code, greetings and closings. */
function runsOf(block: Block): Run[] {
  const runs: Run[] = [];
  let run: Run | null = null;
  for (const [at, line] of block.lines.entries()) {
    if (line.trim() === "" || looksLikeCode(line) || GREETING.test(line) || RULER.test(line)) {
      run = null;
      continue;
    }
    if (CLOSING.test(line) || SIGNED.test(line)) {
      // What stands below in the same paragraph is a name.
      run = { lines: [], first: at, bullet: false };
      continue;
    }
    const mark = BULLET.exec(line);
    const text = (mark === null ? line : line.slice(mark[0].length)).trim();
    const previous = run?.lines.at(-1);
    if (run === null || mark !== null || (previous !== undefined && breaksLine(previous, text))) {
      run = { lines: [], first: at, bullet: mark !== null };
      runs.push(run);
    }
    run.lines.push(text);
  }
  return runs.filter(({ lines }) => lines.length > 0);
}

/** People who write a remark a line leave the full stop away; a wrapped line is longer. */
function breaksLine(previous: string, next: string): boolean {
  if (previous.endsWith(":")) return true;
  return (
    previous.length < 45 &&
    /^[A-Z]/.test(next) &&
    /[^,(]$/.test(previous) &&
    !/\b(?:the|a|an|of|to|in|for|and|or|by|with|from|is|are|as|on)$/i.test(previous)
  );
}

const NO_END = new Set([
  "e.g",
  "i.e",
  "eg",
  "ie",
  "vs",
  "cf",
  "approx",
  "resp",
  "mr",
  "mrs",
  "dr",
  "fig",
  "incl",
  "w.r.t",
  "wrt",
  "a.k.a",
  "aka",
  "st",
  "ca",
  "viz",
  "sec",
  "no",
  "nr",
  "ch",
  "vol",
]);

/** Whether the mark at `at` ends a sentence. */
function endsSentence(text: string, at: number): boolean {
  const mark = text[at];
  let after = at + 1;
  while (after < text.length && /[.?!"'”’)\]]/.test(text[after] ?? "")) after += 1;
  if (after >= text.length) return true;
  if (text[after] !== " ") return false;
  const next = text[after + 1] ?? "";
  if (mark !== ".") return !/[)\],;:]/.test(next);
  // An ellipsis or a stop before a small letter goes on, but for lists such as "foo. and".
  if (/[a-z,;]/.test(next)) return false;
  let start = at;
  while (start > 0 && text[start - 1] !== " " && at - start < 40) start -= 1;
  const word = text.slice(start, at).replace(/^[("'[]{1,3}/, "");
  if (NO_END.has(word.toLowerCase())) return false;
  return !/^[A-Z]$/.test(word);
}

/**
 * Splits a block of prose into sentences, list items and single remarks. Stops inside names,
 * numbers, addresses and after abbreviations end nothing; code, logs, greetings and what stands
 * below a closing are left out.
 */
export function splitSentences(block: Block): Sentence[] {
  const sentences: Sentence[] = [];
  for (const run of runsOf(block)) {
    const text = run.lines.join(" ").replaceAll(/\s+/g, " ");
    const starts: number[] = [];
    let length = 0;
    for (const line of run.lines) {
      starts.push(length);
      length += line.replaceAll(/\s+/g, " ").length + 1;
    }
    let from = 0;
    let row = 0;
    const first = sentences.length;
    for (let at = 0; at <= text.length; at += 1) {
      const end = at === text.length;
      const mark = text[at];
      if (!end && !((mark === "." || mark === "?" || mark === "!") && endsSentence(text, at)))
        continue;
      let to = at;
      while (to < text.length && text[to] !== " ") to += 1;
      const words = text.slice(from, to).trim();
      while (row + 1 < starts.length && (starts[row + 1] ?? 0) <= from) row += 1;
      if (/[\p{L}\p{N}]/u.test(words)) {
        sentences.push({
          text: words.slice(0, MAX_SENTENCE_CHARS),
          line: block.firstLine + run.first + row,
          bullet: run.bullet,
          opens: sentences.length === first,
          closes: to >= text.length,
        });
      }
      from = to + 1;
      at = to;
    }
  }
  return sentences;
}
