import type { SeriesPage } from "../../app/view/series-page.ts";
import type { SeriesView } from "../../model/report.ts";
import type { Revision } from "../../model/series.ts";
import { matrixCells, matrixColumns } from "../../report/series-tables.ts";
import {
  authorOf,
  count,
  isOpen,
  lastRevision,
  patchCount,
  revisionAt,
  revisionMail,
  titleOf,
} from "../../report/words.ts";
import { seriesPath, threadPath } from "../addresses.ts";
import { type Fragment, html, joined } from "../html.ts";
import type { Page, Viewer } from "../page.ts";
import { choiceBox } from "../parts/form.ts";
import { quoteOf } from "../parts/todo-item.ts";
import { dayOf, personLink, stateBadge, when } from "../parts/words.ts";
import { linksPart } from "./series-links.ts";
import { patchesPart } from "./series-patches.ts";
import { todosPart } from "./series-todos.ts";

/** How a series page is asked for. */
export interface SeriesPageOptions {
  readonly page: number;
  /** Settled TODOs too. */
  readonly allTodos: boolean;
  readonly viewer: Viewer | null;
  readonly back: string;
}

/** One piece of work over all its revisions: where it stands, and why. */
export function seriesPage(loaded: SeriesPage, options: SeriesPageOptions): Page {
  const { view, relatives, asOf } = loaded;
  const { series, status } = view;
  const list = series.lists[0] ?? null;
  const last = lastRevision(series);
  const title = titleOf(series);
  const open = view.todos.filter(isOpen).length;
  const body = html`<h1>${title}</h1>
    <p class="facts">
      ${joined(
        [
          html`by
          ${authorOf(series) === "author not seen" ? "an author not seen" : personLink(last?.author ?? series.author)}`,
          count(series.revisions.length, "revision"),
          html`last mail ${when(status.lastActivityAt, asOf)}, as of ${dayOf(asOf)}`,
          series.lists.length > 1 && html`on ${series.lists.join(", ")}`,
        ],
        " · ",
      )}
    </p>
    <div class="standing">
      <p class="move">${stateBadge(status.state)} <strong>${moverText(view)}</strong></p>
      <p>${status.nextMoveReason}</p>
      ${stateWords(view, list)}${appliedLine(view, list)}
    </div>
    ${timeLine(view, list)} ${compareForm(series.id, series.revisions)}
    ${todosPart(loaded, { ...options, list, open })} ${patchesPart(view, list)}
    ${linksPart(view, relatives, { list, viewer: options.viewer, back: options.back })}`;
  return {
    title,
    body,
    list,
    wide: true,
    feed: { title, href: `${seriesPath(series.id)}feed.atom` },
  };
}

function moverText({ status }: SeriesView): string {
  if (["accepted", "rejected", "abandoned"].includes(status.state)) return "Nobody has to move.";
  const who = {
    author: "The author",
    reviewers: "Reviewers",
    maintainer: "The maintainer",
    nobody: "Nobody",
  };
  return status.nextMove === "nobody"
    ? "Nobody has to move."
    : `Next move: ${who[status.nextMove].toLowerCase()}.`;
}

function stateWords({ status }: SeriesView, list: string | null): Fragment {
  const mail = html`<a href="${threadPath(list, status.stateMessageId)}">the mail that says so</a>`;
  if (status.stateText === null) return html`<p class="facts">See ${mail}.</p>`;
  return html`<p class="facts">“${quoteOf(status.stateText, 220)}” — ${mail}</p>`;
}

function appliedLine({ status, series }: SeriesView, list: string | null): Fragment {
  const { applied } = status;
  if (applied === null) return null;
  const revision = series.revisions.find(({ version }) => version === applied.revision);
  const label = revision?.label ?? `v${applied.revision}`;
  const commits = applied.commits.length;
  return html`<p class="facts">
    ${label} was applied${applied.tree !== null && html` to <b>${applied.tree}</b>`} on
    ${dayOf(applied.at)}${
      applied.commit !== null && html` as <code>${applied.commit.slice(0, 12)}</code>`
    }${commits > 1 && html` (${count(commits, "commit")} known)`}:
    <a href="${threadPath(list, applied.messageId)}">the mail</a>
  </p>`;
}

