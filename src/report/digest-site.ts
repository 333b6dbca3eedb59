import { htmlLink, htmlPage, mutedText, STYLES } from "./html-page.ts";
import { escapeHtml } from "./escape-html.ts";
import { compareText } from "./words.ts";

/**
 * The folder of a list among the pages: letters, digits, `.`, `+` and `-` as they are, every other
 * byte and a dot at the beginning as `_` and two hexadecimal digits, so that no name leads elsewhere
 * and no two are one.
 */
export function folderOfList(list: string): string {
  const safe = Buffer.from(list, "utf8")
    .toString("latin1")
    .replace(
      /[^A-Za-z0-9.+-]|^\./gu,
      (mark) => `_${mark.charCodeAt(0).toString(16).padStart(2, "0")}`,
    );
  return safe || "_";
}

/** The page of a list's week, relative to the root of the pages: `widget-dev/2025-W08.html`. */
export function pageOfWeek(list: string, label: string): string {
  return `${folderOfList(list)}/${label}.html`;
}

/** A list with the weeks that have pages. */
export interface SiteList {
  /** As `folderOfList` named it. */
  readonly folder: string;
  readonly list: string;
  /** `2025-W08`; any order. */
  readonly weeks: readonly string[];
}

/** The page that leads to every week of every list, newest first, and to the feeds. */
export function renderSiteIndex(lists: readonly SiteList[]): string {
  const body = [`<h1 style="${STYLES.h1}">Patch series, week by week</h1>`];
  for (const { folder, list, weeks } of lists.toSorted((a, b) => compareText(a.list, b.list))) {
    const items = weeks
      .toSorted((left, right) => compareText(right, left))
      .map((week) => `<li>${htmlLink(week, `${folder}/${week}.html`)}</li>`);
    body.push(
      `<h2 class="rule" style="${STYLES.h2}">${escapeHtml(list)}</h2>`,
      mutedText(htmlLink("Atom feed", `${folder}/feed.xml`)),
      `<ul style="margin:0;padding:0 0 0 20px;font-size:15px;line-height:1.7">`,
      ...items,
      "</ul>",
    );
  }
  if (lists.length === 0) body.push(`<p style="${STYLES.text}">No week has a page yet.</p>`);
  return htmlPage({ title: "Patch series, week by week", body });
}
