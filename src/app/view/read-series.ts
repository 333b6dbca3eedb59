import { TrackerError } from "../../errors.ts";
import type { Relative, SeriesView } from "../../model/report.ts";
import type { Series } from "../../model/series.ts";
import { shellWord } from "../../report/words.ts";
import type { AppContext } from "../context.ts";
import { listRelatives } from "./relatives.ts";
import { newestMail, viewOf } from "./views.ts";

/** A series with all that its page tells, and the moment that it is seen from. */
export interface SeriesRead {
  readonly view: SeriesView;
  readonly relatives: readonly Relative[];
  readonly asOf: number;
}

async function rowCalled({ store }: AppContext, reference: string) {
  const id = await store.findSeriesId(reference);
  const row = id === null ? undefined : (await store.listSeries({ ids: [id] }))[0];
  if (row !== undefined) return row;
  throw new TrackerError(
    "not-found",
    `nothing stored is a list, a series or a mail called ${reference}`,
    { hint: howToFind(reference) },
  );
}

/** What to type instead of a name under which nothing is stored: people know titles, not ids. */
export function howToFind(reference: string): string {
  const title = reference.replaceAll('"', " ").trim();
  if (!/\s/.test(title)) return "patchtrail search finds mails by their words";
  return `by its title: patchtrail search --by series ${shellWord(`s:"${title}"`)}`;
}

/**
 * The series that a series id, or the message-id of any mail of it, leads to; as of a moment, or of
 * the newest mail of its list.
 *
 * @throws TrackerError `not-found`
 */
export async function readSeries(
  context: AppContext,
  reference: string,
  asOf?: number,
): Promise<SeriesRead> {
  const row = await rowCalled(context, reference);
  const moment = asOf ?? (await newestMail(context, row.series.lists[0] ?? null));
  const view = await viewOf(context, row, moment);
  return { view, relatives: await listRelatives(context, view), asOf: moment };
}

/**
 * The revision that the message-id of any mail of it leads to, with its series.
 *
 * @throws TrackerError `not-found`
 */
export async function readRevision(
  context: AppContext,
  messageId: string,
): Promise<{ readonly series: Series; readonly revision: Series["revisions"][number] }> {
  const id = (await context.store.findRevisionId(messageId)) ?? messageId;
  const found = await context.store.findSeriesId(id);
  const row = found === null ? [] : await context.store.listSeries({ ids: [found] });
  const revision = row[0]?.series.revisions.find((each) => each.id === id);
  if (row[0] !== undefined && revision !== undefined) return { series: row[0].series, revision };
  throw new TrackerError("not-found", `no stored revision has a mail called ${messageId}`);
}
