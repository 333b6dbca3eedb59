import type { Decision, KeptDecision } from "./decision.ts";
import type { GithubRecords } from "./github.ts";
import type { AttachedFile, CopyForm, Diagnostic, Mailbox, Message } from "./mail.ts";
import type {
  Claim,
  Delivery,
  DeliveryFilter,
  DeliveryOutcome,
  DeliveryState,
  PlannedDelivery,
} from "./outbox.ts";
import type {
  GistFilter,
  ListActivity,
  PlacedTodo,
  PlacedTodoFilter,
  SeriesGist,
  WeekOfMail,
} from "./overview.ts";
import type { PatchFacts, PatchSubject } from "./patch.ts";
import type { Query, SearchText } from "./query.ts";
import type { Link, Revision, Series, SeriesState, SeriesStatus, StoredMessage } from "./series.ts";
import type { Todo } from "./todo.ts";
import type { JobName, JobRun } from "./watch.ts";
import type { TreeBatch, TreeCommit, TreeState } from "./tree.ts";

/** What a message is in patch work; `other` is mail that has no part in any. */
export type MessageKind = "cover" | "patch" | "reply" | "other";

/** What one mail alone says; derived from its best copy and kept beside it. */
export interface MessageFacts {
  readonly subject: PatchSubject;
  /** The title as it is compared: case, white space and re-roll marks gone. */
  readonly titleKey: string;
  readonly patch: PatchFacts | null;
  readonly changelog: readonly {
    readonly version: number;
    readonly text: string;
    readonly firstLine: number;
  }[];
}

/** Stands for the list of a copy where nothing tells it; never shown among a message's lists. */
export const UNKNOWN_LIST = "";

/** Parts of a copy compressed as the store keeps them. */
export interface PackedCopy {
  readonly raw: Uint8Array;
  /** Header fields, facts and body of the message. */
  readonly header: Uint8Array;
  readonly facts: Uint8Array;
  readonly body: Uint8Array;
}

/** A copy of a mail with what was read from it. */
export interface ParsedCopy {
  readonly message: Message;
  readonly facts: MessageFacts;
  readonly text: SearchText;
  readonly raw: Uint8Array;
  /** Where it was made beforehand; else the store makes it. */
  readonly packed?: PackedCopy;
  readonly attached: readonly AttachedFile[];
  /** What the archive reader met, beside what parsing did. */
  readonly archiveDiagnostics: readonly Diagnostic[];
  /** SHA-256 of raw bytes and attached files, hex. */
  readonly contentHash: string;
  readonly list: string;
  readonly receivedAt: number | null;
  /** Zone in which the page's own dates were read. */
  readonly zone: string | null;
  readonly source: string;
  readonly where: string;
}

export interface Problem {
  readonly where: string;
  readonly code: string;
  readonly detail: string;
  readonly raw: Uint8Array | null;
}

/** What one transaction of an ingest writes. The checkpoint covers all that is in it. */
export interface IngestBatch {
  readonly copies: readonly ParsedCopy[];
  readonly deletions: readonly { readonly messageId: string; readonly list: string }[];
  readonly problems: readonly Problem[];
  readonly checkpoint: { readonly source: string; readonly position: string } | null;
}

export interface BatchResult {
  /** Messages that were not there before. */
  readonly added: number;
  /** Copies of messages already there: another list, another archive. */
  readonly copies: number;
  /** Copies with other content under the Message-ID of a mail already there. */
  readonly conflicts: number;
  readonly deleted: number;
  /** Problems not known before. */
  readonly problems: number;
}

