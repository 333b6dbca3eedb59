import type { IssuePlan, IssuePolicy, IssueRecord } from "../../src/model/github.ts";
import { SERIES_STATES } from "../../src/model/series.ts";
import { TODO_KINDS } from "../../src/model/todo.ts";
import { NEXT_MONDAY } from "./views.ts";

/** The policy that a configuration without a word about it gives, for frob-dev. */
export function aPolicy(fields: Partial<IssuePolicy> = {}): IssuePolicy {
  return {
    list: "frob-dev",
    routes: [],
    repository: "jane/widgets",
    granularity: "series",
    minConfidence: 0.6,
    minAgeDays: 14,
    states: SERIES_STATES.filter((state) => state !== "rejected" && state !== "abandoned"),
    kinds: TODO_KINDS,
    labels: ["loose-ends"],
    assignees: new Map(),
    comments: true,
    linkTemplate: "https://lore.kernel.org/{list}/{id}/",
    asOf: NEXT_MONDAY,
    obfuscate: false,
    ...fields,
  };
}

/** The record of an issue as a plan would have made it. */
export function recordOf(
  made: IssuePlan | undefined,
  fields: Partial<IssueRecord> = {},
): IssueRecord {
  const { title = "", body = "", subject = "series/s-frob", told = [] } = made ?? {};
  return {
    repositoryId: 1,
    number: 7,
    nodeId: "I_7",
    subject,
    told,
    title,
    body,
    state: "open",
    locked: false,
    updatedAt: "2025-02-01T00:00:00Z",
    ownTitle: title,
    ownPart: body,
    closedBy: null,
    closing: null,
    gone: null,
    writes: 1,
    ...fields,
  };
}
