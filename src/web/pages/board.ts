import {
  BOARD_COLUMNS,
  type Board,
  type BoardColumn,
  type BoardColumnKey,
  type BoardRow,
} from "../../app/view/board.ts";
import { SERIES_STATES } from "../../model/series.ts";
import { inertText } from "../../report/inert.ts";
import { shorten } from "../../report/layout.ts";
import {
  authorOf,
  count,
  formatDay,
  labelOf,
  lastRevision,
  patchCount,
  thousands,
  titleOf,
} from "../../report/words.ts";
import { listPath, seriesPath, withQuery } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page } from "../page.ts";
import { choiceBox, pager, textBox } from "../parts/form.ts";
import { personLink, stateBadge, when } from "../parts/words.ts";

const NAMES: Readonly<Record<BoardColumnKey, readonly [name: string, what: string]>> = {
  author: ["Author", "owes a new version or an answer"],
  reviewers: ["Reviewers", "nobody has looked at the last version yet"],
  maintainer: ["Maintainer", "reviewed, nothing open: can be picked up"],
  done: ["Done", "accepted or rejected"],
  quiet: ["Quiet", "no mail for 30 days or more"],
};

/** The series of a list by whose move it is. */
export function boardPage(board: Board): Page {
  const { query } = board;
  const one = query.column;
  const heading = one === null ? query.list : `${query.list}: ${NAMES[one][0].toLowerCase()}`;
  const [column] = board.columns;
  const body = html`<div class="headline">
      <h1>${heading}</h1>
      <p class="facts">as of ${formatDay(board.asOf)}, the day of the newest mail</p>
    </div>
    ${filters(board)}
    ${one === null || column === undefined ? html`<div class="board">${board.columns.map((each) => columnOf(board, each))}</div>` : wholeColumn(board, column)}`;
  return {
    title: heading,
    body,
    list: query.list,
    tab: "board",
    wide: true,
    feed: { title: `${query.list}: patch series`, href: `${listPath(query.list)}feed.atom` },
  };
}

function queryOf({ query }: Board) {
  return {
    next: query.column,
    state: query.state,
    q: query.text,
    todo: query.onlyWithTodos,
    sort: query.sort === "recent" ? null : query.sort,
  };
}

function filters(board: Board): Fragment {
  const { query } = board;
  return html`<form class="filters" action="${listPath(query.list)}" aria-label="Filters">
    ${textBox("q", "Title or author", query.text)}
    ${choiceBox("next", "Next move", [["", "anyone"], ...BOARD_COLUMNS.map((key) => [key, NAMES[key][0]] as const)], query.column ?? "")}
    ${choiceBox("state", "State", [["", "any"], ...SERIES_STATES.map((state) => [state, state.replaceAll("-", " ")] as const)], query.state ?? "")}
    ${choiceBox(
      "sort",
      "Order",
      [
        ["recent", "moved last"],
        ["waiting", "waiting longest"],
        ["todos", "most TODOs"],
      ],
      query.sort,
    )}
    <label class="check"
      ><input type="checkbox" name="todo" value="1" ${query.onlyWithTodos && html` checked`} />
      <span>with open TODOs</span></label
    >
    <button>Apply</button>
  </form>`;
}

function columnOf(board: Board, column: BoardColumn): Fragment {
  const [name, what] = NAMES[column.key];
  const all = withQuery(listPath(board.query.list), { ...queryOf(board), next: column.key });
  const more = column.total - column.rows.length;
  return html`<section class="column" aria-labelledby="c-${column.key}">
    <h2 id="c-${column.key}">
      <a href="${all}">${name}</a> <span class="number">${thousands(column.total)}</span>
    </h2>
    <p class="what">${what}</p>
    ${
      column.rows.length === 0
        ? html`<p class="none">none</p>`
        : html`<ul>
            ${column.rows.map((row) => card(row, board.asOf))}
          </ul>`
    }
    ${
      more > 0 &&
      html`<p class="more">
        <a href="${all}">All ${thousands(column.total)} <span class="vh">of ${name}</span></a>
      </p>`
    }
  </section> `;
}

function card({ gist, state, series }: BoardRow, asOf: number): Fragment {
  return html`<li class="card">
    <a class="row" href="${seriesPath(series.id)}">${titleOf(series)}</a>
    <p class="facts"><span class="rev">${revisionOf(series)}</span> · ${authorOf(series)}</p>
    <p class="facts">
      ${stateBadge(state)} ${when(gist.status.lastActivityAt, asOf)}${todoCount(gist.openTodos)}
    </p>
  </li> `;
}

function revisionOf(series: BoardRow["series"]): string {
  const last = lastRevision(series);
  const patches = last === null ? 0 : patchCount(last);
  return patches > 1 ? `${labelOf(series)}, ${count(patches, "patch")}` : labelOf(series);
}

function todoCount(open: number): Fragment {
  return open > 0 && html` <span class="count">${count(open, "TODO")}</span>`;
}

function wholeColumn(board: Board, column: BoardColumn): Fragment {
  const { query } = board;
  if (column.total === 0) return html`<p class="none">No series fits.</p>`;
  const pages = Math.ceil(column.total / query.size);
  return html`<p class="what">${NAMES[column.key][1]} · ${thousands(column.total)} series</p>
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col">Last mail</th>
          <th scope="col" class="n">TODOs</th>
        </tr>
      </thead>
      <tbody>
        ${column.rows.map((row) => tableRow(row, board.asOf))}
      </tbody>
    </table>
    ${pager(listPath(query.list), queryOf(board), { page: query.page, pages })}`;
}

function tableRow({ gist, state, series }: BoardRow, asOf: number): Fragment {
  const reason = shorten(inertText(gist.status.nextMoveReason), 140);
  return html`<tr>
    <th scope="row">
      <a class="row" href="${seriesPath(series.id)}">${titleOf(series)}</a
      ><span class="why"
        >${stateBadge(state)} ${revisionOf(series)} · ${personLink(series.author)}</span
      ><span class="why">${reason}</span>
    </th>
    <td>${when(gist.status.lastActivityAt, asOf)}</td>
    <td class="n">${gist.openTodos > 0 && gist.openTodos}</td>
  </tr> `;
}
