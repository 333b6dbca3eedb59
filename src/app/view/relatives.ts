import type { Relative, SeriesView } from "../../model/report.ts";
import type { Link } from "../../model/series.ts";
import type { AppContext } from "../context.ts";

/** Other series that are possibly the same work as this one, the likeliest first. */
export async function listRelatives(
  { store }: AppContext,
  { series, links }: SeriesView,
): Promise<Relative[]> {
  const own = new Set(series.revisions.map(({ id }) => id));
  const best = new Map<string, Link>();
  for (const link of links) {
    const other = own.has(link.older) ? link.newer : link.older;
    // What a person has parted is no question any more.
    const parted = link.evidence.some(({ kind }) => kind === "manual");
    const id = own.has(other) || parted ? null : await store.findSeriesId(other);
    const known = id === null ? undefined : best.get(id);
    if (id !== null && (known === undefined || sumOf(link) > sumOf(known))) best.set(id, link);
  }
  const rows = await store.listSeries({ ids: [...best.keys()] });
  return rows
    .flatMap((row) => {
      const link = best.get(row.series.id);
      return link === undefined ? [] : [{ series: row.series, link }];
    })
    .sort((a, b) => sumOf(b.link) - sumOf(a.link) || (a.series.id < b.series.id ? -1 : 1));
}

function sumOf({ evidence }: Link): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0);
}
