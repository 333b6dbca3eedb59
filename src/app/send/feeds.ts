import { TrackerError } from "../../errors.ts";
import type { SeriesFilter } from "../../model/readings.ts";
import { FEED_ENTRIES, renderFeed } from "../../report/feed.ts";
import {
  type FeedSeries,
  hitEvents,
  personEvents,
  seriesEvents,
} from "../../report/feed-events.ts";
import { obfuscateAddresses } from "../../report/obfuscate.ts";
import { personName, titleOf } from "../../report/words.ts";
import { traitsOf } from "../../series/traits.ts";
import type { AppContext } from "../context.ts";
import { findPerson } from "../view/find-person.ts";
import { readQuery, search } from "../view/search.ts";
import { linkTemplate, newestMail } from "../view/views.ts";

/** Series silent for longer have nothing in a list's or a person's feed: it tells what is new. */
const FEED_SECONDS = 90 * 86_400;

async function listFeedSeries({ store }: AppContext, filter: SeriesFilter): Promise<FeedSeries[]> {
  const found: FeedSeries[] = [];
  for (const { series, status } of await store.listSeries(filter)) {
    found.push({ series, status, todos: await store.listTodos({ series: series.id }) });
  }
  return found;
}

function placeOf(context: AppContext, lists: readonly string[]) {
  const list = lists[0] ?? "all";
  const { obfuscate } = context.config.digest;
  return { list, linkTemplate: linkTemplate(context, list), obfuscate };
}

/** A title in the words that may leave. */
function titled({ config }: AppContext, title: string): string {
  return config.digest.obfuscate ? obfuscateAddresses(title) : title;
}

/** Atom feed of what happens on a list; backports and pull requests are left to their own lists. */
export async function listFeed(context: AppContext, list: string, self?: string): Promise<string> {
  const activeSince = (await newestMail(context, list)) - FEED_SECONDS;
  const all = await listFeedSeries(context, { list, activeSince });
  const own = all.filter(({ series }) =>
    series.revisions.every((revision) => traitsOf(revision).sideline === null),
  );
  return renderFeed({
    name: `list/${list}`,
    title: `${list}: patch series`,
    events: seriesEvents(own, placeOf(context, [list])),
    ...(self === undefined ? {} : { self }),
  });
}

/**
 * Atom feed of one series, named by its id or the message-id of any mail of it.
 *
 * @throws TrackerError `not-found`
 */
export async function seriesFeed(context: AppContext, reference: string): Promise<string> {
  const id = await context.store.findSeriesId(reference);
  const [one] = id === null ? [] : await listFeedSeries(context, { ids: [id] });
  if (one === undefined) {
    throw new TrackerError("not-found", `nothing stored is a series or a mail called ${reference}`);
  }
  const { series } = one;
  return renderFeed({
    // The first posting names a series for longer than its id does, should it ever be regrouped.
    name: `series/${series.revisions[0]?.id ?? series.id}`,
    title: titled(context, titleOf(series)),
    events: seriesEvents([one], placeOf(context, series.lists)),
  });
}

/**
 * Atom feed of what concerns a person: their series, and TODOs that they owe or raised.
 *
 * @throws TrackerError `not-found`, `usage` where several people fit
 */
export async function personFeed(context: AppContext, who: string): Promise<string> {
  const person = await findPerson(context, who);
  const activeSince = (await newestMail(context, null)) - FEED_SECONDS;
  const events = (await listFeedSeries(context, { activeSince })).map((one) =>
    personEvents([one], person, placeOf(context, one.series.lists)),
  );
  return renderFeed({
    name: `person/${(person.email ?? person.name ?? who).toLowerCase()}`,
    title: titled(context, `${personName(person)}: series and TODOs`),
    events: events
      .flat()
      .sort((left, right) => right.at - left.at || (left.key < right.key ? -1 : 1)),
  });
}

/**
 * Atom feed of the newest mails that a search finds.
 *
 * @param options.now Unix seconds that dates such as `2.weeks.ago` are counted from
 * @throws TrackerError `usage` for a query that is wrong
 */
export async function searchFeed(
  context: AppContext,
  text: string,
  { now, list }: { readonly now: number; readonly list?: string },
): Promise<string> {
  const query = readQuery(text, now);
  const { hits } = await search(context, query, {
    limit: FEED_ENTRIES,
    ...(list === undefined ? {} : { list }),
  });
  return renderFeed({
    name: `search/${list ?? ""}/${text}`,
    title: titled(context, `Search: ${text}`),
    events: hitEvents(hits, ({ lists }) => placeOf(context, lists)),
  });
}
