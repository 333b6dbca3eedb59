import type { Mailbox } from "../model/mail.ts";
import type { Revision, Series, SeriesStatus } from "../model/series.ts";
import type { SearchHit } from "../model/search.ts";
import { OPEN_TODO_STATES, type Todo, type TodoChange } from "../model/todo.ts";
import { MIN_DIGEST_CONFIDENCE } from "./digest-todo.ts";
import { escapeHtml, hrefOf } from "./escape-html.ts";
import { inertText } from "./inert.ts";
import { shorten } from "./layout.ts";
import { obfuscateHit, obfuscateView } from "./obfuscate.ts";
import { samePerson } from "../people.ts";
import { owes } from "./whose.ts";
import {
  compareText,
  count,
  labelOf,
  mailUrl,
  MAX_QUOTE,
  ownerOf,
  patchCount,
  personName,
  revisionMail,
  titleOf,
  whereRaised,
} from "./words.ts";

/** A series with what its feed tells of. */
export interface FeedSeries {
  readonly series: Series;
  readonly status: SeriesStatus;
  readonly todos: readonly Todo[];
}

/** Something that happened, told by one mail; an entry of a feed. */
export interface FeedEvent {
  /** The same for the same event, whatever is learnt later; made of message-ids and TODO ids. */
  readonly key: string;
  /** Time of the mail, Unix seconds UTC; never 0. */
  readonly at: number;
  /** Plain text, inert. */
  readonly title: string;
  readonly who: string;
  readonly url: string;
  /** HTML, escaped. */
  readonly html: string;
}

/** Where mails are linked to. */
export interface FeedPlace {
  readonly list: string;
  readonly linkTemplate: string;
  /** Whether mail addresses are taken out of the words. */
  readonly obfuscate?: boolean;
}

const MAX_WORDS = 400;
const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;
const quotation = (text: string): string =>
  `<blockquote>${escapeHtml(shorten(inertText(text.slice(0, 4_000)), MAX_WORDS))}</blockquote>`;

function postings({ series }: FeedSeries, place: FeedPlace): FeedEvent[] {
  return series.revisions.flatMap((revision: Revision, index) => {
    if (revision.ghost) return [];
    const label = shorten(inertText(revision.label), 30);
    const title = titleOf({ ...series, revisions: [revision] });
    const facts = `${label}, ${count(Math.max(1, patchCount(revision)), "patch")}, by ${personName(revision.author)}`;
    const first = index === 0 && revision.version === 1;
    return [
      {
        key: `posted/${revision.id}`,
        at: revision.postedAt,
        title: first ? `New: ${title}` : `${label}: ${title}`,
        who: personName(revision.author),
        url: mailUrl(place.linkTemplate, place.list, revisionMail(revision)),
        html: paragraph(facts),
      },
    ];
  });
}

function applications({ series, status }: FeedSeries, place: FeedPlace): FeedEvent[] {
  const { applied } = status;
  if (applied === null) return [];
  const tree = applied.tree === null ? "" : ` to ${shorten(inertText(applied.tree), 60)}`;
  return [
    {
      key: `applied/${applied.messageId}/${series.revisions[0]?.id ?? series.id}`,
      at: applied.at,
      title: `Applied${tree}: ${titleOf(series)}`,
      who: "patchtrail",
      url: mailUrl(place.linkTemplate, place.list, applied.messageId),
      html: quotation(applied.text),
    },
  ];
}

/** The change that settled a TODO, unless it was opened again. */
function settlement(todo: Todo): TodoChange | null {
  if (OPEN_TODO_STATES.has(todo.state)) return null;
  return todo.history.findLast(({ state }) => state === todo.state) ?? null;
}

function todoEvents({ series }: FeedSeries, todo: Todo, place: FeedPlace): FeedEvent[] {
  const quote = shorten(inertText(todo.text.slice(0, 4_000)), MAX_QUOTE);
  const said = personName(todo.saidBy);
  const owner = ownerOf(series, todo);
  const owed = owner === null ? "" : `; ${owner} owes it`;
  const about = `${whereRaised(series, todo)} of ${titleOf(series)}`;
  const events: FeedEvent[] = [
    {
      key: `raised/${todo.id}`,
      at: todo.raisedAt,
      title: `TODO: “${quote}”`,
      who: said,
      url: mailUrl(place.linkTemplate, place.list, todo.messageId),
      html: quotation(todo.text) + paragraph(`A ${todo.kind} by ${said} on ${about}${owed}.`),
    },
  ];
  const settled = settlement(todo);
  if (settled !== null) {
    events.push({
      key: `settled/${todo.id}/${settled.state}`,
      at: settled.at,
      title: `${capital(settled.state)}: “${quote}”`,
      who: said,
      url: mailUrl(place.linkTemplate, place.list, settled.messageId ?? todo.messageId),
      html:
        quotation(todo.text) +
        paragraph(
          `${capital(settled.state)} in ${labelOf(series)}: raised by ${said} on ${about}.`,
        ),
    });
  }
  return events;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function newestFirst(events: readonly FeedEvent[]): FeedEvent[] {
  const known = new Map(events.filter(({ at }) => at > 0).map((event) => [event.key, event]));
  return [...known.values()].toSorted(
    (left, right) => right.at - left.at || compareText(left.key, right.key),
  );
}

/** What happened to series: postings, applications, TODOs raised and settled; newest first. */
export function seriesEvents(all: readonly FeedSeries[], place: FeedPlace): FeedEvent[] {
  const told = place.obfuscate === true ? all.map(obfuscateView) : all;
  return newestFirst(
    told.flatMap((one) => [
      ...postings(one, place),
      ...applications(one, place),
      ...one.todos
        .filter(({ confidence }) => confidence >= MIN_DIGEST_CONFIDENCE)
        .flatMap((todo) => todoEvents(one, todo, place)),
    ]),
  );
}

/** What concerns a person: their own series, and TODOs that they owe or raised; newest first. */
export function personEvents(
  all: readonly FeedSeries[],
  person: Mailbox,
  place: FeedPlace,
): FeedEvent[] {
  const theirs = all.flatMap((one) => {
    const mine = one.series.revisions.some(({ author }) => samePerson(person, author));
    const todos = one.todos.filter(
      (todo) => owes(one.series, todo, person) || samePerson(person, todo.saidBy),
    );
    const events = seriesEvents([{ ...one, todos }], place);
    return mine ? events : events.filter(isTodo);
  });
  return newestFirst(theirs);
}

const isTodo = ({ key }: FeedEvent): boolean => /^(?:raised|settled)\//u.test(key);

/** Mails that a search finds, as entries; newest first. */
export function hitEvents(
  hits: readonly SearchHit[],
  placeOf: (hit: SearchHit) => FeedPlace,
): FeedEvent[] {
  return newestFirst(
    hits.map((found) => {
      const { linkTemplate, list, obfuscate } = placeOf(found);
      const hit = obfuscate === true ? obfuscateHit(found) : found;
      const url = mailUrl(linkTemplate, list, hit.messageId);
      const link = `<a href="${hrefOf(url)}">${escapeHtml(hit.lists.join(", "))}</a>`;
      return {
        key: `mail/${hit.messageId}`,
        at: hit.at,
        title: shorten(inertText((hit.subject ?? "(no subject)").slice(0, 2_000)), 200),
        who: personName(hit.from),
        url,
        html: `${quotation(hit.excerpt)}<p>${link}</p>`,
      };
    }),
  );
}
