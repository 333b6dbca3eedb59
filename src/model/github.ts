import type { SeriesState } from "./series.ts";
import type { TodoKind } from "./todo.ts";

/** One issue a series, or one a TODO. */
export const GRANULARITIES = ["series", "todo"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** What gets an issue, and where. */
export interface IssuePolicy {
  readonly list: string;
  /** Repositories by the paths that a series touches; the first that fits. */
  readonly routes: readonly { readonly repository: string; readonly paths: readonly string[] }[];
  /** `owner/name` for all others; null: none. */
  readonly repository: string | null;
  readonly granularity: Granularity;
  /** 0 to 1: TODOs below are not shown to anybody. */
  readonly minConfidence: number;
  /** A series younger than this is left to its reviewers. */
  readonly minAgeDays: number;
  /** States of a series that open an issue; one that is there is kept up to date in all. */
  readonly states: readonly SeriesState[];
  readonly kinds: readonly TodoKind[];
  /** Given to new issues; afterwards they are people's. */
  readonly labels: readonly string[];
  /** Names and addresses, lower case, to logins. */
  readonly assignees: ReadonlyMap<string, string>;
  /** Whether new revisions are told of in comments. */
  readonly comments: boolean;
  /** `https://lore.kernel.org/{list}/{id}/`. */
  readonly linkTemplate: string;
  /** Unix seconds UTC to which ages are counted. */
  readonly asOf: number;
  /** Whether mail addresses are taken out of the words of issues and comments. */
  readonly obfuscate: boolean;
}

/** What we know of an issue of ours. Canonical: people's choices are in it. */
export interface IssueRecord {
  /** GitHub's number of the repository, which outlives its name. */
  readonly repositoryId: number;
  readonly number: number;
  readonly nodeId: string;
  /** What it is about: `series/<id>` or `todo/<id>`. */
  readonly subject: string;
  /** Message-ids of revisions and applied notices that it has told of, the first revision's first. */
  readonly told: readonly string[];
  /** As GitHub had it when it was last seen. */
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly locked: boolean;
  /** ISO 8601, as GitHub gives it. */
  readonly updatedAt: string;
  /** As we wrote them last. */
  readonly ownTitle: string;
  readonly ownPart: string;
  /** Who closed it; null while it is open. */
  readonly closedBy: "us" | "person" | null;
  /** Why we closed it last: who opens it again does not want it closed for the same reason. */
  readonly closing: string | null;
  readonly gone: "deleted" | "moved" | null;
  /** Times that we wrote to it. */
  readonly writes: number;
}

/** A repository as GitHub told it last. */
export interface RepositoryRecord {
  /** `owner/name` as configured. */
  readonly name: string;
  readonly repositoryId: number;
  /** What GitHub calls it now. */
  readonly fullName: string;
  readonly archived: boolean;
  /** ETags of the repository and of the first page of our issues. */
  readonly etag: string | null;
  readonly listingEtag: string | null;
  /** Newest change among our issues that was read; null: they were never read. */
  readonly cursor: string | null;
  /** Whose token it was last, with the ETag of that answer; null where GitHub was not asked. */
  readonly account: KnownAccount | null;
}

/** A login as GitHub told it; its ETag lets it be confirmed for nothing. */
export interface KnownAccount {
  readonly login: string;
  readonly etag: string;
}

/** Our records of what is on GitHub. */
export interface GithubRecords {
  getGithubRepository(name: string): Promise<RepositoryRecord | null>;
  saveGithubRepository(repository: RepositoryRecord): Promise<void>;
  listGithubIssues(): Promise<IssueRecord[]>;
  getGithubIssue(repositoryId: number, number: number): Promise<IssueRecord | null>;
  saveGithubIssues(issues: readonly IssueRecord[]): Promise<void>;
}

/** What would be done about one issue. */
export interface IssuePlan {
  readonly action: "create" | "update" | "close" | "leave";
  /** Null where no repository is configured. */
  readonly repository: string | null;
  readonly subject: string;
  readonly series: string;
  /** Null for an issue to be created. */
  readonly number: number | null;
  readonly title: string;
  readonly titleBefore: string | null;
  /** Our part of the body, and as we wrote it last. */
  readonly body: string;
  readonly bodyBefore: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** An update that opens an issue again that we closed ourselves. */
  readonly reopen: boolean;
  readonly stateReason: "completed" | "not_planned" | null;
  /** A comment to go with it; `occasion` names it once and for all. */
  readonly comment: { readonly occasion: string; readonly body: string } | null;
  /** Why it is closed, to be remembered. */
  readonly closing: string | null;
  /** Message-ids of revisions and applied notices that will have been told of. */
  readonly told: readonly string[];
  /** Times that we have written to the issue. */
  readonly writes: number;
  /** One sentence for people. */
  readonly reason: string;
  /** What people did to the issue that the plan respects. */
  readonly notes: readonly string[];
  /** Message-ids that the reason rests on; for closings never empty. */
  readonly evidence: readonly string[];
}

/** What the publisher for GitHub is told to do; payload of a delivery, plain JSON. */
export interface IssueDelivery {
  readonly change: "create" | "update" | "close" | "comment";
  readonly repository: string;
  /** Null for creations. */
  readonly number: number | null;
  readonly subject: string;
  readonly title: string;
  /** Our part of the body; of a comment its text. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly reopen: boolean;
  readonly stateReason: "completed" | "not_planned" | null;
  readonly closing: string | null;
  readonly told: readonly string[];
  /** Times that we had written to the issue when this was planned: a later plan overtakes it. */
  readonly writes: number;
}
