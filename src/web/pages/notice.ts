import { html } from "../html.ts";
import type { Page } from "../page.ts";

/** Something went another way than asked for: what, and where to go from here. */
export function noticePage(notice: {
  readonly title: string;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly query?: string;
  readonly list?: string | null;
}): Page {
  const body = html`<h1>${notice.title}</h1>
    <p>${notice.text}</p>
    ${notice.hint !== undefined && html`<p class="facts">${notice.hint}</p>`}
    <form class="filters" action="/search" role="search" aria-label="Search again">
      <label
        ><span>Search mails</span>
        <input name="q" type="search" value="${notice.query ?? ""}" maxlength="1000"
      /></label>
      <button>Search</button>
    </form>
    <p><a href="/">All lists</a></p>`;
  return { title: notice.title, body, list: notice.list ?? null };
}
