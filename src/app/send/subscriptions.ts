import { createHash } from "node:crypto";
import { TrackerError } from "../../errors.ts";
import type { SubscriptionConfig } from "../../model/config.ts";
import type { MailPayload, PlannedDelivery } from "../../model/outbox.ts";
import type { WeekFigures } from "../../model/chart.ts";
import type { DigestInput, IsoWeek, SeriesView } from "../../model/report.ts";
import { matchesPath } from "../../patch/path-pattern.ts";
import { formatPeriod, lastPeriod } from "../../report/iso-week.ts";
import { buildPersonDigest } from "../../report/person-digest.ts";
import { headingOf, renderDigestText } from "../../report/text.ts";
import { configuredDigest, wholePage } from "./configured-digest.ts";
import type { AppContext } from "../context.ts";
import { mailPage } from "./digest-page.ts";
import { findPerson } from "../view/find-person.ts";
import { readQuery, searchSeriesIds } from "../view/search.ts";
import { stopPoint } from "../stop-point.ts";
import { DEFAULT_LINK, type DigestSource, digestSource } from "../view/views.ts";

/** A search takes the so many series that fit and were written about last. */
const MAX_SERIES = 5_000;

/** One digest that a subscription asks for. */
export interface DueDigest {
  readonly subscription: SubscriptionConfig;
  /** `widget-dev`, `widget-dev, only drivers/net/`, `ada@example.org`. */
  readonly about: string;
  /** `2025-W08` or `2025-02-19`. */
  readonly period: string;
  /** Null when there is nothing to say. */
  readonly delivery: PlannedDelivery | null;
  /** Why nothing is sent; null when something is. */
  readonly quiet: string | null;
}

/**
 * The digests that are due to all subscribers: of the last whole week or day before a moment, in
 * the zone of each. Same mails and moment: the same deliveries with the same keys.
 *
 * @param options.now Unix seconds UTC
 */
export async function findDueDigests(
  context: AppContext,
  options: { readonly now: number },
): Promise<DueDigest[]> {
  const run = new DigestRun(context);
  const due: DueDigest[] = [];
  for (const subscription of context.config.subscriptions) {
    const week = lastPeriod(subscription.every, subscription.zone, options.now);
    await stopPoint(context);
    try {
      due.push(...(await run.digestsFor(subscription, week)));
    } catch (error) {
      // A person whom nobody knows, a search that is none: the other subscribers get theirs.
      if (!(error instanceof TrackerError)) throw error;
      due.push(silent(subscription, topicWords(subscription), week, error.message));
    }
  }
  const keys = new Set<string>();
  return due.filter(({ delivery }) => {
    if (delivery === null) return true;
    const isNew = !keys.has(delivery.key);
    keys.add(delivery.key);
    return isNew;
  });
}

/** One look at all subscriptions: the state of a list at a moment is worked out once. */
class DigestRun {
  readonly #context: AppContext;
  readonly #sources = new Map<string, DigestSource>();

  constructor(context: AppContext) {
    this.#context = context;
  }

