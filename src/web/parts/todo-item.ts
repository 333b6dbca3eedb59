import type { TodoRow } from "../../model/report.ts";
import type { Todo } from "../../model/todo.ts";
import { shorten } from "../../report/layout.ts";
import { inertText } from "../../report/inert.ts";
import { isOpen, ownerOf, titleOf, whereRaised } from "../../report/words.ts";
import { seriesPath, threadPath, todoAnchor, todoPath } from "../addresses.ts";
import { type Fragment, html, type Html, joined } from "../html.ts";
import type { Viewer } from "../page.ts";
import { todoActions } from "./actions.ts";
import { personLink, stateBadge, when } from "./words.ts";

const MAX_SENTENCE = 320;

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

/** Why a TODO is in its state, and the mail that says so; null where nothing tells. */
export function evidenceOf(todo: Todo, list: string | null): Fragment {
  const words = quoteOf(todo.evidence ?? "", 180);
  if (words === "" && todo.evidenceMessageId === null) return null;
  const said = words === "" ? "the mail" : todo.state === "carried" ? `to ${words}` : `“${words}”`;
  return todo.evidenceMessageId === null
    ? said
    : html`<a class="why-mail" href="${threadPath(list, todo.evidenceMessageId)}">${said}</a>`;
}

function evidenceLine(todo: Todo, list: string | null): Fragment {
  const evidence = evidenceOf(todo, list);
  const word = todo.state === "open" ? "so far" : todo.state;
  return evidence !== null && html`<p class="evidence">${word}: ${evidence}</p>`;
}

/** One TODO: its sentence leads to the mail, below it who, where, since when and why. */
export function todoItem({ series, todo }: TodoRow, options: TodoItemOptions): Html {
  const list = options.list ?? series.lists[0] ?? null;
  const owner = isOpen(todo) ? ownerOf(series, todo) : null;
  const facts: Fragment[] = [
    html`${todo.kind} by ${personLink(todo.saidBy)}`,
    when(todo.raisedAt, options.asOf),
    html`on ${whereRaised(series, todo)}`,
    owner !== null && owner !== "" && html`<b>${owner}</b> owes it`,
  ];
  return html`<li class="todo" id="${todoAnchor(todo.id)}">
    <p class="say">
      ${stateBadge(todo.state)}
      <a class="row" href="${todoPath(list, todo)}">${quoteOf(todo.text)}</a>
    </p>
    <p class="facts">${joined(facts, " · ")}</p>
    ${options.inSeries !== true && html`<p class="facts of">in <a href="${seriesPath(series.id)}">${titleOf(series)}</a></p>`}
    ${evidenceLine(todo, list)}${todoActions(todo, options)}
  </li> `;
}
