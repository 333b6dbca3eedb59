import type { Mailbox } from "./mail.ts";

/** A mail that a commit message names in a trailer. */
export interface CommitLink {
  /** `message-id` can only mean the patch itself; the others also reports and talk. */
  readonly token: "message-id" | "link" | "closes";
  readonly messageId: string;
}

/** A commit of a branch that is watched for patches; merges and backports are none. */
export interface TreeCommit {
  /** Name of the tree as people say it: `powerpc/next`. */
  readonly tree: string;
  /** Full hash. */
  readonly commit: string;
  readonly author: Mailbox;
  /** Unix seconds UTC, as are all times. */
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly title: string;
  /** The title as it is compared, as that of a message. */
  readonly titleKey: string;
  /** As `git patch-id --stable` gives it; null without a diff. */
  readonly patchId: string | null;
  readonly links: readonly CommitLink[];
}

/** How far a tree has been read. */
export interface TreeState {
  readonly name: string;
  /** Hash of the newest commit read; null: none yet. */
  readonly tip: string | null;
  /** Commits committed before are passed over; null: all are read. */
  readonly since: number | null;
  /** Lists whose series it may apply; empty: all. */
  readonly lists: readonly string[];
}

/** What one transaction of a reading writes; `state.tip` covers all that is in it. */
export interface TreeBatch {
  readonly state: TreeState;
  readonly commits: readonly TreeCommit[];
  /** Hashes that are no longer in the branch; `all` begins anew. */
  readonly gone: readonly string[] | "all";
}

/** Our records of watched trees. */
export interface TreeRecords {
  getTree(name: string): Promise<TreeState | null>;
  /** Writes commits and forgets those gone; what they may concern waits to be tracked anew. */
  saveTree(batch: TreeBatch): Promise<{ readonly forgotten: number }>;
}
