import { newestMail } from "../app/views.ts";
import { isoWeekOf, parseIsoWeek } from "../report/iso-week.ts";
import type { Face } from "./command.ts";

export interface PageOptions {
  readonly out: string;
  readonly week?: string;
  /** How many weeks, the newest last. */
  readonly weeks?: number;
}

/** `digest --out DIR`: the pages of weeks with charts, feeds and an index, for any web server. */
export async function writePages(
  face: Face,
  lists: readonly string[],
  { out, week, weeks = 1 }: PageOptions,
): Promise<void> {
  const app = await face.app();
  // Loaded here: pages need libraries that draw charts and write feeds.
  const { writeSiteIndex, writeWeeks } = await import("../app/digest-site.ts");
  for (const list of lists) {
    const last = week === undefined ? isoWeekOf(await newestMail(app, list)) : parseIsoWeek(week);
    const pages = await writeWeeks(app, out, { list, week: last, weeks });
    for (const page of pages) face.out(`${out}/${page}`);
  }
  await writeSiteIndex(app, out, lists);
  face.out(`${out}/index.html`);
}
