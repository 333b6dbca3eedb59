import type { TodoRow } from "../../model/report.ts";
import { shorten } from "../../report/layout.ts";
import { inertText } from "../../report/inert.ts";
import { isOpen, ownerOf, titleOf, whereRaised } from "../../report/words.ts";
import { seriesPath, todoAnchor, todoPath } from "../addresses.ts";
import { type Fragment, html, type Html, joined } from "../html.ts";
import type { Viewer } from "../page.ts";
import { todoActions } from "./actions.ts";
import { personLink, stateBadge, when } from "./words.ts";

const MAX_SENTENCE = 320;
const SAID = {
  request: "asked by",
  promise: "promised by",
  question: "asked by",
  gap: "left open by",
  marker: "marked by",
} as const;

/** What a TODO's list item is drawn with. */
export interface TodoItemOptions {
  readonly asOf: number;
  readonly list: string | null;
  readonly viewer: Viewer | null;
  /** Path to come back to after an action. */
  readonly back: string;
  /** Leave out the series: the page is about it. */
  readonly inSeries?: boolean;
}

/** Words of strangers, trimmed at a word. */
export function quoteOf(text: string, characters: number = MAX_SENTENCE): string {
  return shorten(inertText(text.slice(0, 4_000)), characters);
}

/** One TODO: its sentence leads to the mail, below it who, where, since when and why. */
export function todoItem({ series, todo }: TodoRow, options: TodoItemOptions): Html {
  const list = options.list ?? series.lists[0] ?? null;
  const owner = isOpen(todo) ? ownerOf(series, todo) : null;
  const facts: Fragment[] = [
    html`${todo.kind} ${SAID[todo.kind]} ${personLink(todo.saidBy)}`,
    when(todo.raisedAt, options.asOf),
    html`on ${whereRaised(series, todo)}`,
    owner !== null && owner !== "" && html`<b>${owner}</b> owes it`,
  ];
  const evidence =
    todo.evidence === null || todo.evidence === ""
      ? null
      : html`<p class="evidence">${todo.state}: “${quoteOf(todo.evidence, 200)}”</p>`;
  return html`<li class="todo" id="${todoAnchor(todo.id)}">
    <p class="say">
      ${stateBadge(todo.state)}
      <a class="row" href="${todoPath(list, todo)}">${quoteOf(todo.text)}</a>
    </p>
    <p class="facts">${joined(facts, html` <span aria-hidden="true">·</span> `)}</p>
    ${options.inSeries !== true && html`<p class="facts of">in <a href="${seriesPath(series.id)}">${titleOf(series)}</a></p>`}
    ${evidence}${todoActions(todo, options)}
  </li> `;
}
