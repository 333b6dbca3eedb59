/** A patch on one side of a comparison. */
export interface RangePatch {
  readonly messageId: string;
  /** 1-based, as in its series. */
  readonly position: number;
  readonly title: string;
}

/**
 * `=` the same on both sides, message and diff; `!` changed; `<` only in the older revision;
 * `>` only in the newer one. As git-range-diff(1) has them.
 */
export type RangeStatus = "=" | "!" | "<" | ">";

/** One line of the patches compared. `text` begins with a mark of its own where it is of a diff. */
export interface RangeLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** A run of changed lines with some same ones around them. */
export interface RangeHunk {
  /** What it is in: `Metadata`, `Commit message`, a file, `file: function`; empty at the top. */
  readonly section: string;
  readonly lines: readonly RangeLine[];
}

/** A patch and what became of it. At least one side is there. */
export interface RangePair {
  readonly left: RangePatch | null;
  readonly right: RangePatch | null;
  readonly status: RangeStatus;
  /** What changed in author, commit message and diff; empty unless the status is `!`. */
  readonly hunks: readonly RangeHunk[];
  /** The two differ in too many lines to be compared line by line. */
  readonly tooLarge: boolean;
}

/** One side of a comparison. */
export interface RangeSide {
  /** Id of the revision. */
  readonly id: string;
  readonly label: string;
  /** Unix seconds UTC. */
  readonly postedAt: number;
  readonly patches: number;
  /** How many of the patches were posted with it; fewer where only some were sent anew. */
  readonly own: number;
}

/** What changed from one revision of a series to another, in the order of the newer one. */
export interface RangeDiff {
  /** Id of the series. */
  readonly series: string;
  readonly title: string;
  readonly older: RangeSide;
  readonly newer: RangeSide;
  /** Who compared: git on commits built in a tree, or this program on the mails. */
  readonly by: "git" | "mails";
  /** Why git did not, where it was asked to; else null. */
  readonly note: string | null;
  readonly pairs: readonly RangePair[];
}
