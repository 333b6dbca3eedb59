import type { Block } from "../model/mail.ts";
import type { Todo } from "../model/todo.ts";
import { isFaint } from "./noise.ts";
import type { SentenceContext } from "./scorer.ts";
import { looksLikeCode, RULER } from "./sentences.ts";

/** So few words say too little alone: "Is that needed?", "any better name?". */
const FEW_WORDS = 4;
/** Begins in the midst of a thought. */
const GOES_ON =
  /^(?:[a-z.…,&]|(?:If (?:so|not|yes|no)|Then|Otherwise|Also|Same|And|But|Or|So|Similarly|Likewise|Instead)\b)/;
/** Set off by a blank, such a line is code: indented, a call or a condition, an assignment. */
const CODE_LIKE =
  /^(?:[\t ]{2,}|[-+]\s|\w[\w>.-]{0,60} ?\([^)]{0,200}\)+\s{0,3}[;{]?$|\w[\w>.-]{0,60} = )/;
/** Lines of a paragraph that are passed over on the way to what stands below it. */
const MAX_LINES = 12;
const MAX_CHARS = 160;

function needsMore(text: string): boolean {
  return text.split(" ").length <= FEW_WORDS || GOES_ON.test(text) || isFaint(text);
}

function before({ sentence, previous, looseEnd }: SentenceContext, text: string): string | null {
  if (looseEnd !== "" && text.split(" ").length <= FEW_WORDS) return `${looseEnd}:`;
  if (sentence.opens || previous === null || !needsMore(text)) return null;
  return previous.text.length <= MAX_CHARS ? previous.text : null;
}

/** The line of code that a paragraph leads up to, from one of its lines on. */
function codeBelow(blocks: readonly Block[], line: number): string | null {
  const at = blocks.findIndex(
    ({ firstLine, lines }) => firstLine <= line && line < firstLine + lines.length,
  );
  const [block, next] = [blocks[at], blocks[at + 1]];
  if (block === undefined) return null;
  const rest = block.lines.slice(line - block.firstLine + 1);
  if (next?.depth === 0) rest.push(...next.lines.slice(0, MAX_LINES));
  let below = false;
  for (const each of rest.slice(0, MAX_LINES)) {
    if (each.trim() === "") below = true;
    else if (RULER.test(each)) return null;
    else if (looksLikeCode(each) || (below && CODE_LIKE.test(each)))
      return each.trim().slice(0, MAX_CHARS);
    else if (below) return null;
  }
  return null;
}

/**
 * What stands beside the words of a TODO in its mail and is needed to read them: the sentence
 * before, where they are few or begin in its midst; the line of code below, where they lead up
 * to it. Exact words, at most 160 characters each.
 */
export function wordsBeside(
  input: SentenceContext,
  text: string,
  blocks: readonly Block[],
): Pick<Todo, "before" | "below"> {
  const first = before(input, text);
  const leads = input.sentence.closes && /[^.?!…)\]"']$/.test(text);
  const last = leads ? codeBelow(blocks, input.sentence.line) : null;
  return {
    ...(first === null ? {} : { before: first }),
    ...(last === null ? {} : { below: last }),
  };
}
