import { ExitStatus, TrackerError } from "../../errors.ts";
import type { Query, QueryFault } from "../../model/query.ts";
import type {
  SearchHit,
  SearchResult,
  FoundMail,
  SearchPlace,
  SearchRequest,
  SearchSort,
  SearchUnit,
} from "../../model/search.ts";
import { inertLine } from "../../report/inert.ts";
import { displayWidth } from "../../report/layout.ts";
import { excerptOf, marksIn, type Wanted, wantedWords } from "../../search/excerpt.ts";
import { parseQuery } from "../../search/parse.ts";
import { renderQuery } from "../../search/render.ts";
import type { AppContext } from "../context.ts";
import { silenceAt, stateAt } from "../moment.ts";

const EXCERPT_CHARS = 200;
/** Characters of a query shown before and behind the place of a fault. */
const FAULT_WINDOW = 40;

/** How a search is asked for, beside its query. */
export interface SearchOptions {
  readonly list?: string;
  readonly by?: SearchUnit;
  readonly sort?: SearchSort;
  readonly limit: number;
  /** `next` of the page before, asked for in the same way. */
  readonly cursor?: string;
  /** When series count as stalled; Unix seconds, by default the newest mail. */
  readonly asOf?: number;
}

/**
 * A query as people type it.
 *
 * @param now Unix seconds that `2.weeks.ago` is counted from
 * @throws TrackerError `usage` that shows the place where it is wrong
 */
export function readQuery(text: string, now: number): Query {
  const { query, fault } = parseQuery(text, now);
  if (fault === null) return query;
  throw new TrackerError("usage", `${fault.message}\n${pointAt(text, fault)}`, {
    exitStatus: ExitStatus.usage,
    hint: fault.hint ?? "docs/search.md tells what a search may hold",
  });
}

/**
 * The saved search of this name.
 *
 * @throws TrackerError `usage` when the configuration names none
 */
export function savedSearch({ config }: AppContext, name: string): string {
  const saved = config.searches.find((one) => one.name === name);
  if (saved !== undefined) return saved.query;
  const names = config.searches.map((one) => one.name).join(", ");
  throw new TrackerError("usage", `no saved search is called ${name}`, {
    exitStatus: ExitStatus.usage,
    hint: names === "" ? "name searches in patchtrail.yaml (searches:)" : `there are: ${names}`,
  });
}

/**
 * The words of a command line as one query. A shell takes one pair of quotation marks away: an
 * argument of plain words with blanks between them is a phrase, behind a prefix, too
 * (`s:"memory hotplug"`); one that is a query by itself (`eeh OR vfio`) stays as it is.
 */
export function joinArguments(words: readonly string[]): string {
  return words
    .map((word) => {
      const found = /^([-+]?(?:[a-z]{1,12}:)?)([^\s"():][^"()]*)$/.exec(word.trim());
      const [, head = "", text = ""] = found ?? [];
      const plain = !/(?:^|\s)(?:AND|OR|NOT|[-+~]\S+|[a-z]{1,12}:\S+|\S*\*)(?=\s|$)/.test(text);
      return found !== null && /\s/.test(text) && plain ? `${head}"${text}"` : word;
    })
    .join(" ");
}

/**
 * One page of what a query finds, newest first unless asked otherwise.
 *
 * @throws TrackerError `usage` for a cursor that is none
 */
export async function search(
  context: AppContext,
  query: Query,
  options: SearchOptions,
): Promise<SearchResult> {
  const { store } = context;
  const asOf = options.asOf ?? (await store.newestAt());
  const page = await store.search({ query, ...requestOf(options), silence: silenceAt(asOf) });
  const wanted = wantedWords(query);
  const hits = page.found.map((found) => toHit(found, wanted));
  return {
    query: renderQuery(query),
    hits: options.by === "series" ? await withSeries(context, hits, asOf) : hits,
    next: page.next === null ? null : encodeCursor(page.next),
    unindexed: page.unindexed,
  };
}

