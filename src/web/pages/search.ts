import {
  type SearchHit,
  type SearchResult,
  SEARCH_SORTS,
  SEARCH_UNITS,
  type SearchSort,
  type SearchUnit,
} from "../../model/search.ts";
import { mailPath, seriesPath, threadPath, withQuery } from "../addresses.ts";
import { type Fragment, html, type Html, textBlock } from "../html.ts";
import type { Page } from "../page.ts";
import { choiceBox } from "../parts/form.ts";
import { dayOf, personLink, stateBadge } from "../parts/words.ts";

/** What a reader asks for. */
export interface SearchAsked {
  readonly query: string;
  readonly list: string | null;
  readonly by: SearchUnit;
  readonly sort: SearchSort;
}

const UNITS: Record<SearchUnit, string> = { message: "mails", thread: "threads", series: "series" };
const SORTS: Record<SearchSort, string> = { newest: "newest first", relevance: "best first" };

/** What a search found; without a query the form alone. */
export function searchPage(parts: {
  readonly asked: SearchAsked;
  readonly lists: readonly string[];
  readonly result: SearchResult | null;
  /** Why there is no answer, for the one who asked. */
  readonly fault?: { readonly text: string; readonly hint: string | undefined };
}): Page {
  const { asked, result, fault } = parts;
  const { query, list } = asked;
  const lists = [["", "all lists"], ...parts.lists.map((name) => [name, name] as const)] as const;
  const body = html`<h1>Search</h1>
    <form class="filters" role="search" action="/search" aria-label="Search mails in full">
      <label class="long"
        ><span>Words, "phrases", s: f: dfn: is: has: …</span>
        <input name="q" type="search" value="${query}" maxlength="1000"
      /></label>
      ${choiceBox("list", "List", lists, list ?? "")}
      ${choiceBox("by", "Find", choices(SEARCH_UNITS, UNITS), asked.by)}
      ${choiceBox("sort", "Order", choices(SEARCH_SORTS, SORTS), asked.sort)}
      <button>Search</button>
    </form>
    ${fault !== undefined && faultBox(fault)} ${result !== null && results(result, asked)}`;
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

function choices<T extends string>(
  values: readonly T[],
  words: Record<T, string>,
): (readonly [string, string])[] {
  return values.map((value) => [value, words[value]] as const);
}

/** The first line says what is wrong, those below show where. */
function faultBox({ text, hint }: { readonly text: string; readonly hint: string | undefined }) {
  const [what, ...where] = text.split("\n");
  return html`<div class="fault" role="alert">
    <p>${what}</p>
    ${where.length > 0 && html`<pre>${textBlock(where.join("\n"))}</pre>`}
    ${hint !== undefined && html`<p class="facts">${hint}</p>`}
  </div>`;
}

function results({ hits, next, unindexed }: SearchResult, asked: SearchAsked): Fragment {
  const { query, list, by, sort } = asked;
  const waiting =
    unindexed > 0 &&
    html`<p class="facts">
      ${unindexed} mails are not in the index yet; the next sync adds them.
    </p>`;
  const unit = by === "message" ? "mail" : by;
  if (hits.length === 0)
    return html`${waiting}
      <p class="none">No ${unit} holds all of that.</p>`;
  return html`${waiting}
    <ol class="hits">
      ${hits.map((hit) => hitRow(hit))}
    </ol>
    ${next !== null && html`<nav class="pager" aria-label="Pages"><span></span><a rel="next" href="${withQuery("/search", { q: query, list, by, sort, cursor: next })}">More →</a></nav>`}`;
}

function hitRow(hit: SearchHit): Html {
  const list = hit.lists[0] ?? null;
  const { about } = hit;
  const title =
    about === undefined || hit.series === null
      ? html`<a class="row" href="${threadPath(list, hit.messageId)}"
          >${hit.subject === null ? "(no subject)" : marked(hit.subject, hit.subjectMarks)}</a
        >`
      : html`<a class="row" href="${seriesPath(hit.series)}">${about.title}</a>
          ${stateBadge(about.state)}`;
  const count =
    about === undefined ? null : ` · ${about.revisions} revisions, ${about.openTodos} open TODOs`;
  return html`<li>
    ${title}
    <p class="facts">
      ${personLink(about?.author ?? hit.from)} ·
      <a href="${mailPath(list, hit.messageId)}">${dayOf(hit.at)}</a> ·
      ${hit.lists.join(", ")}${count}
    </p>
    <p class="excerpt">${marked(hit.excerpt, hit.excerptMarks)}</p>
  </li> `;
}

/** A text with ranges of it marked; ranges are in order and apart. */
function marked(text: string, ranges: readonly (readonly [number, number])[]): Html {
  const parts: Fragment[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    parts.push(textBlock(text.slice(at, from)), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return html`${parts}${textBlock(text.slice(at))}`;
}
