import type { Mailbox } from "./mail.ts";
import type { MessageKind } from "./patch.ts";
import type { Query, SearchText } from "./query.ts";
import type { Mover, SeriesState, Silence, StoredMessage } from "./series.ts";

/** What a page of results is made of; of a thread or a series, the best mail stands for it. */
export const SEARCH_UNITS = ["message", "thread", "series"] as const;
export type SearchUnit = (typeof SEARCH_UNITS)[number];
export const SEARCH_SORTS = ["newest", "relevance"] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** Where the next page begins: behind a mail, or by relevance behind so many results. */
export type SearchPlace =
  | { readonly at: number; readonly messageId: string }
  | { readonly rank: number };

export interface SearchRequest {
  readonly query: Query;
  readonly list?: string;
  readonly by: SearchUnit;
  readonly sort: SearchSort;
  readonly limit: number;
  readonly after: SearchPlace | null;
  readonly silence: Silence;
}

/** A mail that a search found. */
export interface FoundMail {
  readonly messageId: string;
  readonly subject: string | null;
  readonly from: Mailbox | null;
  readonly at: number;
  readonly lists: readonly string[];
  readonly kind: MessageKind;
  /** Message-id of the root of its thread, which may be a ghost. */
  readonly thread: string;
  /** Id of its series; null for a mail of none. */
  readonly series: string | null;
  /** Version of the revision that it is of or talks about. */
  readonly version: number | null;
  /** The body's first part, enough to show a place in it. */
  readonly head: string;
}

export interface SearchPage {
  readonly found: readonly FoundMail[];
  /** Null on the last page. */
  readonly next: SearchPlace | null;
  /** Mails that wait to be put into the index, and cannot be found by words until then. */
  readonly unindexed: number;
}

/** The index of words: asked, and kept up with the mails. */
export interface SearchRecords {
  /** A page of what a query finds. */
  search(request: SearchRequest): Promise<SearchPage>;
  /** Mails that wait to be put into the search index, a few at a time; empty when none is left. */
  listUnindexed(limit: number): Promise<StoredMessage[]>;
  saveIndexed(
    indexed: readonly { readonly messageId: string; readonly text: SearchText }[],
  ): Promise<void>;
}

/** A mail that a search found, with the place that was looked for. */
export interface SearchHit {
  readonly messageId: string;
  readonly subject: string | null;
  /** Half-open ranges of the subject, in UTF-16 units, that were looked for. */
  readonly subjectMarks: readonly (readonly [number, number])[];
  readonly from: Mailbox | null;
  /** Unix seconds UTC; 0 when no copy tells. */
  readonly at: number;
  readonly lists: readonly string[];
  readonly kind: MessageKind;
  /** Message-id of the root of its thread, which may never have been seen. */
  readonly thread: string;
  /** Version of the revision that it is of or talks about. */
  readonly version: number | null;
  /** Id of its series; null for a mail of none. */
  readonly series: string | null;
  /** One line of its body. */
  readonly excerpt: string;
  readonly excerptMarks: readonly (readonly [number, number])[];
  /** Given where series were asked for; the mail is the best of it that fits. */
  readonly about?:
    | {
        readonly title: string;
        readonly author: Mailbox;
        readonly state: SeriesState;
        readonly nextMove: Mover;
        readonly revisions: number;
        readonly openTodos: number;
      }
    | undefined;
}

/** One page of what a search found. */
export interface SearchResult {
  /** The query as it was understood; itself a query, dates by the second. */
  readonly query: string;
  readonly hits: readonly SearchHit[];
  /** Names the next page; null on the last one. */
  readonly next: string | null;
  /** Mails that cannot be found by their words yet. */
  readonly unindexed: number;
}
