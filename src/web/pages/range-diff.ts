import type { RangeDiff, RangeLine, RangePair, RangeSide } from "../../model/range-diff.ts";
import type { Series } from "../../model/series.ts";
import { escapeBlock } from "../../report/escape-html.ts";
import { count, titleOf } from "../../report/words.ts";
import { seriesPath, threadPath } from "../addresses.ts";
import { type Fragment, html, Html, joined } from "../html.ts";
import type { Page } from "../page.ts";
import { quoteOf } from "../parts/todo-item.ts";
import { dayOf } from "../parts/words.ts";
import { compareForm } from "./series.ts";

const WORDS = { "=": "unchanged", "!": "changed", ">": "new", "<": "gone" } as const;
/** Lines shown of all changes together; what is longer is better read as git shows it. */
const MAX_LINES = 6_000;
const MAX_CHARS = 2_000;

/** What changed from one revision to another, patch by patch. */
export function rangeDiffPage(diff: RangeDiff, series: Series): Page {
  const list = series.lists[0] ?? null;
  const title = `${diff.older.label} → ${diff.newer.label}`;
  let left = MAX_LINES;
  const counts = Object.entries(WORDS).flatMap(([status, word]): Fragment[] => {
    const number = diff.pairs.filter((pair) => pair.status === status).length;
    return number === 0 ? [] : [html`<b>${number}</b> ${word}`];
  });
  const pairs = diff.pairs.map((pair) => {
    const drawn = pairPart(pair, list, left);
    left -= pair.hunks.reduce((sum, { lines }) => sum + lines.length, 0);
    return drawn;
  });
  const body = html`<h1>${title}</h1>
    <p class="facts">
      ${sideText(diff.older)}, against
      ${sideText(diff.newer)}${diff.by === "git" && ", compared by git"}: ${joined(counts, ", ")}
    </p>
    ${compareForm(series.id, series.revisions, { older: diff.older.id, newer: diff.newer.id })}
    <ol class="range">
      ${pairs}
    </ol>`;
  return {
    title: `${title}: ${titleOf(series)}`,
    body,
    list,
    trail: [html`<a href="${seriesPath(series.id)}">${titleOf(series)}</a>`],
  };
}

function sideText(side: RangeSide): Fragment {
  const partly = side.own < side.patches && html` (${side.own} of them posted anew)`;
  return html`${side.label} of ${dayOf(side.postedAt)}, ${count(side.patches, "patch")}${partly}`;
}

function pairPart(pair: RangePair, list: string | null, left: number): Fragment {
  const { left: older, right: newer, status } = pair;
  const mail = newer ?? older;
  const head = html`<span class="pos">${older?.position ?? "–"} → ${newer?.position ?? "–"}</span>
    <span class="state p-${WORDS[status]}">${WORDS[status]}</span>
    <b>${quoteOf(mail?.title ?? "", 160)}</b>`;
  const link =
    mail !== null &&
    html`<a class="row" href="${threadPath(list, mail.messageId)}"
      >${status === "<" ? "old mail" : "mail"}</a
    >`;
  if (pair.tooLarge)
    return html`<li>
      <p class="pair">${head} ${link}</p>
      <p class="facts">Too large to compare line by line.</p>
    </li>`;
  if (pair.hunks.length === 0) return html`<li><p class="pair">${head} ${link}</p></li> `;
  return html`<li>
    <details open>
      <summary class="pair">${head}</summary>
      <p class="facts">${link}</p>
      ${
        left <= 0
          ? html`<p class="facts">Not shown: the comparison is too long for one page.</p>`
          : pair.hunks.map(
              ({ section, lines }) =>
                html`<div class="hunk">
                  <p class="section">${section}</p>
                  <pre
                    class="diff range"
                    tabindex="0"
                    role="group"
                    aria-label="Changes in ${section}"
                  >
${rangeLines(lines.slice(0, Math.max(0, left)))}</pre>
                </div>`,
            )
      }
    </details>
  </li> `;
}

/** Lines in two colours, as git shows them: the mark by the comparison, the text by its own diff. */
function rangeLines(lines: readonly RangeLine[]): Html {
  const drawn = lines.map(({ kind, text }) => {
    const mark = kind === "same" ? " " : kind === "added" ? "+" : "-";
    const shown = escapeBlock(text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text);
    const outer = kind === "same" ? "" : kind === "added" ? "a" : "d";
    const inner = text.startsWith("+") ? "ia" : text.startsWith("-") ? "id" : "";
    const words = inner === "" ? shown : `<span class="${inner}">${shown}</span>`;
    return outer === "" ? `${mark}${words}\n` : `<span class="${outer}">${mark}${words}</span>`;
  });
  return new Html(drawn.join(""));
}
