import type { ChartData } from "../model/chart.ts";
import type { Digest, DigestEntry, DigestSection, DigestTodo } from "../model/report.ts";
import { chartHtml } from "./chart-html.ts";
import { todoParts } from "./digest-todo.ts";
import { escapeHtml } from "./escape-html.ts";
import { htmlCommand, htmlLink, htmlPage, mutedText, quietLink, STYLES } from "./html-page.ts";
import { formatWeekDays } from "./iso-week.ts";
import { factsOf, footerOf, headingOf, moveLine, NOTHING, numberRows } from "./text.ts";
import { count, thousands } from "./words.ts";

/** A chart of a digest and the address of its picture: `cid:…`, `data:…` or a file beside the page. */
export interface DigestPicture {
  readonly chart: ChartData;
  readonly src: string;
}

/** What a digest's page has beside the digest. */
export interface DigestHtmlOptions {
  readonly charts?: readonly DigestPicture[];
  /** Links at the top and the bottom, for pages that belong to a site. */
  readonly links?: readonly { readonly text: string; readonly href: string }[];
  /** Address of the list's feed. */
  readonly feed?: string;
  /** Series that the digest has and this page leaves out to stay short, and where all is to be read. */
  readonly shortened?: { readonly series: number; readonly whole: string | null };
}

// What stands at hundreds of elements is kept short: Gmail cuts mails off after 102 kB of HTML.
const TODO_LIST =
  "margin:8px 0 0;padding:0 0 0 14px;border-left:2px solid #d5d9de;list-style:none;font-size:15px;line-height:1.5";
const ITEM = "margin:0 0 8px";
const SMALL = "color:#57606a;font-size:14px";

function numbersTable(digest: Digest): string {
  const cell = "padding:3px 0;font-size:15px;line-height:1.45;vertical-align:top;font-weight:400;";
  const rows = numberRows(digest).map(
    ([name, figure, remark]) =>
      `<tr><th scope="row" align="left" style="${cell}white-space:nowrap;">${name}</th>` +
      `<td align="right" style="${cell}padding-left:16px;white-space:nowrap;font-weight:600;font-variant-numeric:tabular-nums;">${figure}</td>` +
      `<td class="muted" style="${cell}padding-left:12px;${STYLES.muted}">${escapeHtml(remark)}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" border="0" style="margin:18px 0 0;border-collapse:collapse;">${rows.join("\n")}</table>`;
}

/** A TODO as an item of a list (`todoList`), behind a word that says how it stands where one is given. */
export function todoItem(todo: DigestTodo, mark: "settled" | "open" | null): string {
  const { said, since } = todoParts(todo);
  const colour = mark === "settled" ? "#1a7040" : "#8a5200";
  const word =
    mark === null ? "" : `<b class="${mark}" style="color:${colour};font-size:13px">${mark}</b> `;
  return [
    `<li style="${ITEM}">${word}<span dir="auto">“${escapeHtml(todo.text)}”</span><br>`,
    `<span class="muted" style="${SMALL}">${quietLink(said, todo.url)}; ${escapeHtml(since)}</span></li>`,
  ].join("\n");
}

function renderTodos(entry: DigestEntry): string[] {
  const more = (number: number, what: string): string[] =>
    number === 0
      ? []
      : [`<li class="muted" style="${ITEM};${SMALL}">… and ${number} more ${what}</li>`];
  const items = [
    ...entry.settled.map((todo) => todoItem(todo, "settled")),
    ...more(entry.moreSettled, "settled"),
    ...entry.open.map((todo) => todoItem(todo, "open")),
    ...more(entry.moreOpen, "open"),
  ];
  return todoList(items);
}

/** A list of TODOs as lines of HTML; none without items. */
export function todoList(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`<ul class="rule" style="${TODO_LIST}">`, ...items, "</ul>"];
}

function renderEntry(entry: DigestEntry, section: DigestSection): string[] {
  const lines = [
    '<div style="margin:0 0 24px;">',
    `<h3 style="${STYLES.h3}">${htmlLink(entry.title, entry.url)}</h3>`,
    mutedText(escapeHtml(factsOf(entry).join(", ")), `${STYLES.small}margin-bottom:2px;`),
  ];
  if (section.key !== "accepted" && entry.seeSection === null) {
    lines.push(`<p style="${STYLES.text}">→ ${escapeHtml(moveLine(entry, section))}</p>`);
  }
  return [...lines, ...renderTodos(entry), "</div>"];
}

function renderSection(section: DigestSection): string[] {
  const total = `<span class="muted" style="font-weight:400;${STYLES.muted}">(${thousands(section.total)})</span>`;
  const lines = [
    `<h2 class="rule" style="${STYLES.h2}">${escapeHtml(section.title)} ${total}</h2>`,
    ...section.entries.flatMap((entry) => renderEntry(entry, section)),
  ];
  if (section.command !== null) {
    lines.push(mutedText(`… and ${thousands(section.more)} more: ${htmlCommand(section.command)}`));
  }
  return lines;
}

/** What a page that was cut short says of that, honestly. */
function shortenedHtml({ shortened }: DigestHtmlOptions): string[] {
  if (shortened === undefined || shortened.series === 0) return [];
  const { series, whole } = shortened;
  const link = whole === null ? "" : `, and so has ${quietLink("its page", whole)}`;
  const words = `Left out to keep this mail short: ${count(series, "series")} that the text part of this mail has${link}.`;
  return [mutedText(words)];
}

/**
 * A digest as an HTML document that survives mail clients, with what the text holds: one column,
 * styles at the elements, nothing remote, no script; readable with pictures off, in light and dark,
 * from 320 pixels on. Text of mails is inert and escaped. The same digest gives the same bytes.
 */
export function renderDigestHtml(digest: Digest, options: DigestHtmlOptions = {}): string {
  const { charts = [], links = [], feed } = options;
  const nav = links.map(({ text, href }) => htmlLink(text, href)).join(" · ");
  const body = [
    ...(nav === "" ? [] : [mutedText(nav)]),
    `<h1 style="${STYLES.h1}">${escapeHtml(headingOf(digest))}</h1>`,
    mutedText(escapeHtml(formatWeekDays(digest.week)), STYLES.text),
    numbersTable(digest),
  ];
  if (digest.sections.length === 0) body.push(`<p style="${STYLES.text}">${NOTHING}</p>`);
  body.push(...digest.sections.flatMap(renderSection));
  const weeks = charts[0]?.chart.weeks.length ?? 0;
  if (weeks > 0) body.push(`<h2 class="rule" style="${STYLES.h2}">The last ${weeks} weeks</h2>`);
  body.push(...charts.flatMap(({ chart, src }) => chartHtml(chart, src)));
  body.push(
    '<div class="rule" style="margin:36px 0 0;padding:14px 0 0;border-top:1px solid #d5d9de;">',
    ...shortenedHtml(options),
    mutedText(escapeHtml(footerOf(digest, false))),
    "</div>",
  );
  return htmlPage({
    title: headingOf(digest),
    body,
    ...(feed === undefined ? {} : { feed }),
  });
}