  async digestsFor(subscription: SubscriptionConfig, week: IsoWeek): Promise<DueDigest[]> {
    const { topic } = subscription;
    const stored = (await this.#context.store.counts()).lists.map(({ name }) => name);
    if (topic.kind === "person") return [await this.#personDigest(subscription, week, stored)];
    if (topic.kind === "list") {
      if (stored.includes(topic.list))
        return [await this.#listDigest(subscription, week, topic.list)];
      const why = `no mail of a list ${topic.list} is stored`;
      return [silent(subscription, topic.list, week, why)];
    }
    const due: DueDigest[] = [];
    const seen = new Set<string>();
    const chosen = await this.#chosenSeries(subscription, week.to);
    for (const list of stored) {
      // A series that was sent to several lists is told of under the first.
      const only = (view: SeriesView) => !seen.has(view.series.id) && chosen(view);
      const narrowed = await this.#narrowed(await this.#input(list, week), only);
      for (const { series } of narrowed.series) seen.add(series.id);
      due.push(await this.#digest(subscription, { ...narrowed, only: topicWords(subscription) }));
    }
    return due;
  }

  async #listDigest(subscription: SubscriptionConfig, week: IsoWeek, list: string) {
    const { input, history } = await this.#source(list, week);
    return this.#digest(subscription, input, subscription.every === "week" ? history : []);
  }

  async #digest(
    subscription: SubscriptionConfig,
    input: DigestInput,
    history: readonly WeekFigures[] = [],
  ): Promise<DueDigest> {
    const digest = configuredDigest(this.#context, input);
    const about = digest.only === undefined ? digest.list : `${digest.list}, only ${digest.only}`;
    const due = { subscription, about, period: digest.label };
    // What waits is the same every week: without a mail there is nothing to say.
    if (digest.numbers.mails === 0 || digest.sections.length === 0) {
      return { ...due, delivery: null, quiet: "nothing was written" };
    }
    const thread = `digest/${input.list}${topicMark(subscription)}`;
    const payload: MailPayload = {
      to: subscription.to,
      subject: headingOf(digest),
      text: renderDigestText(digest),
      ...(await mailPage(digest, { history, whole: wholePage(this.#context, input.list, digest) })),
      list: input.list,
      thread,
      at: input.week.to,
    };
    return { ...due, quiet: null, delivery: asDelivery(payload, digest.label) };
  }

  async #personDigest(
    subscription: SubscriptionConfig,
    week: IsoWeek,
    lists: readonly string[],
  ): Promise<DueDigest> {
    const name = topicWords(subscription);
    const views = new Map<string, SeriesView>();
    for (const list of lists) {
      for (const view of (await this.#input(list, week)).series) views.set(view.series.id, view);
    }
    const person = await findPerson(this.#context, name);
    const { obfuscate } = this.#context.config.digest;
    const links = this.#context.config.lists.map(({ link }) => link);
    const linkTemplate = new Set(links).size === 1 ? (links[0] ?? DEFAULT_LINK) : DEFAULT_LINK;
    const input = { person, views: [...views.values()], asOf: week.to, linkTemplate, obfuscate };
    const digest = buildPersonDigest(input, week);
    if (digest === null) return silent(subscription, name, week, "nothing is owed");
    const payload: MailPayload = {
      to: subscription.to,
      ...digest,
      images: [],
      list: "personal",
      thread: `digest/person${topicMark(subscription)}`,
      at: week.to,
    };
    const period = formatPeriod(week);
    return {
      subscription,
      about: name,
      period,
      quiet: null,
      delivery: asDelivery(payload, period),
    };
  }

  async #input(list: string, week: IsoWeek): Promise<DigestInput> {
    return (await this.#source(list, week)).input;
  }

  async #source(list: string, week: IsoWeek): Promise<DigestSource> {
    const key = `${list} ${week.from} ${week.to}`;
    const source = this.#sources.get(key) ?? (await digestSource(this.#context, list, week));
    this.#sources.set(key, source);
    // The same span may be a day for one and be called otherwise by another.
    return { ...source, input: { ...source.input, week } };
  }

  async #chosenSeries(
    { topic }: SubscriptionConfig,
    asOf: number,
  ): Promise<(view: SeriesView) => boolean> {
    if (topic.kind === "paths") {
      const touched = (file: string) => topic.paths.some((pattern) => matchesPath(pattern, file));
      return ({ series }) =>
        series.revisions.some(({ patches }) => patches.some(({ files }) => files.some(touched)));
    }
    if (topic.kind !== "search") return () => true;
    const query = readQuery(topic.search, asOf);
    const ids = await searchSeriesIds(this.#context, query, { limit: MAX_SERIES, asOf });
    const chosen = new Set(ids);
    return ({ series }) => chosen.has(series.id);
  }

  /** The part of a digest's input that some series make up, mails and people counted anew. */
  async #narrowed(input: DigestInput, only: (view: SeriesView) => boolean): Promise<DigestInput> {
    const series = input.series.filter(only);
    const kept = new Set(series.map((view) => view.series.id));
    const people = new Set<string>();
    let mails = 0;
    for (const id of kept) {
      const loaded = await this.#context.store.loadSeries(id);
      for (const { message } of loaded?.messages ?? []) {
        const at = message.sentAt ?? message.receivedAt ?? 0;
        if (at < input.week.from || at >= input.week.to) continue;
        mails += 1;
        if (!message.bot) people.add(message.from?.email ?? message.from?.name ?? "");
      }
    }
    return {
      ...input,
      series,
      before: new Map([...input.before].filter(([id]) => kept.has(id))),
      mailsThisWeek: mails,
      peopleThisWeek: people.size,
    };
  }
}

function silent(
  subscription: SubscriptionConfig,
  about: string,
  week: IsoWeek,
  quiet: string,
): DueDigest {
  return { subscription, about, period: formatPeriod(week), delivery: null, quiet };
}

function asDelivery(payload: MailPayload, period: string): PlannedDelivery {
  const { thread, to, subject } = payload;
  return {
    key: `${thread}/${period}/${to}`,
    channel: "mail",
    target: to,
    summary: `digest ${subject}`,
    payload,
  };
}

/** What a subscription is about, in the words of its writer. */
function topicWords({ topic }: SubscriptionConfig): string {
  if (topic.kind === "list") return topic.list;
  if (topic.kind === "person") return topic.person;
  return topic.kind === "paths" ? topic.paths.join(" ") : topic.search;
}

/** Tells the topics of one list apart in keys; short, and without a stranger's characters. */
function topicMark(subscription: SubscriptionConfig): string {
  const { kind } = subscription.topic;
  if (kind === "list") return "";
  const words = topicWords(subscription);
  return `:${kind}-${createHash("sha256").update(words).digest("hex").slice(0, 12)}`;
}
