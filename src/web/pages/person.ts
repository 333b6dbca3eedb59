import type { BoardRow } from "../../app/view/board.ts";
import type { PersonPage, PersonSide } from "../../app/view/person-page.ts";
import { count, labelOf, personName, titleOf } from "../../report/words.ts";
import { personPath, seriesPath, withQuery } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page, Viewer } from "../page.ts";
import { todoItem, type TodoItemOptions } from "../parts/todo-item.ts";
import { dayOf, stateBadge, when } from "../parts/words.ts";

/** What a person owes, and what they are owed. */
export function personPage(
  loaded: PersonPage,
  { viewer, back }: { readonly viewer: Viewer | null; readonly back: string },
): Page {
  const { person, asOf } = loaded;
  const name = personName(person);
  const who = person.email ?? person.name ?? "";
  const options: TodoItemOptions = { asOf, list: null, viewer, back };
  const body = html`<div class="headline">
      <h1>${name}</h1>
      <p class="facts">${count(loaded.series, "series")} known here · as of ${dayOf(asOf)}</p>
    </div>
    <div class="two">
      ${side("Owes", "owes", loaded.owes, { options, more: withQuery("/todos", { owner: who }) })}
      ${side("Is owed", "owed", loaded.owed, { options, more: withQuery("/todos", { said: who }) })}
    </div>
    ${
      loaded.recent.length > 0 &&
      html`<section aria-labelledby="recent">
        <h2 id="recent">Series</h2>
        <ul class="recent">
          ${loaded.recent.map((row) => seriesItem(row, asOf))}
        </ul>
      </section>`
    }`;
  return {
    title: name,
    body,
    feed: { title: `${name}: series and TODOs`, href: `${personPath(who)}feed.atom` },
    wide: true,
  };
}

function side(
  title: string,
  id: string,
  { moves, todos, total, older }: PersonSide,
  parts: { readonly options: TodoItemOptions; readonly more: string },
): Fragment {
  const rest = total - todos.length;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">
      ${title} <span class="number">${count(moves.length, "series")}, ${count(total, "TODO")}</span>
    </h2>
    ${moves.length === 0 && total === 0 && html`<p class="none">Nothing.</p>`}
    ${
      moves.length > 0 &&
      html`<ul class="recent">
        ${moves.map((row) => seriesItem(row, parts.options.asOf))}
      </ul>`
    }
    ${
      todos.length > 0 &&
      html`<ol class="todos">
        ${todos.map((row) => todoItem(row, parts.options))}
      </ol>`
    }
    ${rest + older > 0 && html`<p class="facts"><a href="${parts.more}">All of them</a>, with ${count(older, "TODO")} in series that are quiet for long</p>`}
  </section>`;
}

function seriesItem({ series, state, gist }: BoardRow, asOf: number): Fragment {
  return html`<li>
    <a class="row" href="${seriesPath(series.id)}">${titleOf(series)}</a>
    <span class="facts"
      >${stateBadge(state)} ${labelOf(series)} · ${when(gist.status.lastActivityAt, asOf)}</span
    >
  </li> `;
}
