import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Digest, IsoWeek } from "../../model/report.ts";
import { WEEKS_OF_HISTORY } from "../../report/digest-charts.ts";
import { renderDigestHtml } from "../../report/digest-html.ts";
import {
  folderOfList,
  pageOfWeek,
  renderSiteIndex,
  type SiteList,
} from "../../report/digest-site.ts";
import { isoWeekOf } from "../../report/iso-week.ts";
import { configuredDigest } from "./configured-digest.ts";
import type { AppContext } from "../context.ts";
import { drawDigestCharts } from "./digest-pictures.ts";
import { listFeed } from "./feeds.ts";
import { stopPoint } from "../stop-point.ts";
import { type DigestSource, digestSources, newestMail } from "../view/views.ts";

const WEEK_FILE = /^(\d{4}-W\d{2})\.json$/;

/**
 * Writes the pages of lists for any web server: weeks up to one (null: that of each list's newest
 * mail) with charts, data and feeds, and an index.
 *
 * @returns the pages, relative to the folder, the index last
 */
export async function writeSite(
  context: AppContext,
  folder: string,
  asked: {
    readonly lists: readonly string[];
    readonly week: IsoWeek | null;
    readonly weeks: number;
  },
): Promise<string[]> {
  const { lists, week, weeks } = asked;
  const pages: string[] = [];
  await mkdir(folder, { recursive: true });
  for (const list of lists) {
    const last = week ?? isoWeekOf(await newestMail(context, list));
    pages.push(...(await writeWeeks(context, folder, { list, week: last, weeks })));
  }
  await writeSiteIndex(context, folder, lists);
  return [...pages, "index.html"];
}

/**
 * Writes pages of a list's weeks, so many up to one, with their charts and data
 * (`widget-dev/2025-W08.html`, `.json`, `.png`) below a folder; pages of other weeks stay. Links are
 * relative: the folder may be served from anywhere. The same mails give the same bytes.
 *
 * @returns the pages, relative to the folder, oldest first
 */
async function writeWeeks(
  context: AppContext,
  folder: string,
  asked: { readonly list: string; readonly week: IsoWeek; readonly weeks: number },
): Promise<string[]> {
  const { list, week, weeks: digests } = asked;
  const sources = await digestSources(context, list, { week, weeks: WEEKS_OF_HISTORY, digests });
  const pages: string[] = [];
  for (const source of sources) {
    await stopPoint(context);
    pages.push(await writeWeek(context, folder, { list, source }));
  }
  return pages;
}

async function writeWeek(
  context: AppContext,
  folder: string,
  { list, source }: { readonly list: string; readonly source: DigestSource },
): Promise<string> {
  const digest = configuredDigest(context, source.input);
  const place = path.join(folder, folderOfList(list));
  await mkdir(place, { recursive: true });
  const charts = [];
  for (const { chart, png } of await drawDigestCharts(source.history)) {
    const name = `${digest.label}-${chart.name}.png`;
    await replaceFile(path.join(place, name), png);
    charts.push({ chart, src: name });
  }
  const links = [
    { text: "All weeks", href: "../index.html" },
    { text: "Feed", href: "feed.xml" },
    { text: "Data", href: `${digest.label}.json` },
  ];
  const html = renderDigestHtml(digest, { charts, links, feed: "feed.xml" });
  await replaceFile(path.join(place, `${digest.label}.html`), html);
  await replaceFile(path.join(place, `${digest.label}.json`), `${JSON.stringify(digest)}\n`);
  return pageOfWeek(list, digest.label);
}

/** Writes the feeds of lists, and the page that leads to every week that the folder holds. */
async function writeSiteIndex(
  context: AppContext,
  folder: string,
  lists: readonly string[],
): Promise<void> {
  const { pages } = context.config.digest;
  for (const list of lists) {
    const name = `${folderOfList(list)}/feed.xml`;
    const self = pages === null ? undefined : pages + name;
    await replaceFile(path.join(folder, name), await listFeed(context, list, self));
  }
  await replaceFile(path.join(folder, "index.html"), renderSiteIndex(await findWeeks(folder)));
}

async function findWeeks(folder: string): Promise<SiteList[]> {
  const found: SiteList[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const place = path.join(folder, entry.name);
    const weeks = (await readdir(place)).flatMap((name) => WEEK_FILE.exec(name)?.[1] ?? []);
    const [week] = weeks;
    if (week === undefined) continue;
    const list = await listOf(path.join(place, `${week}.json`));
    // Null: another program's folder beside our pages.
    if (list !== null) found.push({ folder: entry.name, list, weeks });
  }
  return found;
}

async function listOf(file: string): Promise<string | null> {
  try {
    const data = JSON.parse(await readFile(file, "utf8")) as Partial<Digest> | null;
    return data?.format === 1 && typeof data.list === "string" ? data.list : null;
  } catch {
    return null;
  }
}

/** A web server, or a run that is cut off, must never see half a file. */
async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${file}.new`;
  await writeFile(fresh, content);
  await rename(fresh, file);
}
