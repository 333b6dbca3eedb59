import type { Decision } from "./decision.ts";
import type { Mailbox } from "./mail.ts";
import type { ListSummary } from "./pages.ts";
import type { MessageKind } from "./patch.ts";
import type { Link, Revision, Series, SeriesStatus, StoredMessage } from "./series.ts";
import type { Todo } from "./todo.ts";

/** A series with all its revisions, and how it stands by its mails alone. */
export interface SeriesRow {
  readonly series: Series;
  readonly status: SeriesStatus;
  readonly openTodos: number;
}

export interface SeriesFilter {
  readonly list?: string;
  readonly ids?: readonly string[];
  /** Only series with mail, or known to be applied, at or after this time. */
  readonly activeSince?: number;
}

export interface TodoFilter {
  readonly list?: string;
  readonly series?: string;
  readonly ids?: readonly string[];
}

/** One mail in the tree of its thread. */
export interface ThreadEntry {
  readonly messageId: string;
  readonly parent: string | null;
  readonly subject: string | null;
  readonly from: Mailbox | null;
  readonly at: number;
  readonly kind: MessageKind;
  readonly openTodos: number;
}

/** What the store holds, in numbers. */
export interface StoreCounts {
  readonly messages: number;
  readonly copies: number;
  readonly threads: number;
  readonly revisions: number;
  readonly series: number;
  readonly todos: number;
  readonly problems: number;
  readonly ghosts: number;
  /** Messages and series that still wait to be derived: a run was cut off. */
  readonly pending: number;
  /** Messages that wait to be put into the search index. */
  readonly unindexed: number;
  readonly lists: readonly Pick<ListSummary, "name" | "messages" | "newest">[];
}

/** How often something was odd about mails. */
export interface DiagnosticCount {
  readonly code: string;
  readonly messages: number;
  readonly example: string;
  /** The reason in words, of one of them. */
  readonly detail: string;
}

/** A row of an export, by what is exported. */
export type ExportRow =
  | {
      readonly kind: "messages";
      readonly message: StoredMessage;
      readonly messageKind: MessageKind;
      readonly series: string | null;
      readonly revision: number | null;
      readonly position: number | null;
    }
  | {
      readonly kind: "revisions";
      readonly series: Series;
      readonly revision: Revision;
      readonly status: SeriesStatus;
    }
  | { readonly kind: "links"; readonly link: Link }
  | { readonly kind: "todos"; readonly todo: Todo; readonly series: string }
  | { readonly kind: "series"; readonly row: SeriesRow }
  | { readonly kind: "decisions"; readonly decision: Decision };

/** What was derived, and the mails that it was derived from, as use cases ask for it. */
export interface Readings {
  listSeries(filter: SeriesFilter): Promise<SeriesRow[]>;
  listLinks(seriesId: string): Promise<Link[]>;
  listTodos(filter: TodoFilter): Promise<Todo[]>;
  /** The series that a message-id, a series id or a revision belongs to. */
  findSeriesId(reference: string): Promise<string | null>;
  /** Id of the revision that a mail is of, or talks about. */
  findRevisionId(messageId: string): Promise<string | null>;
  /** Writers of mails with this address, or whose name holds this text; the busiest first. */
  findPeople(text: string): Promise<Mailbox[]>;
  listThread(messageId: string): Promise<ThreadEntry[]>;
  getMessage(messageId: string): Promise<StoredMessage | null>;
  getRaw(messageId: string): Promise<Uint8Array | null>;
  /** Time of the newest mail; 0 without any. */
  newestAt(): Promise<number>;
  countMail(
    list: string,
    from: number,
    to: number,
  ): Promise<{ readonly mails: number; readonly people: number }>;
  exportRows(kind: ExportRow["kind"], list: string | null): AsyncIterable<ExportRow>;
  countDiagnostics(): Promise<DiagnosticCount[]>;
  counts(): Promise<StoreCounts>;
}
