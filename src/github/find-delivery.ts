import type { IssueDelivery, IssueRecord, RepositoryRecord } from "../model/github.ts";
import type { Delivery } from "../model/outbox.ts";
import {
  closingIn,
  commentMarkerIn,
  parseIssueMarker,
  partOf,
  samePart,
} from "../report/issue-marker.ts";
import { ownerAndRepo, type GithubClient } from "./client.ts";
import { issuePages } from "./listing.ts";
import type { IssueRow } from "./issue-row.ts";

/** A delivery of ours on its way: what it says, and where it goes. */
export interface Job {
  readonly delivery: Delivery;
  readonly payload: IssueDelivery;
  readonly repository: RepositoryRecord;
  readonly record: IssueRecord | null;
}

/** Clocks of ours and of GitHub may differ by this much. */
const CLOCK_SECONDS = 3_600;
const PAGE_SIZE = 100;
/** GitHub itself stops at some 2,500 comments an issue. */
const MAX_COMMENT_PAGES = 30;

const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The issue that a creation without an answer made, by its marker; not by search, which lags. */
export async function findIssue(client: GithubClient, job: Job): Promise<IssueRow | null> {
  const since = isoTime(job.delivery.plannedAt - CLOCK_SECONDS);
  for await (const { rows } of issuePages(client, job.repository, { sort: "created" })) {
    const found = rows.find(
      (row) =>
        row.pull_request === undefined &&
        parseIssueMarker(row.body ?? "")?.subject === job.payload.subject,
    );
    if (found !== undefined) return found;
    const oldest = rows.at(-1)?.created_at;
    if (oldest !== undefined && oldest < since) return null;
  }
  return null;
}

/** The id of the comment that a try without an answer left, by its marker; null without one. */
export async function findComment(client: GithubClient, job: Job): Promise<string | null> {
  const marker = commentMarkerIn(job.payload.body);
  const { login } = await client.account(job.repository.account);
  for (let page = 1; page <= MAX_COMMENT_PAGES; page += 1) {
    const answer = await client.octokit.rest.issues.listComments({
      ...ownerAndRepo(job.repository.fullName),
      issue_number: job.payload.number ?? 0,
      since: isoTime(job.delivery.plannedAt - CLOCK_SECONDS),
      per_page: PAGE_SIZE,
      page,
    });
    const rows = Array.isArray(answer.data) ? answer.data : [];
    const found = rows.find(
      (row) =>
        row.user?.login.toLowerCase() === login.toLowerCase() &&
        commentMarkerIn(row.body ?? "") === marker,
    );
    if (found !== undefined) return String(found.id);
    if (!/rel="next"/u.test(answer.headers.link ?? "")) return null;
  }
  return null;
}

/** Whether an issue already is as an update or closing was to leave it. */
export function hasArrived({ payload }: Job, row: IssueRow): boolean {
  if (payload.change === "close") {
    return row.state === "closed" && closingIn(row.body ?? "") === payload.closing;
  }
  const open = row.state === "open" || !payload.reopen;
  return open && samePart(partOf(row.body ?? "") ?? "", payload.body);
}
