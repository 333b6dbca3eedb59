import type { Block, Mailbox, Message } from "./mail.ts";
import type { PatchFacts } from "./patch.ts";
import type { TreeCommit } from "./tree.ts";

/** A message as the store knows it: the best copy parsed, with all places it was seen in. */
export interface StoredMessage extends Message {
  /** Sorted, distinct. */
  readonly lists: readonly string[];
  readonly receivedAt: number | null;
  /** Message-id of the root of its thread, which may be a ghost. */
  readonly thread: string;
  /** Message-id it answers within the thread, ghosts included; null for a root. */
  readonly parent: string | null;
}

/** One patch of a revision, as posted. */
export interface RevisionPatch {
  readonly messageId: string;
  /** 1-based; of a single patch 1. */
  readonly position: number;
  readonly title: string;
  readonly author: Mailbox;
  readonly patchId: string | null;
  readonly files: readonly string[];
  readonly sketch: readonly number[];
}

/** One posting of a piece of work. Its `id` is the message-id of its first mail. */
export interface Revision {
  readonly id: string;
  /** 1-based; 1 when the subject names none. */
  readonly version: number;
  /** As people say it: `v7`, `RFC v1`, `v3.1`, `v2 RESEND`. */
  readonly label: string;
  readonly rfc: boolean;
  readonly resend: boolean;
  readonly tags: readonly string[];
  readonly title: string;
  readonly author: Mailbox;
  readonly postedAt: number;
  /** Patches announced ("0/5"); null when nothing says. */
  readonly total: number | null;
  readonly cover: string | null;
  /** By position; may have gaps when mails are missing. */
  readonly patches: readonly RevisionPatch[];
  /** Root of the thread that it was posted in. */
  readonly thread: string;
  /** Message-id that the first mail answers, if any. */
  readonly answers: string | null;
  readonly lists: readonly string[];
  readonly changeId: string | null;
  readonly declared: PatchFacts["declared"];
  /** Changelog heads found in its mails: "Changes since v2", "v3: …"; the version each names. */
  readonly changelog: readonly {
    readonly version: number;
    readonly text: string;
    readonly messageId: string;
  }[];
  /** True when nothing of it was seen but replies: title and version come from their subjects. */
  readonly ghost: boolean;
}

export const EVIDENCE_KINDS = [
  "manual",
  "change-id",
  "supersedes",
  "declared-link",
  "in-reply-to",
  "same-title",
  "member-title",
  "content",
  "changelog",
  "counter",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Why two revisions are, or are not, one series. Negative weights speak against. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly messageId: string;
  /** Quoted words, or what was measured: "4 of 5 patches alike". */
  readonly text: string;
  readonly weight: number;
}

export interface Link {
  /** Ids of the revisions. */
  readonly older: string;
  readonly newer: string;
  readonly decision: "linked" | "possible";
  readonly evidence: readonly Evidence[];
}

/** A revision that made one series of parts which nothing before it held together. */
export interface Bridge {
  readonly revision: string;
  /** Ids of the revisions of each part, in order of posting; at least two parts. */
  readonly parts: readonly (readonly string[])[];
}

/** One piece of work over all its revisions; revisions in order of version, then time. */
export interface Series {
  /** Stable, short: derived from the first revision's id. */
  readonly id: string;
  readonly title: string;
  readonly author: Mailbox;
  readonly lists: readonly string[];
  readonly revisions: readonly Revision[];
}

/** In the order in which people want to see them. */
export const SERIES_STATES = [
  "new",
  "rfc",
  "under-review",
  "changes-requested",
  "ready",
  "accepted",
  "rejected",
  "stalled",
  "abandoned",
] as const;
export type SeriesState = (typeof SERIES_STATES)[number];

/** Who may have to move next. */
export const MOVERS = ["author", "reviewers", "maintainer", "nobody"] as const;
export type Mover = (typeof MOVERS)[number];

export type TagToken = "Reviewed-by" | "Acked-by" | "Tested-by" | "Nacked-by";

/** A tag that counts for a patch of a revision, and the mail that gave it. */
export interface PatchTag {
  readonly token: TagToken;
  readonly person: Mailbox;
  readonly messageId: string;
}

/** The commit that a patch became, and what tells. */
export interface AppliedCommit {
  /** Of the patch. */
  readonly messageId: string;
  /** As far as told: in full from a tree, often shortened in a notice. */
  readonly commit: string;
  readonly tree: string | null;
  /** A notice names it, or a commit of a tree names the mail, has its patch-id or its title. */
  readonly how: "notice" | "link-trailer" | "patch-id" | "title";
  /** When it was committed; of a notice, when that was sent. */
  readonly at: number;
}

export interface Applied {
  readonly tree: string | null;
  /** The first of `commits`, or the one that a notice names for all. */
  readonly commit: string | null;
  /** The notice; where only a commit tells, the patch itself. */
  readonly messageId: string;
  readonly text: string;
  /** Version of the revision that was applied. */
  readonly revision: number;
  /** Message-ids of the patches applied. */
  readonly messageIds: readonly string[];
  /** At most one a patch, by revision and position; patches whose commit nobody names lack. */
  readonly commits: readonly AppliedCommit[];
  /** When the last of its patches is known to be in. */
  readonly at: number;
}

export interface SeriesStatus {
  readonly state: SeriesState;
  /** The mail that says so, and its words where there are any. */
  readonly stateMessageId: string;
  readonly stateText: string | null;
  readonly nextMove: Mover;
  /** One sentence, without a name of the list: "Christophe Leroy asked for changes 3 days ago…" is built from facts of mails only, never from today's date. */
  readonly nextMoveReason: string;
  readonly applied: Applied | null;
  /** Tags of the last revision, by position; 0 holds those on the cover alone. */
  readonly tags: readonly { readonly position: number; readonly tags: readonly PatchTag[] }[];
  /** Time of the newest mail about it. */
  readonly lastActivityAt: number;
}

/** One mail of a series with what is known about its place in it. */
export interface SeriesMail {
  readonly message: StoredMessage;
  readonly blocks: readonly Block[];
  readonly role: "cover" | "patch" | "reply";
  /** Index into `series.revisions` of the revision that it belongs to or talks about. */
  readonly revision: number;
  /** Position of the patch that it is or talks about; 0 = cover or whole series. */
  readonly position: number;
  /** Patch facts of covers and patches; null for replies. */
  readonly facts: PatchFacts | null;
}

/** A series with all its mails, by time: what status, tags and TODOs are computed from. */
export interface SeriesContext {
  readonly series: Series;
  readonly mails: readonly SeriesMail[];
  /** Commits of trees that may be patches of it. */
  readonly commits?: readonly TreeCommit[];
}

/** When a series that waits counts as stalled or abandoned: by a moment, which is laid over. */
export interface Silence {
  readonly waiting: readonly SeriesState[];
  /** Unix seconds: nothing about it since then. */
  readonly stalledBefore: number;
  readonly abandonedBefore: number;
}