/** A mail whose parsed form must be computed anew (rebuild). */
export interface RawCopy {
  readonly messageId: string;
  readonly form: CopyForm;
  readonly raw: Uint8Array;
  readonly attached: readonly AttachedFile[];
  readonly zone: string | null;
  readonly receivedAt: number | null;
  readonly contentHash: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What threading and the assembly of revisions need of a message. */
export interface MessageNode {
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly subject: string | null;
  readonly from: Mailbox | null;
  readonly lists: readonly string[];
  /** Believed time: sent, else received, else 0 (unknown). */
  readonly at: number;
  readonly facts: MessageFacts;
}

/** Where a message stands; written whenever its thread is derived anew. */
export interface MessagePlace {
  readonly messageId: string;
  readonly thread: string;
  readonly parent: string | null;
  readonly kind: MessageKind;
  /** Id of the revision that it belongs to or talks about. */
  readonly revision: string | null;
  readonly position: number;
}

/** Result of deriving threads and revisions around some messages anew. */
export interface Derivation {
  /** The messages whose marks this clears. */
  readonly done: readonly string[];
  readonly places: readonly MessagePlace[];
  /** Revisions standing now in the threads of `places`; others that stood there go. */
  readonly revisions: readonly { readonly revision: Revision; readonly keys: readonly string[] }[];
}

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

/** When a series that waits counts as stalled or abandoned: by a moment, which is laid over. */
export interface Silence {
  readonly waiting: readonly SeriesState[];
  /** Unix seconds: nothing about it since then. */
  readonly stalledBefore: number;
  readonly abandonedBefore: number;
}

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

export interface ThreadEntry {
  readonly messageId: string;
  readonly parent: string | null;
  readonly subject: string | null;
  readonly from: Mailbox | null;
  readonly at: number;
  readonly kind: MessageKind;
  readonly openTodos: number;
}

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

export interface ListSummary {
  readonly name: string;
  readonly messages: number;
  /** Unix seconds UTC of the oldest mail whose time is known, and of the newest; 0: none. */
  readonly oldest: number;
  readonly newest: number;
}

/** Where a row stands in its order: a page goes on behind it. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** What is known of a series without reading its revisions. */
export interface SeriesHead {
  readonly series: Pick<Series, "id" | "title" | "author">;
  readonly status: SeriesStatus;
  /** `at` is when it was last heard of. */
  readonly place: Place;
}

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

export interface CrawlRecord {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly complete: boolean;
}

/**
 * All that the program keeps. Coarse on purpose: each call is one transaction, so that a process
 * killed between two calls leaves a state from which the next run goes on. Implementations never
 * give out drivers, rows or transactions.
 */
export interface Store extends GithubRecords {
  /** Hashes among those given that are stored already as seen on the list; null = on any. */
  knownCopies(hashes: readonly string[], list: string | null): Promise<ReadonlySet<string>>;
  /** Bytes of the whole copies that were read from an archive, by their place in it. */
  storedFiles(source: string, list: string | null): Promise<ReadonlyMap<string, number>>;
  saveBatch(batch: IngestBatch): Promise<BatchResult>;
  /** Forgets problems of a place (and below it) that are not among those given: they are mended. */
  forgetProblems(
    place: string,
    standing: readonly Pick<Problem, "where" | "code">[],
  ): Promise<void>;
  getCheckpoint(source: string): Promise<string | null>;
  loadCrawlRecord(url: string): Promise<CrawlRecord | null>;
  saveCrawlRecord(url: string, record: CrawlRecord): Promise<void>;

  getTree(name: string): Promise<TreeState | null>;
  /** Writes commits and forgets those gone; what they may concern waits to be tracked anew. */
  saveTree(batch: TreeBatch): Promise<{ readonly forgotten: number }>;

  /**
   * Stands for all that is stored now. What is derived takes several calls: it is loaded, worked
   * out, saved. A save that is given a stamp taken before the loading writes nothing, and says so
   * (false or null), when anybody wrote in between: it is then to be worked out anew.
   */
  stamp(): Promise<Stamp>;

  /** Forgets all derived data and marks every copy to be parsed anew. */
  startRebuild(): Promise<void>;
  /** Copies that wait to be parsed anew, a few at a time; empty when none is left. */
  listUnparsed(limit: number): Promise<RawCopy[]>;
  saveParsed(
    parsed: readonly {
      readonly copy: RawCopy;
      readonly message: Message;
      readonly facts: MessageFacts;
      readonly text: SearchText;
    }[],
    since?: Stamp,
  ): Promise<boolean>;

