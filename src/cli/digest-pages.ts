import { parseIsoWeek } from "../report/iso-week.ts";
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
  { out, week: named, weeks = 1 }: PageOptions,
): Promise<void> {
  const app = await face.app();
  // Loaded here: pages need libraries that draw charts and write feeds.
  const { writeSite } = await import("../app/send/digest-site.ts");
  const week = named === undefined ? null : parseIsoWeek(named);
  for (const page of await writeSite(app, out, { lists, week, weeks })) face.out(`${out}/${page}`);
}