interface Figures {
  readonly raised: number;
  readonly settled: number;
  readonly open: number;
}

function figuresOf(view: SeriesView): ReadonlyMap<string, Figures> {
  const columns = matrixColumns(view);
  const found = new Map<string, Figures>();
  const cells = view.todos.map((todo) => matrixCells(todo, columns));
  columns.forEach(({ revision }, index) => {
    const at = cells.map((row) => row[index]);
    const raised = view.todos.filter(
      (todo) => revisionAt(view.series.revisions, todo.raisedOn, todo.raisedAt)?.id === revision.id,
    ).length;
    found.set(revision.id, {
      raised,
      settled: at.filter((cell) => cell === "x").length,
      open: at.filter((cell) => cell === "o" || cell === ">").length,
    });
  });
  return found;
}

function timeLine(view: SeriesView, list: string | null): Fragment {
  const { series } = view;
  const figures = figuresOf(view);
  const ordered = series.revisions.toSorted((left, right) => left.postedAt - right.postedAt);
  return html`<section aria-labelledby="revisions">
    <h2 id="revisions">Revisions</h2>
    <ol class="line">
      ${ordered.map((revision, index) =>
        station(revision, {
          list,
          series: series.id,
          figures: figures.get(revision.id) ?? null,
          before: ordered.slice(0, index).findLast(({ ghost }) => !ghost) ?? null,
        }),
      )}
    </ol>
  </section>`;
}

function station(
  revision: Revision,
  parts: {
    readonly list: string | null;
    readonly series: string;
    readonly figures: Figures | null;
    readonly before: Revision | null;
  },
): Fragment {
  const { list, figures, before } = parts;
  const label = revision.ghost
    ? html`${revision.label} <span class="facts">not seen</span>`
    : html`<a class="row" href="${threadPath(list, revisionMail(revision))}">${revision.label}</a>`;
  const compare =
    before === null || revision.ghost
      ? null
      : html`<a href="${rangePath(parts.series, before, revision)}">what changed</a>`;
  return html`<li class="${revision.ghost && "ghost"}">
    <p class="label">${label}</p>
    <p class="facts">${dayOf(revision.postedAt)}<br />${count(patchCount(revision), "patch")}</p>
    ${figures !== null && figures.raised + figures.settled + figures.open > 0 && html`<p class="facts counts">${joined([figures.settled > 0 && html`<span class="s-resolved">${figures.settled} settled</span>`, figures.raised > 0 && html`${figures.raised} raised`, figures.open > 0 && html`<span class="s-open">${figures.open} open</span>`], "\n")}</p>`}
    ${compare !== null && html`<p class="facts">${compare}</p>`}
  </li> `;
}

/** The comparison of two revisions, named by their first mails: labels may stand for several. */
function rangePath(series: string, older: Revision, newer: Revision): string {
  const query = new URLSearchParams({ from: older.id, to: newer.id });
  return `${seriesPath(series)}range-diff?${query.toString()}`;
}

/** Chooses two revisions to compare; nothing where there are no two. */
export function compareForm(
  series: string,
  revisions: readonly Revision[],
  chosen?: { readonly older: string; readonly newer: string },
): Fragment {
  const seen = revisions.filter(({ ghost }) => !ghost);
  if (seen.length < 2) return null;
  const options = seen.map(({ id, label }) => [id, label] as const);
  const older = chosen?.older ?? seen.at(-2)?.id ?? "";
  const newer = chosen?.newer ?? seen.at(-1)?.id ?? "";
  return html`<form
    class="filters compare"
    action="${seriesPath(series)}range-diff"
    aria-label="Compare two revisions"
  >
    ${choiceBox("from", "Compare", options, older)}${choiceBox("to", "with", options, newer)}<button>
      Range-diff
    </button>
  </form>`;
}