  /** Message-ids of messages whose surroundings must be derived anew, oldest first. */
  listDirtyMessages(limit: number): Promise<string[]>;
  countDirty(): Promise<{ readonly messages: number; readonly series: number }>;
  /** The messages given and all those of every thread that they may touch. */
  loadSurroundings(messageIds: readonly string[]): Promise<MessageNode[]>;
  /** Saves threads and revisions; returns ids of revisions that are new or changed. */
  saveDerivation(derivation: Derivation, since?: Stamp): Promise<string[] | null>;
  /**
   * Revisions whose links must be judged anew, each with every revision that shares a key or that a
   * person decided about.
   */
  listUnlinked(limit: number): Promise<LinkCandidates[]>;
  saveLinks(
    judged: readonly { readonly revision: string; readonly links: readonly Link[] }[],
    since?: Stamp,
  ): Promise<boolean>;
  /** Whole groups of revisions that links or changes touch, and the links between them. */
  listUngrouped(limit: number): Promise<RevisionGroup[]>;
  /** Writes the series that each group turned out to hold; they then wait to be tracked. */
  saveGroups(
    groups: readonly { readonly group: RevisionGroup; readonly series: readonly Series[] }[],
    since?: Stamp,
  ): Promise<boolean>;
  /** Series of which silence up to the newest mail changes a TODO must be judged anew. */
  wakeSilentSeries(): Promise<void>;
  listDirtySeries(limit: number): Promise<string[]>;
  /** A series and its mails, bodies included, by time, and the commits that may be its patches. */
  loadSeries(id: string): Promise<{
    readonly series: Series;
    readonly messages: readonly PlacedMessage[];
    readonly commits: readonly TreeCommit[];
  } | null>;
  saveTracked(
    tracked: readonly {
      readonly id: string;
      readonly status: SeriesStatus;
      readonly todos: readonly Todo[];
      /** How long nobody had answered, Unix seconds. */
      readonly silentUntil: number;
    }[],
    since?: Stamp,
  ): Promise<boolean>;

  /** Keeps decisions and marks what they touch; gives those that were not there before. */
  saveDecisions(decisions: readonly Decision[]): Promise<KeptDecision[]>;
  /** Takes decisions back and marks what they touched; gives those that were there. */
  dropDecisions(ids: readonly number[]): Promise<KeptDecision[]>;
  /** All that people decided, in the order in which they did. */
  listDecisions(): Promise<KeptDecision[]>;

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
  /** A page of what a query finds. */
  search(request: SearchRequest): Promise<SearchPage>;
  /** Mails that wait to be put into the search index, a few at a time; empty when none is left. */
  listUnindexed(limit: number): Promise<StoredMessage[]>;
  saveIndexed(
    indexed: readonly { readonly messageId: string; readonly text: SearchText }[],
  ): Promise<void>;
  countMail(
    list: string,
    from: number,
    to: number,
  ): Promise<{ readonly mails: number; readonly people: number }>;

  /** Every list that mails were seen on; cheap. */
  listLists(): Promise<ListSummary[]>;
  /** One page of series, those with the newest mail first. */
  listSeriesHeads(page: {
    readonly list?: string;
    readonly activeSince?: number;
    readonly after?: Place;
    readonly limit: number;
  }): Promise<SeriesHead[]>;
  /** One page of TODOs, the oldest first; `place` of a TODO is when it was raised, and its id. */
  listTodoPage(page: {
    readonly list?: string;
    readonly series?: string;
    /** Only those in which somebody has to act. */
    readonly open?: boolean;
    readonly after?: Place;
    readonly limit: number;
  }): Promise<TodoWithSeries[]>;
  getMessageWithPlace(messageId: string): Promise<MessageWithPlace | null>;
  /** The mails of the thread that a mail is in, as they came, by time. */
  listThreadSources(messageId: string): Promise<MailSource[]>;
  /** Who wrote mails from an address, by the name used most. */
  findWriter(address: string): Promise<Mailbox | null>;
  tally(): Promise<StoreTallies>;
  /** Another text whenever anybody has written: what was computed before may be out of date. */
  changeToken(): Promise<string>;
  /** Series without their revisions, the one that moved last first. */
  listGists(filter: GistFilter): Promise<SeriesGist[]>;
  /** TODOs with the series of each, the oldest first. */
  listPlacedTodos(filter: PlacedTodoFilter): Promise<PlacedTodo[]>;
  /** Mails of a list week by week, oldest first; weeks without any are left out. */
  countMailByWeek(list: string): Promise<WeekOfMail[]>;
  listActivity(list: string, minConfidence: number): Promise<ListActivity>;

