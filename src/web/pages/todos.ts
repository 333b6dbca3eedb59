import type { TodoPage } from "../../app/view/todo-page.ts";
import { TODO_KINDS, TODO_STATES } from "../../model/todo.ts";
import { TODO_SORTS } from "../../report/pick-todos.ts";
import { thousands } from "../../report/words.ts";
import { listPath } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page, Viewer } from "../page.ts";
import { choiceBox, pager, textBox } from "../parts/form.ts";
import { todoItem } from "../parts/todo-item.ts";

/** What was asked for, as it stands in the address. */
export interface TodosAsked {
  readonly kind: string;
  readonly state: string;
  readonly owner: string;
  readonly said: string;
  readonly min: string;
  readonly max: string;
  readonly sure: string;
  readonly sort: string;
}

/** What somebody still has to do or answer, with the filters that the command line has. */
export function todosPage(
  { rows, total }: TodoPage,
  parts: {
    readonly list: string | null;
    readonly asked: TodosAsked;
    readonly asOf: number;
    readonly page: number;
    readonly size: number;
    readonly viewer: Viewer | null;
    readonly back: string;
  },
): Page {
  const { list, asked } = parts;
  const path = list === null ? "/todos" : `${listPath(list)}todos`;
  const title = list === null ? "TODOs" : `${list}: TODOs`;
  const pages = Math.max(1, Math.ceil(total / parts.size));
  const options = { asOf: parts.asOf, list, viewer: parts.viewer, back: parts.back };
  const body = html`<div class="headline">
      <h1>${title}</h1>
      <p class="facts">
        ${thousands(total)} found, ${asked.sort === "confidence" ? "surest" : "oldest"} first
      </p>
    </div>
    ${filters(path, asked)}
    ${
      rows.length === 0
        ? html`<p class="none">No TODO fits.</p>`
        : html`<ol class="todos">
            ${rows.map((row) => todoItem(row, options))}
          </ol>`
    }
    ${pager(path, { ...asked }, { page: parts.page, pages })}`;
  return { title, body, list, tab: "todos" };
}

function filters(path: string, asked: TodosAsked): Fragment {
  const named = (words: readonly string[], any: string) =>
    [["", any], ...words.map((word) => [word, word] as const)] as const;
  return html`<form class="filters" action="${path}" aria-label="Filters">
    ${choiceBox("kind", "Kind", named(TODO_KINDS, "any"), asked.kind)}
    ${choiceBox("state", "State", [["", "still open"], ["all", "any"], ...TODO_STATES.map((state) => [state, state] as const)], asked.state)}
    ${textBox("owner", "Owed by", asked.owner, "name or address")}
    ${textBox("said", "Said by", asked.said, "name or address")}
    ${choiceBox(
      "min",
      "Older than",
      [
        ["", "any age"],
        ["7", "a week"],
        ["30", "a month"],
        ["180", "half a year"],
        ["365", "a year"],
      ],
      asked.min,
    )}
    ${choiceBox(
      "max",
      "Younger than",
      [
        ["", "any age"],
        ["7", "a week"],
        ["30", "a month"],
        ["180", "half a year"],
        ["365", "a year"],
      ],
      asked.max,
    )}
    ${choiceBox(
      "sure",
      "Surer than",
      [
        ["", "as configured"],
        ["0.6", "0.6"],
        ["0.8", "0.8"],
        ["0.9", "0.9"],
      ],
      asked.sure,
    )}
    ${choiceBox(
      "sort",
      "Order",
      TODO_SORTS.map(
        (sort) =>
          [sort === "age" ? "" : sort, sort === "age" ? "oldest first" : "surest first"] as const,
      ),
      asked.sort,
    )}
    <button>Apply</button>
  </form>`;
}
