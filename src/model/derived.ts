import type { Decision } from "./decision.ts";
import type { AttachedFile, CopyForm, Diagnostic, Mailbox, Message } from "./mail.ts";
import type { MessageFacts, MessageKind } from "./patch.ts";
import type { SearchText } from "./query.ts";
import type { Link, Revision, Series, SeriesStatus, StoredMessage } from "./series.ts";
import type { Todo } from "./todo.ts";
import type { TreeCommit } from "./tree.ts";

/** A state of the store; equal stamps mean that nothing was written between them. */
export type Stamp = string;

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

/** A revision with those that it may be linked to. */
export interface LinkCandidates {
  readonly revision: Revision;
  readonly candidates: readonly Revision[];
  /** What a person decided about the revision and one of the candidates, by the candidate's id. */
  readonly decided: ReadonlyMap<string, Decision>;
}

/** A copy as it was read anew. */
export interface ReparsedCopy {
  readonly copy: RawCopy;
  readonly message: Message;
  readonly facts: MessageFacts;
  readonly text: SearchText;
}

/** A revision with all links that stand from it to those it was weighed with. */
export interface JudgedRevision {
  /** Its id. */
  readonly revision: string;
  readonly links: readonly Link[];
}

/** Revisions that hang together by links, with those links. */
export interface RevisionGroup {
  readonly revisions: readonly Revision[];
  readonly links: readonly Link[];
}

/** A group with the series that it turned out to hold. */
export interface JudgedGroup {
  readonly group: RevisionGroup;
  readonly series: readonly Series[];
}

/** A message with its place in a series. */
export interface PlacedMessage {
  readonly message: StoredMessage;
  readonly facts: MessageFacts;
  readonly kind: MessageKind;
  readonly revision: string;
  readonly position: number;
}

/** A series as it is judged from. */
export interface LoadedSeries {
  readonly series: Series;
  /** Bodies included, by time. */
  readonly messages: readonly PlacedMessage[];
  /** Commits that may be its patches. */
  readonly commits: readonly TreeCommit[];
}

/** A series as judged at its newest mail or commit. */
export interface JudgedSeries {
  readonly id: string;
  readonly status: SeriesStatus;
  readonly todos: readonly Todo[];
  /** The newest mail of all, Unix seconds: so long had nobody answered. */
  readonly silentUntil: number;
}

/**
 * What is derived of the canonical records. Each step lists what waits for it, loads what that needs,
 * and saves what was worked out, which marks what waits for the next.
 */
export interface DerivedRecords {
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
  saveParsed(parsed: readonly ReparsedCopy[], since?: Stamp): Promise<boolean>;
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
  saveLinks(judged: readonly JudgedRevision[], since?: Stamp): Promise<boolean>;
  /** Whole groups of revisions that links or changes touch, and the links between them. */
  listUngrouped(limit: number): Promise<RevisionGroup[]>;
  /** Writes the series that each group turned out to hold; they then wait to be tracked. */
  saveGroups(groups: readonly JudgedGroup[], since?: Stamp): Promise<boolean>;
  /** Series of which silence up to the newest mail changes a TODO must be judged anew. */
  wakeSilentSeries(): Promise<void>;
  listDirtySeries(limit: number): Promise<string[]>;
  loadSeries(id: string): Promise<LoadedSeries | null>;
  saveTracked(tracked: readonly JudgedSeries[], since?: Stamp): Promise<boolean>;
}
