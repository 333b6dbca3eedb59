/** One period of a pipermail archive: a month mostly, but quarters, years, weeks and days exist. */
export interface PipermailPeriod {
  /** As pipermail names it: `2025-January`. */
  readonly name: string;
  readonly indexUrl: string;
  /** The whole period as text; null where the archive offers none. */
  readonly textUrl: string | null;
  /** When it ends, Unix seconds UTC; null when the name does not tell. */
  readonly endsAt: number | null;
}

const HREF = /<a\s[^<>]{0,500}?href\s{0,5}=\s{0,5}["']([^"'<>]{1,1000})["']/gi;
const MAX_LINKS = 200_000;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAY_SECONDS = 86_400;

/** Absolute addresses of a page's links, distinct, in order, without fragments. */
export function linksOf(page: Uint8Array, pageUrl: string): string[] {
  const text = Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString("latin1");
  const links = new Set<string>();
  for (const [, href = ""] of text.matchAll(HREF)) {
    if (links.size >= MAX_LINKS) break;
    const url = absoluteUrl(href.replaceAll("&amp;", "&"), pageUrl);
    if (url !== null) links.add(url);
  }
  return [...links];
}

/** An address relative to a page, without its fragment; null when it is none. */
export function absoluteUrl(href: string, pageUrl: string): string | null {
  try {
    const url = new URL(href, pageUrl);
    url.hash = "";
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** Periods that a pipermail table of contents links to, oldest first (the page has newest first). */
export function pipermailPeriods(links: readonly string[]): PipermailPeriod[] {
  const periods = new Map<string, { indexUrl: string | null; textUrl: string | null }>();
  for (const link of links) {
    const index =
      /\/((?:Week-of-Mon-)?\d{4}[^/]{0,20})\/(?:date|thread|subject|author|index)\.html$/.exec(
        link,
      );
    const text = /\/((?:Week-of-Mon-)?\d{4}[^/]{0,20}?)\.txt(?:\.gz)?$/.exec(link);
    const name = index?.[1] ?? text?.[1];
    if (name === undefined) continue;
    const known = periods.get(name) ?? { indexUrl: null, textUrl: null };
    if (text !== null) known.textUrl = link;
    // All index pages of a period list the same mails.
    if (index !== null) known.indexUrl = link.replace(/[a-z]+\.html$/, "date.html");
    periods.set(name, known);
  }
  return [...periods]
    .map(([name, { indexUrl, textUrl }]) => ({
      name,
      indexUrl: indexUrl ?? (textUrl ?? "").replace(/\.txt(?:\.gz)?$/, "/date.html"),
      textUrl,
      endsAt: periodEnd(name),
    }))
    .toReversed();
}

/** Message pages of a pipermail index: `NNNNNN.html`, in order of the index. */
export function pipermailPages(links: readonly string[]): string[] {
  return links.filter((link) => /\/\d{1,9}\.html$/.test(link));
}

/** Message pages of a MHonArc index: `msgNNNNN.html`. */
export function mhonarcPages(links: readonly string[]): string[] {
  return links.filter((link) => /\/msg\d{1,9}\.html?$/.test(link));
}

/** Further index pages of a MHonArc archive: by date, or by thread where there is none by date. */
export function mhonarcIndexes(links: readonly string[]): string[] {
  const byDate = links.filter((link) => /\/(?:maillist|mail|index|date)\d{0,6}\.html?$/.test(link));
  const folders = links.filter((link) => /\/\d{4}(?:[-/]?\d{2})?\/$/.test(link));
  if (byDate.length + folders.length > 0) return [...byDate, ...folders];
  return links.filter((link) => /\/(?:threads|thrd|thread)\d{0,6}\.html?$/.test(link));
}

function periodEnd(name: string): number | null {
  const month = /^(\d{4})-([A-Z][a-z]+)$/.exec(name);
  if (month !== null) {
    const index = MONTHS.indexOf(month[2] ?? "");
    return index < 0 ? null : Date.UTC(Number(month[1]), index + 1, 1) / 1000;
  }
  const quarter = /^(\d{4})q([1-4])$/.exec(name);
  if (quarter !== null) return Date.UTC(Number(quarter[1]), Number(quarter[2]) * 3, 1) / 1000;
  if (/^\d{4}$/.test(name)) return Date.UTC(Number(name) + 1, 0, 1) / 1000;
  const day = /^(Week-of-Mon-)?(\d{4})(\d{2})(\d{2})$/.exec(name);
  if (day === null) return null;
  const start = Date.UTC(Number(day[2]), Number(day[3]) - 1, Number(day[4])) / 1000;
  return start + (day[1] === undefined ? 1 : 7) * DAY_SECONDS;
}
