import type { SeriesView } from "../../model/report.ts";
import type { PatchTag } from "../../model/series.ts";
import { count, lastRevision, personName } from "../../report/words.ts";
import { threadPath } from "../addresses.ts";
import { type Fragment, html, joined } from "../html.ts";
import { quoteOf } from "../parts/todo-item.ts";

/** Patches shown at once; the longest series have some 600. */
const MAX_SHOWN = 100;
/** Files named of one patch. */
const MAX_FILES = 4;

/** The patches of the last revision with the tags that people gave, and their commits. */
export function patchesPart(view: SeriesView, list: string | null): Fragment {
  const last = lastRevision(view.series);
  if (last === null || last.patches.length === 0) return null;
  const tags = new Map(view.status.tags.map((one) => [one.position, one.tags]));
  const commits = new Map(
    (view.status.applied?.commits ?? []).map((commit) => [commit.messageId, commit]),
  );
  const shown = last.patches.slice(0, MAX_SHOWN);
  const hidden = last.patches.length - shown.length;
  const cover = tags.get(0) ?? [];
  return html`<section aria-labelledby="patches">
    <h2 id="patches">
      Patches of ${last.label} <span class="number">${last.patches.length}</span>
    </h2>
    ${cover.length > 0 && html`<p class="facts">For the whole series: ${tagList(cover, list)}</p>`}
    <ol class="patches">
      ${shown.map((patch) => {
        const commit = commits.get(patch.messageId);
        const files = patch.files.slice(0, MAX_FILES).join(", ");
        const more = patch.files.length - MAX_FILES;
        const given = tags.get(patch.position) ?? [];
        return html`<li>
          <span class="position">${patch.position}</span>
          <div>
            <a class="row" href="${threadPath(list, patch.messageId)}"
              >${quoteOf(patch.title, 160)}</a
            >
            <p class="facts">
              ${joined([given.length > 0 && tagList(given, list), commit !== undefined && html`commit <code>${commit.commit.slice(0, 12)}</code>${commit.tree !== null && html` in ${commit.tree}`}`], " · ")}
            </p>
            <p class="facts files">${files}${more > 0 && html` and ${count(more, "more file")}`}</p>
          </div>
        </li> `;
      })}
    </ol>
    ${hidden > 0 && html`<p class="facts">and ${hidden} more: <a href="${threadPath(list, last.id)}">the thread</a></p>`}
  </section>`;
}

const SHORT = {
  "Reviewed-by": "reviewed",
  "Acked-by": "acked",
  "Tested-by": "tested",
  "Nacked-by": "nacked",
} as const;

function tagList(tags: readonly PatchTag[], list: string | null): Fragment {
  const shown = tags
    .slice(0, 12)
    .map(
      ({ token, person, messageId }) =>
        html`<a
          class="tag ${token === "Nacked-by" ? "s-rejected" : "s-ready"}"
          href="${threadPath(list, messageId)}"
          >${SHORT[token]} by ${personName(person)}</a
        >`,
    );
  return joined([...shown, tags.length > 12 && `and ${tags.length - 12} more`], ", ");
}
