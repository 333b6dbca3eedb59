import type { SearchHit } from "../../model/store.ts";
import { mailPath, threadPath, withQuery } from "../addresses.ts";
import { type Fragment, html, Html } from "../html.ts";
import type { Page } from "../page.ts";
import { choiceBox } from "../parts/form.ts";
import { dayOf, personLink } from "../parts/words.ts";

/** What a search found; without a query the form alone. */
export function searchPage(parts: {
  readonly query: string;
  readonly list: string | null;
  readonly lists: readonly string[];
  readonly hits: readonly SearchHit[] | null;
  readonly limit: number;
  /** Why there is no answer, for the one who asked. */
  readonly fault?: { readonly text: string; readonly hint: string | undefined };
}): Page {
  const { query, list, hits, fault } = parts;
  const body = html`<h1>Search</h1>
    <form class="filters" role="search" action="/search" aria-label="Search mails in full">
      <label class="long"
        ><span>Words, "phrases", -without</span>
        <input name="q" type="search" value="${query}" maxlength="1000"
      /></label>
      ${choiceBox("list", "List", [["", "all lists"], ...parts.lists.map((name) => [name, name] as const)], list ?? "")}
      <button>Search</button>
    </form>
    ${fault !== undefined && html`<p class="fault" role="alert">${fault.text}${fault.hint !== undefined && html`<br /><span class="facts">${fault.hint}</span>`}</p>`}
    ${hits !== null && results(hits, parts.limit, query)}`;
  return {
    title: query === "" ? "Search" : `Search: ${query}`,
    body,
    query,
    ...(list === null ? {} : { list }),
    ...(query === "" || fault !== undefined
      ? {}
      : {
          feed: { title: `Search: ${query}`, href: withQuery("/search.atom", { q: query, list }) },
        }),
  };
}

function results(hits: readonly SearchHit[], limit: number, query: string): Fragment {
  if (hits.length === 0) return html`<p class="none">No mail holds all of that.</p>`;
  const words = query
    .split(/[\s"]+/u)
    .filter((word) => !word.startsWith("-") && /[\p{L}\p{N}]/u.test(word));
  return html`<p class="facts">
      ${hits.length === limit ? `The newest ${limit}` : hits.length} found
    </p>
    <ol class="hits">
      ${hits.map(
        (hit) =>
          html`<li>
            <a class="row" href="${threadPath(hit.lists[0] ?? null, hit.messageId)}"
              >${hit.subject ?? "(no subject)"}</a
            >
            <p class="facts">
              ${personLink(hit.from)} ·
              <a href="${mailPath(hit.lists[0] ?? null, hit.messageId)}">${dayOf(hit.at)}</a> ·
              ${hit.lists.join(", ")}
            </p>
            <p class="excerpt">${highlighted(hit.excerpt, words)}</p>
          </li> `,
      )}
    </ol>`;
}

/** Most words that are looked for to be marked. */
const MAX_WORDS = 20;

/** A text with some words marked in it, in any case. */
function highlighted(text: string, words: readonly string[]): Html {
  const lower = text.toLowerCase();
  const starts = new Map<number, number>();
  for (const word of words.slice(0, MAX_WORDS).map((one) => one.toLowerCase())) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      starts.set(at, Math.max(starts.get(at) ?? 0, word.length));
    }
  }
  const parts: Fragment[] = [];
  let from = 0;
  for (const [at, length] of [...starts].sort(([left], [right]) => left - right)) {
    if (at < from) continue;
    parts.push(spaced(text.slice(from, at)), html`<mark>${text.slice(at, at + length)}</mark>`);
    from = at + length;
  }
  return html`${parts}${spaced(text.slice(from))}`;
}

/** Words between marks: blanks at their ends part them from what is marked. */
function spaced(text: string): Fragment {
  return [/^\s/u.test(text) && html``, text, /\s$/u.test(text) && html``];
}
