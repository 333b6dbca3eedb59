import type { IssuePlan, IssuePolicy, IssueRecord } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import { MAX_ISSUE_BODY, MAX_OUR_PART, renderOurPart } from "./issue-body.ts";
import { eventsOf, newsOf, renderComment } from "./issue-comment.ts";
import { decide, type IssueDecision } from "./issue-decision.ts";
import { IssueRecords } from "./issue-records.ts";
import { addedByHand, foreignLength, partOf, samePart } from "./issue-marker.ts";
import {
  assigneesFor,
  issueUnits,
  repositoryFor,
  unitTitle,
  type IssueUnit,
} from "./issue-unit.ts";
import { obfuscateTodo, obfuscateView } from "./obfuscate.ts";
import { compareText, isOpen, labelOf } from "./words.ts";

/** What a plan is made of. */
export interface IssuePlanInput {
  readonly views: readonly SeriesView[];
  readonly policy: IssuePolicy;
  /** Issues that we know to be ours, of all repositories. */
  readonly records: readonly IssueRecord[];
  /** Configured names of repositories by GitHub's number of them. */
  readonly repositories: ReadonlyMap<number, string>;
}

/** Our title for a unit, or the one that a person gave its issue. */
function titleFor(
  unit: IssueUnit,
  record: IssueRecord | null,
): { title: string; byPerson: boolean } {
  const { series } = unit.view;
  const last = series.revisions.at(-1) ?? { label: labelOf(series), title: series.title };
  const ours = unitTitle(unit, last);
  if (record === null || record.title === record.ownTitle) return { title: ours, byPerson: false };
  const known = series.revisions.map((revision) => unitTitle(unit, revision));
  const byPerson = !known.includes(record.title);
  return { title: byPerson ? record.title : ours, byPerson };
}

/** What people did to an issue that is respected, in words. */
function notesOf(
  record: IssueRecord | null,
  plan: { readonly action: IssuePlan["action"]; readonly titleByPerson: boolean },
): string[] {
  if (record === null || record.gone !== null) return [];
  const { action, titleByPerson } = plan;
  const live = partOf(record.body);
  const notes: string[] = [];
  if (titleByPerson) notes.push("a person gave it its title: it stays");
  if (live === null) {
    notes.push(
      action === "leave"
        ? "our part was removed: it is put back when a mail changes it"
        : "our part was removed: it is put below what is there",
    );
  } else if (addedByHand(live, [record.ownPart]).length > 0) {
    notes.push(
      action === "leave"
        ? "our part was edited by hand: left until a mail changes it"
        : "our part was edited by hand: what was added moves below it",
    );
  }
  if (record.locked) notes.push("locked: no comment");
  return notes;
}

function commentFor(
  unit: IssueUnit,
  record: IssueRecord | null,
  context: { readonly policy: IssuePolicy; readonly decision: IssueDecision },
): IssuePlan["comment"] {
  const { policy, decision } = context;
  if (record === null || record.locked || !policy.comments || decision.action === "leave")
    return null;
  const event = newsOf(unit.view, record.told);
  const closing = decision.action === "close" ? decision.reason : null;
  if (event === null && closing === null) return null;
  const occasion = event?.id ?? decision.closing ?? "";
  return { occasion, body: renderComment(unit, policy, { event, occasion, closing }) };
}

/** A unit as it is shown where no mail addresses may be; who is assigned is found by the real one. */
function withoutAddresses(unit: IssueUnit): IssueUnit {
  return { ...unit, view: obfuscateView(unit.view), todos: unit.todos.map(obfuscateTodo) };
}

function planUnit(
  unit: IssueUnit,
  record: IssueRecord | null,
  input: IssuePlanInput,
): IssuePlan | null {
  const { policy } = input;
  const hasOpen = unit.todos.some(isOpen);
  if (record === null && !hasOpen) return null;
  const shown = policy.obfuscate ? withoutAddresses(unit) : unit;
  const told = [...new Set([...(record?.told ?? []), ...eventsOf(unit.view).map(({ id }) => id)])];
  const room = Math.min(MAX_OUR_PART, MAX_ISSUE_BODY - foreignLength(record?.body ?? "") - 2);
  const render = (closing: string | null): string =>
    // The subject of the record stays the issue's, whatever the series is called now.
    renderOurPart({ ...shown, subject: record?.subject ?? unit.subject }, policy, {
      room,
      told,
      closing,
    });
  const { title, byPerson } = titleFor(shown, record);
  const standing = render(record?.closedBy === "us" ? record.closing : null);
  const changed = record === null || title !== record.title || !samePart(record.ownPart, standing);
  const decided = decide(unit, record, { policy, changed });
  if (decided === null) return null;
  const body = decided.action === "leave" ? standing : render(decided.closing ?? null);
  const repository =
    record === null
      ? repositoryFor(unit.view, policy)
      : (input.repositories.get(record.repositoryId) ?? null);
  const left = (reason: string): IssueDecision => ({ action: "leave", reason, evidence: [] });
  const decision =
    decided.action === "leave"
      ? decided
      : record !== null && repository === null
        ? left("its repository is not configured any more")
        : body.length > room
          ? left("what people wrote leaves no room for our part")
          : decided;
  return {
    action: decision.action,
    repository,
    subject: record?.subject ?? unit.subject,
    series: unit.view.series.id,
    number: record?.number ?? null,
    title,
    titleBefore: record?.title ?? null,
    body,
    bodyBefore: record?.ownPart ?? null,
    labels: policy.labels.map((label) => label.replaceAll("{list}", policy.list)),
    assignees: assigneesFor(unit, policy),
    reopen: decision.reopen ?? false,
    stateReason: decision.stateReason ?? null,
    comment: commentFor(shown, record, { policy, decision }),
    closing: decision.closing ?? null,
    told,
    writes: record?.writes ?? 0,
    reason: decision.reason,
    notes: notesOf(record, { action: decision.action, titleByPerson: byPerson }),
    evidence: decision.evidence,
  };
}

const ORDER = { create: 0, update: 1, close: 2, leave: 3 } as const;

/**
 * What would be done on GitHub: issues for series (or TODOs) with something open that is sure
 * enough, once the series is old enough or merged. Issues that a person closed are left, and those
 * that are gone are not made again; titles and words of people stay; an issue is closed only where
 * mails, or decisions by hand, say that all is settled. Nothing is done here, and what neither has an issue nor needs
 * one is not named. Creations first; what moved last before the rest.
 */
export function planIssues(input: IssuePlanInput): IssuePlan[] {
  const records = new IssueRecords(input.records);
  const views = input.views.toSorted(
    (left, right) =>
      right.status.lastActivityAt - left.status.lastActivityAt ||
      compareText(left.series.id, right.series.id),
  );
  return views
    .flatMap((view) => issueUnits(view, input.policy))
    .flatMap((unit) => planUnit(unit, records.find(unit), input) ?? [])
    .toSorted((left, right) => ORDER[left.action] - ORDER[right.action]);
}
