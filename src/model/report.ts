import type { DiagnosticCount, StoreCounts } from "./readings.ts";
import type { Problem } from "./ingest.ts";
import type { KeptDecision, TodoDecisionKind } from "./decision.ts";
import type { Bridge, Link, Mover, Revision, Series, SeriesState, SeriesStatus } from "./series.ts";
import type { Todo, TodoKind, TodoState } from "./todo.ts";

/** A series with all that is known of it at a moment. */
export interface SeriesView {
  readonly series: Series;
  readonly status: SeriesStatus;
  readonly todos: readonly Todo[];
  /** Links between its revisions, possible ones to other series included. */
  readonly links: readonly Link[];
  /** Revisions that joined what stood apart until they came. */
  readonly bridges: readonly Bridge[];
}

/** Another series that is possibly the same work, and the link that says so. */
export interface Relative {
  readonly series: Series;
  readonly link: Link;
}

/** One ISO week, Monday 00:00 to Monday 00:00 UTC; or a day, or in another zone, where it says so. */
export interface IsoWeek {
  readonly year: number;
  readonly week: number;
  /** Unix seconds UTC, inclusive. */
  readonly from: number;
  /** Unix seconds UTC, exclusive. */
  readonly to: number;
  /** `2025-02-19`: only this day of the week. */
  readonly day?: string;
  /** IANA zone in which it begins and ends, where that is not UTC. */
  readonly zone?: string;
}

/** What a digest is made of: everything as it stood at the end of the week. */
export interface DigestInput {
  readonly list: string;
  readonly week: IsoWeek;
  /** Series of the list, each as of the end of the week (later mails unknown). */
  readonly series: readonly SeriesView[];
  /** The same series as of the start of the week, by series id; absent where it did not exist. */
  readonly before: ReadonlyMap<string, SeriesView>;
  readonly mailsThisWeek: number;
  readonly peopleThisWeek: number;
  /** `https://lore.kernel.org/{list}/{id}/`: where a mail is linked to. */
  readonly linkTemplate: string;
  /** What the series were chosen by, where they are not all of the list: `drivers/net/`. */
  readonly only?: string;
}

/** What a TODO becomes in a digest: words trimmed and printable, ready to be laid out. */
export interface DigestTodo {
  readonly id: string;
  /** The sentence, trimmed at a word boundary. */
  readonly text: string;
  readonly kind: TodoKind;
  readonly state: TodoState;
  readonly saidBy: string;
  /** Who has to act; null where nothing tells. */
  readonly owner: string | null;
  /** As people say it: `v3 2/5`, `v3` for a whole series. */
  readonly where: string;
  /** Whole days since it was raised, at the end of the week. */
  readonly ageDays: number;
  /** Why it is listed, a few words: `carried to v7`, `merged as it was`. */
  readonly why: string;
  readonly messageId: string;
  readonly url: string;
}

/** One series in one section of a digest. */
export interface DigestEntry {
  readonly series: string;
  readonly title: string;
  /** Label of the last revision: `v7`, `RFC v1`. */
  readonly revision: string;
  /** Patches of the last revision. */
  readonly patches: number;
  readonly who: string;
  readonly state: SeriesState;
  readonly nextMove: Mover;
  readonly reason: string;
  /** Whole days since the last revision was posted, at the end of the week. */
  readonly postedDays: number;
  /** Whole days since the newest mail about it, at the end of the week. */
  readonly activityDays: number;
  /** Title of the section above that tells of it already (loose ends only); null elsewhere. */
  readonly seeSection: string | null;
  /** Short remarks: `newly stalled`, `reviewed 3 of 4`, `applied to powerpc/next`. */
  readonly notes: readonly string[];
  /** The mail to open first. */
  readonly messageId: string;
  readonly url: string;
  readonly settled: readonly DigestTodo[];
  readonly open: readonly DigestTodo[];
  /** TODOs of this section that are not shown, of each sort. */
  readonly moreSettled: number;
  readonly moreOpen: number;
}

/** Sections of a digest in reading order. */
export const DIGEST_SECTION_KEYS = [
  "accepted",
  "new",
  "re-rolled",
  "author",
  "reviewers",
  "maintainer",
  "stalled",
  "loose-ends",
] as const;
export type DigestSectionKey = (typeof DIGEST_SECTION_KEYS)[number];

export interface DigestSection {
  readonly key: DigestSectionKey;
  readonly title: string;
  /** Series that belong here, the hidden ones included. */
  readonly total: number;
  readonly entries: readonly DigestEntry[];
  /** Series that are not shown. */
  readonly more: number;
  /** Command that shows the rest; null when nothing is hidden. */
  readonly command: string | null;
}

export interface DigestNumbers {
  readonly mails: number;
  readonly people: number;
  readonly newSeries: number;
  readonly rerolls: number;
  readonly accepted: number;
  readonly openTodos: number;
  /** Against the start of the week; negative when fewer are open. */
  readonly openTodosChange: number;
  readonly raised: number;
  readonly settled: number;
}

/** A weekly digest, before it is laid out as text, Markdown or HTML. Plain JSON-able data. */
export interface Digest {
  readonly format: 1;
  readonly list: string;
  readonly week: IsoWeek;
  /** `2025-W08`, of a day `2025-02-19`. */
  readonly label: string;
  /** What its series were chosen by, where they are not all of the list. */
  readonly only?: string;
  readonly numbers: DigestNumbers;
  /** In reading order; sections without a series are left out. */
  readonly sections: readonly DigestSection[];
}

/** A TODO with the series that it belongs to, for lists of TODOs. */
export interface TodoRow {
  readonly series: Series;
  readonly todo: Todo;
}

/** What `doctor` finds. */
export interface Health {
  readonly node: string;
  readonly git: string | null;
  readonly database: string;
  readonly configuration: string | null;
  readonly counts: StoreCounts;
  readonly diagnostics: readonly DiagnosticCount[];
  readonly problems: readonly Omit<Problem, "raw">[];
  /** What a person has to mend, one sentence each. */
  readonly faults: readonly string[];
}

/** A revision that a decision is about; known by one of its mails alone until it is stored. */
export interface NamedRevision {
  readonly messageId: string;
  readonly found: { readonly series: Series; readonly revision: Revision } | null;
}

/** What a person changed about links, or would change (dry run). */
export interface LinkChange {
  readonly kind: "link" | "unlink";
  /** One decision each. Of a link the first is what was asked for; others overrule unlinks. */
  readonly pairs: readonly (readonly [NamedRevision, NamedRevision])[];
  readonly dryRun: boolean;
  /** The series that the revisions stand in now; empty for a dry run. */
  readonly outcome: readonly Series[];
}

/** What a person changed about a TODO, or would change. */
export interface TodoDecisionChange {
  readonly kind: TodoDecisionKind;
  readonly todo: Todo;
  /** Who owes it now; null for nobody. */
  readonly person: string | null;
}

/** A decision with what it is about in words; null where that is not stored. */
export interface DecisionRow {
  readonly decision: KeptDecision;
  readonly subject: string | null;
  readonly object: string | null;
}
