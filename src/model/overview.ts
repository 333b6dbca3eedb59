import type { Mailbox } from "./mail.ts";
import type { SeriesStatus } from "./series.ts";
import type { Todo } from "./todo.ts";

/** A series without its revisions. */
export interface SeriesGist {
  readonly id: string;
  readonly title: string;
  readonly author: Mailbox;
  readonly status: SeriesStatus;
  /** Those found with at least the confidence asked for. */
  readonly openTodos: number;
}

export interface GistFilter {
  readonly list?: string;
  /** Only series with mail, or known to be applied, at or after this time. */
  readonly activeSince?: number;
  /** TODOs below are not counted. */
  readonly minConfidence: number;
}

/** A TODO and the id of its series. */
export interface PlacedTodo {
  readonly todo: Todo;
  readonly series: string;
}

export interface PlacedTodoFilter {
  readonly list?: string;
  /** Only those in which somebody has to act. */
  readonly onlyOpen?: boolean;
  /** Only those found with at least this confidence. */
  readonly minConfidence?: number;
  /** Only those that one of these mails says first. */
  readonly messageIds?: readonly string[];
}

/** Mails of a list in one week. */
export interface WeekOfMail {
  /** Monday 00:00 UTC, Unix seconds. */
  readonly from: number;
  readonly mails: number;
}

/** When things happened on a list, for charts; all times in Unix seconds UTC. */
export interface ListActivity {
  /** Every revision that was seen; `first` is that of its series, `answeredAt` by somebody else. */
  readonly revisions: readonly {
    readonly postedAt: number;
    readonly first: boolean;
    readonly answeredAt: number | null;
  }[];
  readonly acceptedAt: readonly number[];
  /** TODOs, `settledAt` null while somebody has to act. */
  readonly todos: readonly { readonly raisedAt: number; readonly settledAt: number | null }[];
}

/** What lists, boards and charts need of the store: many rows, little of each. */
export interface OverviewReadings {
  /** Series without their revisions, the one that moved last first. */
  listGists(filter: GistFilter): Promise<SeriesGist[]>;
  /** TODOs with the series of each, the oldest first. */
  listPlacedTodos(filter: PlacedTodoFilter): Promise<PlacedTodo[]>;
  /** Mails of a list week by week, oldest first; weeks without any are left out. */
  countMailByWeek(list: string): Promise<WeekOfMail[]>;
  listActivity(list: string, minConfidence: number): Promise<ListActivity>;
}
