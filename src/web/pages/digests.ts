import type { WeekOfMail } from "../../model/overview.ts";
import type { Digest, DigestEntry, DigestSection, DigestTodo } from "../../model/report.ts";
import { todoParts } from "../../report/digest-todo.ts";
import { formatIsoWeek, formatWeekDays, isoWeekOf } from "../../report/iso-week.ts";
import { factsOf, headingOf, moveLine, NOTHING, numberRows } from "../../report/text.ts";
import { count, DAY_SECONDS, thousands } from "../../report/words.ts";
import { listPath, seriesPath, threadPath } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page } from "../page.ts";

/** Every week of a list that has a digest, newest first. */
export function digestsPage(list: string, weeks: readonly WeekOfMail[]): Page {
  const most = Math.max(1, ...weeks.map(({ mails }) => mails));
  const years = new Map<number, WeekOfMail[]>();
  for (const week of weeks.toReversed()) {
    const { year } = isoWeekOf(week.from + DAY_SECONDS);
    years.set(year, [...(years.get(year) ?? []), week]);
  }
  const body = html`<h1>${list}: digests</h1>
    <p class="facts">
      What each week brought: accepted, new, re-rolled, whose move it is, loose ends. The bars are
      the week's mails.
    </p>
    ${[...years].map(
      ([year, some]) =>
        html`<section aria-labelledby="y${year}">
          <h2 id="y${year}">${year}</h2>
          <ol class="weeks">
            ${some.map((week) => weekItem(list, week, most))}
          </ol>
        </section> `,
    )}`;
  return { title: `${list}: digests`, body, list, tab: "digests" };
}

function weekItem(list: string, week: WeekOfMail, most: number): Fragment {
  const iso = isoWeekOf(week.from + DAY_SECONDS);
  const label = formatIsoWeek(iso);
  return html`<li>
    <a class="row" href="${listPath(list)}digests/${label}"
      ><b>${label.slice(5)}</b> <span class="facts">${shortDays(week.from)}</span
      ><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="${Math.round((100 * week.mails) / most)}" height="6" /></svg
      ><span class="facts">${count(week.mails, "mail")}</span></a
    >
  </li> `;
}

function shortDays(from: number): string {
  const day = (at: number) => new Date(at * 1000).toISOString().slice(5, 10);
  return `${day(from)} to ${day(from + 6 * DAY_SECONDS)}`;
}

/** A digest that is not there yet, and when to look again. */
export function digestWaitPage(list: string, label: string): Page {
  const body = html`<h1>${list}, ${label}</h1>
    <p role="status">
      This digest is being made: every series of the week is looked at once. That takes up to a
      minute on a busy list; the page comes by itself.
    </p>
    <p><a href="">Look again now</a></p>`;
  return { title: `${list}, ${label}`, body, list, tab: "digests", refresh: 4 };
}

/** The digest of one week. */
export function digestPage(digest: Digest, around: readonly string[]): Page {
  const { list, label } = digest;
  const path = `${listPath(list)}digests/`;
  const at = around.indexOf(label);
  const [before, after] = [around[at - 1], around[at + 1]];
  const body = html`<div class="headline">
      <h1>${headingOf(digest)}</h1>
      <p class="facts">${formatWeekDays(digest.week)}</p>
    </div>
    <nav class="pager" aria-label="Weeks">
      ${before === undefined ? html`<span></span>` : html`<a rel="prev" href="${path}${before}">← ${before}</a>`}${after === undefined ? html`<span></span>` : html`<a rel="next" href="${path}${after}">${after} →</a>`}
    </nav>
    <dl class="numbers">
      ${numberRows(digest).map(
        ([name, figure, remark]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><b>${figure}</b> <span class="facts">${remark}</span></dd>
          </div>`,
      )}
    </dl>
    ${digest.sections.length === 0 && html`<p>${NOTHING}</p>`}
    ${
      digest.sections.length > 1 &&
      html`<nav aria-label="Sections" class="jump">
        <ul>
          ${digest.sections.map(({ key, title, total }) => html`<li><a href="#${key}">${title}</a> <span class="number">${total}</span></li>`)}
        </ul>
      </nav>`
    }
    ${digest.sections.map((section) => sectionPart(section, list))}`;
  return {
    title: headingOf(digest),
    body,
    list,
    tab: "digests",
    trail: [html`<a href="${path}">All weeks</a>`],
    feed: { title: `${list}: patch series`, href: `${listPath(list)}feed.atom` },
  };
}

function sectionPart(section: DigestSection, list: string): Fragment {
  return html`<section aria-labelledby="${section.key}">
    <h2 id="${section.key}">
      ${section.title} <span class="number">${thousands(section.total)}</span>
    </h2>
    <ul class="entries">
      ${section.entries.map((entry) => entryPart(entry, section, list))}
    </ul>
    ${
      section.more > 0 &&
      html`<p class="facts">
        and ${thousands(section.more)} more: see <a href="${listPath(list)}">the board</a>
      </p>`
    }
  </section> `;
}

function entryPart(entry: DigestEntry, section: DigestSection, list: string): Fragment {
  const told = section.key !== "accepted" && entry.seeSection === null;
  return html`<li>
    <a class="row" href="${seriesPath(entry.series)}">${entry.title}</a>
    <p class="facts">
      ${factsOf(entry).join(", ")} · <a href="${threadPath(list, entry.messageId)}">mail</a>
    </p>
    ${told && html`<p>→ ${moveLine(entry, section)}</p>`} ${todosPart(entry, list)}
  </li> `;
}

function todosPart(entry: DigestEntry, list: string): Fragment {
  const more = (number: number, what: string): Fragment =>
    number > 0 && html`<li class="facts">and ${number} more ${what}</li>`;
  if (entry.settled.length + entry.open.length === 0) return null;
  return html`<ul class="said">
    ${entry.settled.map((todo) => todoPart(todo, "settled", list))}${more(entry.moreSettled, "settled")}${entry.open.map((todo) => todoPart(todo, "open", list))}${more(entry.moreOpen, "open")}
  </ul>`;
}

function todoPart(todo: DigestTodo, mark: "settled" | "open", list: string): Fragment {
  const { said, since } = todoParts(todo);
  return html`<li>
    <span class="state ${mark === "open" ? "s-open" : "s-resolved"}">${mark}</span>
    “${todo.text}”<br /><span class="facts"
      ><a href="${threadPath(list, todo.messageId)}">${said}</a>; ${since}</span
    >
  </li> `;
}
