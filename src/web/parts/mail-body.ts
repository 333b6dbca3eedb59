import type { Block } from "../../model/mail.ts";
import type { PlacedTodo } from "../../model/overview.ts";
import { personName } from "../../report/words.ts";
import { seriesPath, todoAnchor } from "../addresses.ts";
import { type Fragment, html, type Html, textBlock } from "../html.ts";
import { annotated, findWords, linkSpans, type Span } from "./annotate.ts";
import { diffLines } from "./diff.ts";
import { stateBadge } from "./words.ts";

/** Quoted lines shown in front of an answer; those before are folded. */
const QUOTE_TAIL = 5;
/** Quotes up to this many lines are not worth folding. */
const QUOTE_WHOLE = 8;
/** A line that is longer is cut for display. */
const MAX_LINE = 2_000;

/** How much of a mail is shown. */
export interface BodyOptions {
  /** Lines of a diff shown; a longer one is told of with a link to the mail's own page. */
  readonly diffLines: number;
  /** Lines of all else. */
  readonly textLines: number;
  /** The mail's own page. */
  readonly href: string;
}

/** The body of a mail: quotes folded, diffs coloured, the sentence of each TODO marked. */
export function mailBody(
  blocks: readonly Block[],
  todos: readonly PlacedTodo[],
  options: BodyOptions,
): Fragment {
  const drawn: Fragment[] = [];
  const marked = new Set<string>();
  let left = options.textLines;
  for (const block of blocks) {
    if (left <= 0) {
      drawn.push(
        html`<p class="cut">
          <a href="${options.href}raw">The rest of this long mail is in its raw form</a>
        </p>`,
      );
      break;
    }
    const isDiff = block.kind === "diff";
    const shown = isDiff ? block : { ...block, lines: block.lines.slice(0, left) };
    if (!isDiff) left -= block.lines.length;
    drawn.push(drawBlock(shown, todosIn(block, todos), { options, marked }));
  }
  const lost = todos.filter(({ todo }) => !marked.has(todo.id));
  return [drawn, lost.map(lostMark)];
}

interface Drawing {
  readonly options: BodyOptions;
  /** Ids of TODOs whose sentence was found. */
  readonly marked: Set<string>;
}

function todosIn(block: Block, todos: readonly PlacedTodo[]): readonly PlacedTodo[] {
  const end = block.firstLine + block.lines.length;
  return todos.filter(({ todo }) => todo.line >= block.firstLine && todo.line < end);
}

function drawBlock(block: Block, todos: readonly PlacedTodo[], drawing: Drawing): Fragment {
  if (block.lines.every((line) => line.trim() === "")) return null;
  switch (block.kind) {
    case "quote":
      return drawQuote(block, todos, drawing);
    case "diff":
      return drawDiff(block, todos, drawing);
    case "diffstat":
      return html`<pre class="stat">${textBlock(cutLines(block.lines))}</pre>`;
    case "attribution":
      return html`<pre class="attr">${drawText(block, block.lines, todos, drawing)}</pre>`;
    case "signature":
    case "footer":
      return html`<pre class="sig">${drawText(block, block.lines, todos, drawing)}</pre>`;
    default:
      return html`<pre class="${block.kind}">${drawText(block, block.lines, todos, drawing)}</pre>`;
  }
}

function cutLines(lines: readonly string[]): string {
  return lines
    .map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line))
    .join("\n")
    .trimEnd();
}

/** Some of a block's lines with links and marks in them. */
function drawText(
  block: Block,
  lines: readonly string[],
  todos: readonly PlacedTodo[],
  { marked }: Drawing,
): Html {
  const text = cutLines(lines);
  const first = block.firstLine + block.lines.length - lines.length;
  const marks = todos.flatMap(({ todo, series }): Span[] => {
    const before = lines.slice(0, Math.max(0, todo.line - first));
    const start = before.reduce((sum, line) => sum + Math.min(line.length, MAX_LINE + 1) + 1, 0);
    const place = findWords(text, todo.text, start);
    if (place === null || marked.has(todo.id)) return [];
    marked.add(todo.id);
    const draw = (words: Html): Html =>
      html`<mark id="${todoAnchor(todo.id)}" class="m-${todo.state}">${words}</mark
        ><a
          class="chip"
          href="${seriesPath(series)}#${todoAnchor(todo.id)}"
          title="${todo.kind}: ${todo.explanation}"
          >${stateBadge(todo.state)}</a
        >`;
    return [{ ...place, draw }];
  });
  return annotated(text, [...marks, ...linkSpans(text)]);
}

function drawQuote(block: Block, todos: readonly PlacedTodo[], drawing: Drawing): Fragment {
  const depth = Math.min(block.depth, 4);
  const lines = withoutBlankEnd(block.lines);
  const cite = block.quoted === null ? "" : personName(block.quoted);
  const part = (some: readonly string[], from: number): Fragment => {
    const piece = { ...block, lines: some, firstLine: block.firstLine + from };
    return html`<pre>${drawText(piece, some, todosIn(piece, todos), drawing)}</pre>`;
  };
  if (lines.length <= QUOTE_WHOLE) {
    return html`<blockquote class="q${depth}">${part(lines, 0)}</blockquote>`;
  }
  const at = lines.length - QUOTE_TAIL;
  const of = cite === "" ? null : html` of ${cite}`;
  return html`<blockquote class="q${depth}">
    <details>
      <summary>${at} quoted lines${of}</summary>
      ${part(lines.slice(0, at), 0)}
    </details>
    ${part(lines.slice(at), at)}
  </blockquote>`;
}

/** Blank lines go with what stands above them. */
function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return lines.slice(0, last + 1);
}

function drawDiff(block: Block, todos: readonly PlacedTodo[], drawing: Drawing): Fragment {
  const { options, marked } = drawing;
  for (const { todo } of todos) marked.add(todo.id);
  const shown = block.lines.slice(0, options.diffLines);
  const rest = block.lines.length - shown.length;
  const pieces: Fragment[] = [];
  let at = 0;
  for (const { todo, series } of todos.toSorted((a, b) => a.todo.line - b.todo.line)) {
    const line = todo.line - block.firstLine;
    if (line < at || line >= shown.length) continue;
    pieces.push(
      diffLines(shown.slice(at, line)),
      html`<mark id="${todoAnchor(todo.id)}" class="m-${todo.state}"
          >${diffLines(shown.slice(line, line + 1))}</mark
        ><a class="chip" href="${seriesPath(series)}#${todoAnchor(todo.id)}"
          >${stateBadge(todo.state)}</a
        > `,
    );
    at = line + 1;
  }
  pieces.push(diffLines(shown.slice(at)));
  return html`<pre class="diff" tabindex="0" role="group" aria-label="Diff">${pieces}</pre>
    ${
      rest > 0 &&
      html`<p class="cut"><a href="${options.href}">${rest} more lines of this diff</a></p>`
    }`;
}

/** A TODO whose words are in a part that is not shown: its anchor must lead somewhere. */
function lostMark({ todo, series }: PlacedTodo): Fragment {
  return html`<p class="lost" id="${todoAnchor(todo.id)}">
    <a class="chip" href="${seriesPath(series)}#${todoAnchor(todo.id)}"
      >${stateBadge(todo.state)}</a
    >
    ${todo.text}
  </p>`;
}
