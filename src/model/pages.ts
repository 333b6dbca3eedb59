import type { CopyForm, Mailbox } from "./mail.ts";
import type { DeliveryState } from "./outbox.ts";
import type { MessageKind } from "./patch.ts";
import type { Series, SeriesStatus, StoredMessage } from "./series.ts";
import type { Todo } from "./todo.ts";

/** Where a row stands in its order: a page goes on behind it. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

export interface ListSummary {
  readonly name: string;
  readonly messages: number;
  /** Unix seconds UTC of the oldest mail whose time is known, and of the newest; 0: none. */
  readonly oldest: number;
  readonly newest: number;
}

/** Which page of series is asked for. */
export interface SeriesHeadPage {
  readonly list?: string;
  readonly activeSince?: number;
  readonly after?: Place;
  readonly limit: number;
}

/** What is known of a series without reading its revisions. */
export interface SeriesHead {
  readonly series: Pick<Series, "id" | "title" | "author">;
  readonly status: SeriesStatus;
  /** `at` is when it was last heard of. */
  readonly place: Place;
}

/** Which page of TODOs is asked for. */
export interface TodoPage {
  readonly list?: string;
  readonly series?: string;
  /** Only those in which somebody has to act. */
  readonly open?: boolean;
  readonly after?: Place;
  readonly limit: number;
}

/** Its place in a page is when it was raised, and its id. */
export interface TodoWithSeries {
  readonly todo: Todo;
  readonly series: Pick<Series, "id" | "title" | "author">;
}

/** A message with what it is in patch work; series, revision and position null where in none. */
export interface MessageWithPlace {
  readonly message: StoredMessage;
  readonly kind: MessageKind;
  /** Ids. */
  readonly series: string | null;
  readonly revision: string | null;
  readonly position: number | null;
}

/** A mail as its archive has it, without its bytes. */
export interface MailSource {
  readonly messageId: string;
  readonly contentHash: string;
  readonly form: CopyForm;
  readonly sizeBytes: number;
}

/** Figures for monitoring. */
export interface StoreTallies {
  readonly messages: number;
  readonly openTodos: number;
  /** Messages and series that wait to be derived. */
  readonly pending: number;
  readonly deliveries: readonly { readonly state: DeliveryState; readonly n: number }[];
}

/**
 * What is asked a hundred times a second: rows of one page, without what hangs on them. Pages go by
 * key, not by offset, so that mails which come in between shift nothing.
 */
export interface PageReadings {
  /** Every list that mails were seen on; cheap. */
  listLists(): Promise<ListSummary[]>;
  /** One page of series, those with the newest mail first. */
  listSeriesHeads(page: SeriesHeadPage): Promise<SeriesHead[]>;
  /** One page of TODOs, the oldest first; ties by id. */
  listTodoPage(page: TodoPage): Promise<TodoWithSeries[]>;
  getMessageWithPlace(messageId: string): Promise<MessageWithPlace | null>;
  /** The mails of the thread that a mail is in, as they came, by time. */
  listThreadSources(messageId: string): Promise<MailSource[]>;
  /** Who wrote mails from an address, by the name used most. */
  findWriter(address: string): Promise<Mailbox | null>;
  tally(): Promise<StoreTallies>;
  /** Another text whenever anybody has written: what was computed before may be out of date. */
  changeToken(): Promise<string>;
}
