import type { IssueRecord } from "../model/github.ts";
import { closingIn, parseIssueMarker, partOf } from "../report/issue-marker.ts";

/** What we read of an issue as GitHub's API gives it. */
export interface IssueRow {
  readonly number: number;
  readonly node_id: string;
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly state: string;
  readonly locked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly pull_request?: unknown;
  readonly user: { readonly login: string } | null;
}

/** False for an answer that was cut off on its way. */
export function isIssueRow(data: unknown): data is IssueRow {
  return typeof data === "object" && data !== null && "number" in data && "updated_at" in data;
}

/** What GitHub shows of an issue at this moment. */
function seenIn(row: IssueRow) {
  const state = row.state === "closed" ? "closed" : "open";
  return {
    number: row.number,
    nodeId: row.node_id,
    title: row.title,
    body: row.body ?? "",
    state,
    locked: row.locked,
    updatedAt: row.updated_at,
    gone: null,
  } as const;
}

/**
 * A record brought up to date with what GitHub shows now. An issue that is found closed was closed
 * by a person, unless its body says that we did and our record of that was lost.
 */
export function seenAgain(record: IssueRecord, row: IssueRow): IssueRecord {
  const seen = seenIn(row);
  const closing = closingIn(seen.body);
  const unrecorded = closing !== null && closingIn(record.ownPart) === null;
  const closer = unrecorded ? "us" : "person";
  return {
    ...record,
    ...seen,
    closing: unrecorded ? closing : record.closing,
    closedBy: seen.state === "open" ? null : record.state === "closed" ? record.closedBy : closer,
    ownPart: unrecorded ? (partOf(seen.body) ?? record.ownPart) : record.ownPart,
  };
}

/** An issue that bears our marker and that no record knows; null for any other. */
export function adopted(repositoryId: number, row: IssueRow): IssueRecord | null {
  const seen = seenIn(row);
  const marker = parseIssueMarker(seen.body);
  if (marker === null || row.pull_request !== undefined) return null;
  const closing = closingIn(seen.body);
  return {
    ...seen,
    repositoryId,
    subject: marker.subject,
    told: marker.told,
    // Unknown: the plan compares it with all titles that we may have given.
    ownTitle: "",
    ownPart: partOf(seen.body) ?? "",
    closedBy: seen.state === "open" ? null : closing === null ? "person" : "us",
    closing,
    writes: 0,
  };
}

/** The record after we wrote an issue. */
export function written(
  record: IssueRecord | null,
  row: IssueRow,
  ours: {
    readonly repositoryId: number;
    readonly subject: string;
    readonly told: readonly string[];
    readonly title: string;
    readonly part: string;
    readonly closing: string | null;
  },
): IssueRecord {
  const seen = seenIn(row);
  return {
    ...seen,
    repositoryId: ours.repositoryId,
    subject: ours.subject,
    told: ours.told,
    ownTitle: ours.title,
    ownPart: ours.part,
    closedBy: seen.state === "open" ? null : "us",
    closing: ours.closing ?? record?.closing ?? null,
    writes: (record?.writes ?? 0) + 1,
  };
}