/** Ids of the series with a mail that a query finds, the newest first. */
export async function searchSeriesIds(
  { store }: AppContext,
  query: Query,
  options: { readonly limit: number; readonly asOf: number },
): Promise<string[]> {
  const request = requestOf({ limit: options.limit, by: "series" });
  const silence = silenceAt(options.asOf);
  const { found } = await store.search({ query, ...request, silence });
  return found.flatMap(({ series }) => series ?? []);
}

function requestOf(options: SearchOptions): Omit<SearchRequest, "query" | "silence"> {
  const { list, by = "message", sort = "newest", limit, cursor } = options;
  const after = cursor === undefined ? null : decodeCursor(cursor, sort);
  return { by, sort, limit, after, ...(list === undefined ? {} : { list }) };
}

function toHit({ head, ...mail }: FoundMail, wanted: readonly Wanted[]): SearchHit {
  const { text, marks } = excerptOf(head, wanted, EXCERPT_CHARS);
  const subjectMarks = marksIn(mail.subject ?? "", wanted);
  return { ...mail, subjectMarks, excerpt: text, excerptMarks: marks };
}

async function withSeries(
  { store }: AppContext,
  hits: readonly SearchHit[],
  asOf: number,
): Promise<SearchHit[]> {
  const rows = await store.listSeries({ ids: hits.flatMap(({ series }) => series ?? []) });
  const byId = new Map(rows.map((row) => [row.series.id, row]));
  return hits.map((hit) => {
    const row = byId.get(hit.series ?? "");
    if (row === undefined) return hit;
    const { title, author, revisions } = row.series;
    const about = {
      title: revisions.at(-1)?.title ?? title,
      author,
      state: stateAt(row.status, asOf),
      nextMove: row.status.nextMove,
      revisions: revisions.length,
      openTodos: row.openTodos,
    };
    return { ...hit, about };
  });
}

/** Opaque to people, harmless in a shell and in an address. */
function encodeCursor(place: SearchPlace): string {
  const text = "rank" in place ? `r${place.rank}` : `t${place.at} ${place.messageId}`;
  return Buffer.from(text).toString("base64url");
}

function decodeCursor(cursor: string, sort: SearchSort): SearchPlace {
  const text = Buffer.from(cursor.slice(0, 4_000), "base64url").toString();
  const rank = sort === "relevance" ? /^r(\d{1,9})$/.exec(text)?.[1] : undefined;
  if (rank !== undefined) return { rank: Number(rank) };
  const place = sort === "newest" ? /^t(-?\d{1,11}) (\S.*)$/su.exec(text) : null;
  if (place?.[1] !== undefined && place[2] !== undefined)
    return { at: Number(place[1]), messageId: place[2] };
  throw new TrackerError("usage", "this is no cursor of a search asked for in this way", {
    exitStatus: ExitStatus.usage,
    hint: "take it from the page before, with the same --sort",
  });
}

/** The part of a query around a fault, and a line that points at the place. */
function pointAt(text: string, { from, to }: QueryFault): string {
  const start = Math.max(0, from - FAULT_WINDOW);
  const end = Math.min(text.length, Math.max(to, from + 1) + FAULT_WINDOW);
  const before = (start > 0 ? "…" : "") + oneLine(text.slice(start, from));
  const place = oneLine(text.slice(from, to));
  const behind = oneLine(text.slice(to, end)) + (end < text.length ? "…" : "");
  const marks = "^".repeat(Math.min(60, Math.max(1, displayWidth(place))));
  return `  ${before}${place}${behind}\n  ${" ".repeat(displayWidth(before))}${marks}`;
}

/** Without line breaks, and with each blank as it is: the marks below must fit. */
function oneLine(text: string): string {
  return inertLine(`${text.replace(/\s/g, " ")}|`).slice(0, -1);
}