  exportRows(kind: ExportRow["kind"], list: string | null): AsyncIterable<ExportRow>;
  listProblems(
    limit: number,
  ): Promise<{ readonly where: string; readonly code: string; readonly detail: string }[]>;
  countDiagnostics(): Promise<
    {
      readonly code: string;
      readonly messages: number;
      readonly example: string;
      readonly detail: string;
    }[]
  >;
  counts(): Promise<StoreCounts>;

  /**
   * Notes what is to leave. A key that is new is planned; one that still waits for approval takes
   * the new words; all others stay as they are. Returns all of them as they now stand.
   */
  planDeliveries(planned: readonly PlannedDelivery[], now: number): Promise<Delivery[]>;
  /** In the order in which they were planned. */
  listDeliveries(filter: DeliveryFilter): Promise<Delivery[]>;
  /**
   * Lets deliveries leave: planned ones, at once those that wait for their next try, and again
   * those that were given up or whose outcome is unknown. Returns the ids of those that changed.
   */
  approveDeliveries(ids: readonly number[], now: number): Promise<number[]>;
  /** Ends deliveries that are not sent. Returns the ids of those that changed. */
  dropDeliveries(ids: readonly number[], now: number): Promise<number[]>;
  /** Takes the next approved delivery whose time has come; nobody else gets it. */
  claimDelivery(claim: Claim): Promise<Delivery | null>;
  /**
   * Takes the next delivery whose claim ran out without an outcome, to ask what became of it. With
   * `alone`, which the holder of the lock "outbox" may say, all claims count as run out.
   */
  claimInterrupted(claim: Claim & { readonly alone: boolean }): Promise<Delivery | null>;
  /** Records that a claimed delivery may arrive from now on; false when it is not ours any more. */
  markHandedOver(delivery: Delivery): Promise<boolean>;
  /** Records how a try ended; false when the delivery is no longer ours to decide on. */
  finishDelivery(delivery: Delivery, outcome: DeliveryOutcome): Promise<boolean>;
  /** What is known of the jobs of `watch`. */
  listJobRuns(): Promise<JobRun[]>;
  /** Keeps what is now known of jobs. */
  saveJobRuns(runs: readonly JobRun[]): Promise<void>;
  /** Forgets all jobs but these. */
  keepJobRuns(jobs: readonly JobName[]): Promise<void>;
  /**
   * Takes a lock over all processes that use this database; null when another one has it. It ends
   * when it is released or its process ends, however that happens.
   */
  tryLock(name: string): Promise<Lock | null>;
  close(): Promise<void>;
}

/** A state of the store; equal stamps mean that nothing was written between them. */
export type Stamp = string;

/** A revision with those that it may be linked to. */
export interface LinkCandidates {
  readonly revision: Revision;
  readonly candidates: readonly Revision[];
  /** What a person decided about the revision and one of the candidates, by the candidate's id. */
  readonly decided: ReadonlyMap<string, Decision>;
}

/** A lock that is held. */
export interface Lock {
  release(): void;
}

/** Revisions that hang together by links, with those links. */
export interface RevisionGroup {
  readonly revisions: readonly Revision[];
  readonly links: readonly Link[];
}

/** A message with its place in a series. */
export interface PlacedMessage {
  readonly message: StoredMessage;
  readonly facts: MessageFacts;
  readonly kind: MessageKind;
  readonly revision: string;
  readonly position: number;
}

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
