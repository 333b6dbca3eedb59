import type { SeriesPage } from "../../app/view/series-page.ts";
import { byAge } from "../../report/digest-todo.ts";
import {
  type MatrixCell,
  matrixCells,
  type MatrixColumn,
  matrixColumns,
} from "../../report/series-tables.ts";
import type { Todo } from "../../model/todo.ts";
import { isOpen, ownerOf, whereRaised } from "../../report/words.ts";
import { seriesPath, todoAnchor, todoPath, withQuery } from "../addresses.ts";
import { type Fragment, html, joined } from "../html.ts";
import type { Viewer } from "../page.ts";
import { todoActions } from "../parts/actions.ts";
import { pager } from "../parts/form.ts";
import { evidenceOf, quoteOf } from "../parts/todo-item.ts";
import { personLink, stateBadge, when } from "../parts/words.ts";

const SIZE = 40;
const CELLS: Readonly<Record<MatrixCell, readonly [string, string]>> = {
  o: ["o", "raised"],
  ">": ["c", "still open"],
  x: ["x", "settled"],
  ".": ["", ""],
};

interface TodosOptions {
  readonly page: number;
  readonly allTodos: boolean;
  readonly viewer: Viewer | null;
  readonly back: string;
  readonly list: string | null;
  readonly open: number;
}

/** The TODOs of a series against its revisions: raised, carried, settled. */
export function todosPart(loaded: SeriesPage, options: TodosOptions): Fragment {
  const { view } = loaded;
  const path = seriesPath(view.series.id);
  if (view.todos.length === 0) {
    return html`<section aria-labelledby="todos">
      <h2 id="todos">TODOs</h2>
      <p class="none">Nothing was asked for, promised or left open.</p>
    </section>`;
  }
  const settled = view.todos.length - options.open;
  const whole = options.allTodos || options.open === 0;
  const wanted = view.todos
    .filter((todo) => whole || isOpen(todo))
    .toSorted((left, right) => Number(isOpen(right)) - Number(isOpen(left)) || byAge(left, right));
  const pages = Math.max(1, Math.ceil(wanted.length / SIZE));
  const page = Math.min(options.page, pages);
  const shown = wanted.slice((page - 1) * SIZE, page * SIZE);
  const columns = matrixColumns(view);
  const choice = whole
    ? options.open > 0 && html`<a href="${path}#todos">Only the open ones</a>`
    : settled > 0 &&
      html`<a href="${withQuery(path, { todos: "all" })}#todos">Settled ones too</a>`;
  return html`<section aria-labelledby="todos">
    <h2 id="todos">TODOs <span class="number">${options.open} open, ${settled} settled</span></h2>
    ${choice && html`<p class="facts">${choice}</p>`}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="todos">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">What was said</th>
            ${columns.map(({ head }) => html`<th scope="col" class="r">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((todo) => row(loaded, { todo, columns }, options))}
        </tbody>
      </table>
    </div>
    <p class="legend facts">
      <span class="key o">raised</span> <span class="key c">still open</span>
      <span class="key x">settled</span>
    </p>
    ${pager(path, { todos: whole && options.open > 0 ? "all" : null }, { page, pages, hash: "#todos" })}
  </section>`;
}

function row(
  { view, asOf }: SeriesPage,
  { todo, columns }: { readonly todo: Todo; readonly columns: readonly MatrixColumn[] },
  { list, viewer, back }: TodosOptions,
): Fragment {
  const owner = isOpen(todo) ? ownerOf(view.series, todo) : null;
  const cells = matrixCells(todo, columns).map((cell): Fragment => {
    const [mark, text] = CELLS[cell];
    return mark === "" ? html`<td></td>` : html`<td class="${mark}">${text}</td>`;
  });
  const evidence = evidenceOf(todo, list);
  return html`<tr id="${todoAnchor(todo.id)}">
    <th scope="row">
      <a class="row" href="${todoPath(list, todo)}">${quoteOf(todo.text, 260)}</a>
      <span class="why"
        >${joined([html`${stateBadge(todo.state)} ${evidence}`, html`${todo.kind} by ${personLink(todo.saidBy)}`, html`on ${whereRaised(view.series, todo)}`, when(todo.raisedAt, asOf), owner !== null && html`${owner} owes it`], " · ")}</span
      >${todoActions(todo, { viewer, back })}
    </th>
    ${cells}
  </tr> `;
}
