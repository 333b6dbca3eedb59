import type { Relative, SeriesView } from "../../model/report.ts";
import type { Link, Revision } from "../../model/series.ts";
import { count, labelOf, titleOf } from "../../report/words.ts";
import { seriesPath, threadPath } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Viewer } from "../page.ts";
import { formFields } from "../parts/actions.ts";
import { choiceBox } from "../parts/form.ts";
import { quoteOf } from "../parts/todo-item.ts";

interface Place {
  readonly list: string | null;
  readonly viewer: Viewer | null;
  readonly back: string;
}

/** Links shown; of a long series each revision hangs on many earlier ones. */
const MAX_LINKS = 40;
/** Evidence shown of one link, the weightiest; more only says the same again. */
const MAX_EVIDENCE = 6;
/** Relatives shown; a work with more is tree-wide, and its look-alikes say little. */
const MAX_RELATIVES = 8;

/** Why these revisions are one series, what else might belong to it, and how to put it right. */
export function linksPart(
  view: SeriesView,
  relatives: readonly Relative[],
  place: Place,
): Fragment {
  const { series } = view;
  const own = new Set(series.revisions.map(({ id }) => id));
  const inner = view.links.filter(
    ({ older, newer, decision }) => decision === "linked" && own.has(older) && own.has(newer),
  );
  return html`<section aria-labelledby="links">
    <h2 id="links">Why it is one series</h2>
    ${
      inner.length === 0
        ? html`<p class="none">It has one revision so far.</p>`
        : html`<p class="facts">Each revision hangs on an earlier one by what the mails say.</p>
            <ul class="links">
              ${inner.slice(-MAX_LINKS).map((link) => linkItem(link, series.revisions, place.list))}
            </ul>`
    }
    ${
      relatives.length > 0 &&
      html`<h3>Possibly the same work</h3>
        <ul class="links">
          ${relatives.slice(0, MAX_RELATIVES).map((relative) => relativeItem(relative, place))}
        </ul>`
    }
    ${linkForms(view, place)}
  </section>`;
}

function linkItem(link: Link, revisions: readonly Revision[], list: string | null): Fragment {
  const label = (id: string) => revisions.find((one) => one.id === id)?.label ?? id;
  const [strongest] = link.evidence.toSorted((a, b) => b.weight - a.weight);
  return html`<li>
    <details>
      <summary>
        <b>${label(link.older)} → ${label(link.newer)}</b>
        <span class="facts"
          >${strongest?.kind.replaceAll("-", " ")}: ${quoteOf(strongest?.text ?? "", 120)}</span
        >
      </summary>
      ${evidenceTable(link, list)}
    </details>
  </li> `;
}

function evidenceTable(link: Link, list: string | null): Fragment {
  const evidence = link.evidence
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .slice(0, MAX_EVIDENCE);
  return html`<table class="evidence">
    <thead>
      <tr>
        <th scope="col" class="n">Weight</th>
        <th scope="col">Kind</th>
        <th scope="col">Words</th>
      </tr>
    </thead>
    <tbody>
      ${evidence.map(
        ({ kind, messageId, text, weight }) =>
          html`<tr>
            <td class="n">${weight >= 0 ? "+" : "−"}${Math.abs(weight).toFixed(2)}</td>
            <td>${kind.replaceAll("-", " ")}</td>
            <td>
              <a href="${threadPath(list, messageId)}">${quoteOf(text, 160) || "the mail"}</a>
            </td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function relativeItem({ series, link }: Relative, { list, viewer, back }: Place): Fragment {
  const join =
    viewer !== null &&
    html`<form method="post" action="/actions/link">
      ${formFields({ viewer, back })}<input type="hidden" name="kind" value="link" /><input
        type="hidden"
        name="a"
        value="${link.older}"
      /><input type="hidden" name="b" value="${link.newer}" /><button>Same work: join</button>
    </form>`;
  return html`<li>
    <a class="row" href="${seriesPath(series.id)}">${titleOf(series)}</a>
    <span class="facts">${labelOf(series)}, ${count(series.revisions.length, "revision")}</span>
    <details>
      <summary>What speaks for it</summary>
      ${evidenceTable(link, list)}${join}
    </details>
  </li> `;
}

function linkForms({ series }: SeriesView, { viewer, back }: Place): Fragment {
  if (viewer === null) return null;
  const options = series.revisions.map(({ id, label }) => [id, label] as const);
  const fields = html`${formFields({ viewer, back })}<input
      type="hidden"
      name="a"
      value="${series.id}"
    />`;
  return html`<h3>Put it right</h3>
    <div class="decide">
      <form class="filters" method="post" action="/actions/link" aria-label="Join">
        ${fields}<input type="hidden" name="kind" value="link" /><label
          ><span>Join with</span>
          <input name="b" required maxlength="998" placeholder="series id or message-id" /></label
        ><button>Join</button>
      </form>
      ${options.length > 1 && html`<form class="filters" method="post" action="/actions/link" aria-label="Part">${fields}${choiceBox("b", "Part", options, options.at(-1)?.[0] ?? "")}<button name="kind" value="unlink">This one alone</button><button name="kind" value="split">It and all later ones</button></form>`}
    </div>`;
}
