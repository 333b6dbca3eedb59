import type { ListOverview } from "../../app/view/board.ts";
import { count, labelOf, thousands, titleOf } from "../../report/words.ts";
import { listPath, seriesPath, withQuery } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page } from "../page.ts";
import { dayOf, personLink, stateBadge, when } from "../parts/words.ts";

/** Every list with what moves on it. */
export function homePage(lists: readonly ListOverview[]): Page {
  const body = html`<h1>Patch series, list by list</h1>
    ${lists.length === 0 ? html`<p>No mail is stored yet. Bring some in with <code>patchtrail sync</code> or <code>patchtrail ingest</code>.</p>` : html`<div class="lists">${lists.map(listCard)}</div>`}`;
  return { title: "patchtrail", body };
}

function listCard(list: ListOverview): Fragment {
  const path = listPath(list.name);
  const figure = (number: number, name: string, href: string): Fragment =>
    html`<li>
      <a href="${href}"><b>${thousands(number)}</b> ${name}</a>
    </li>`;
  const { author, reviewers, maintainer } = list.moves;
  return html`<section class="list" aria-labelledby="l-${list.name}">
    <h2 id="l-${list.name}"><a class="row" href="${path}">${list.name}</a></h2>
    <p class="facts">
      ${count(list.messages, "mail")}, ${dayOf(list.oldest)} to ${dayOf(list.newest)}
    </p>
    <ul class="figures">
      ${figure(author, "wait for the author", withQuery(path, { next: "author" }))}${figure(reviewers, "wait for review", withQuery(path, { next: "reviewers" }))}${figure(maintainer, "ready for the maintainer", withQuery(path, { next: "maintainer" }))}${figure(list.openTodos, "open TODOs in them", `${path}todos`)}
    </ul>
    <h3>Moved last, as of ${dayOf(list.newest)}</h3>
    <ul class="recent">
      ${list.recent.map(
        ({ series, state, gist }) =>
          html`<li>
            <a href="${seriesPath(series.id)}">${titleOf(series)}</a>
            <span class="facts"
              >${stateBadge(state)} ${labelOf(series)} · ${personLink(series.author)} ·
              ${when(gist.status.lastActivityAt, list.newest)}</span
            >
          </li> `,
      )}
    </ul>
  </section> `;
}
