import { TrackerError } from "../../errors.ts";
import type { Relative, SeriesView } from "../../model/report.ts";
import type { AppContext } from "../context.ts";
import { listRelatives } from "./relatives.ts";
import { newestMail, viewOf } from "./views.ts";

/** A series with all that a page about it shows. */
export interface SeriesPage {
  readonly view: SeriesView;
  readonly relatives: readonly Relative[];
  /** Unix seconds to which ages are counted: the newest mail of its list. */
  readonly asOf: number;
}

/**
 * A series by its id, a former id, or the message-id of any mail of it.
 *
 * @throws TrackerError `not-found`
 */
export async function loadSeriesPage(context: AppContext, reference: string): Promise<SeriesPage> {
  const id = await context.store.findSeriesId(reference);
  const [row] = id === null ? [] : await context.store.listSeries({ ids: [id] });
  if (row === undefined) {
    throw new TrackerError("not-found", `nothing stored is a series or a mail called ${reference}`);
  }
  const asOf = await newestMail(context, row.series.lists[0] ?? null);
  const view = await viewOf(context, row, asOf);
  return { view, relatives: await listRelatives(context, view), asOf };
}
