import { createHash } from "node:crypto";
import type { IssuePlan, IssuePolicy, IssueRecord } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import type { Todo, TodoState } from "../model/todo.ts";
import { MAX_ISSUE_BODY, MAX_OUR_PART, renderOurPart } from "./issue-body.ts";
import { eventsOf, newsOf, renderComment } from "./issue-comment.ts";
import { addedByHand, foreignLength, partOf, samePart } from "./issue-marker.ts";
import {
  assigneesFor,
  issueUnits,
  repositoryFor,
  unitTitle,
  type IssueUnit,
} from "./issue-unit.ts";
import { obfuscateTodo, obfuscateView } from "./obfuscate.ts";
import { compareText, count, daysBetween, isOpen, labelOf } from "./words.ts";

/** What a plan is made of. */
export interface IssuePlanInput {
  readonly views: readonly SeriesView[];
  readonly policy: IssuePolicy;
  /** Issues that we know to be ours, of all repositories. */
  readonly records: readonly IssueRecord[];
  /** Configured names of repositories by GitHub's number of them. */
  readonly repositories: ReadonlyMap<number, string>;
}

/** Finds the issue of a unit: by its subject, else by a revision that it has told of. */
class Records {
  readonly #bySubject = new Map<string, IssueRecord>();
  readonly #byRevision = new Map<string, IssueRecord>();

  constructor(records: readonly IssueRecord[]) {
    // An open issue before a closed one, then the oldest; one that is gone still counts.
    const sorted = records.toSorted(
      (left, right) =>
        Number(left.gone !== null) - Number(right.gone !== null) ||
        Number(right.state === "open") - Number(left.state === "open") ||
        left.number - right.number,
    );
    for (const record of sorted) {
      if (!this.#bySubject.has(record.subject)) this.#bySubject.set(record.subject, record);
      if (!record.subject.startsWith("series/")) continue;
      for (const id of record.told) {
        if (!this.#byRevision.has(id)) this.#byRevision.set(id, record);
      }
    }
  }

  find(unit: IssueUnit): IssueRecord | null {
    const direct = this.#bySubject.get(unit.subject);
    if (direct !== undefined || !unit.subject.startsWith("series/")) return direct ?? null;
    // An older archive brought an earlier revision since, and with it another id of the series.
    for (const { id } of unit.view.series.revisions) {
      const found = this.#byRevision.get(id);
      if (found !== undefined) return found;
    }
    return null;
  }
}

function isDue(view: SeriesView, policy: IssuePolicy): boolean {
  const { state } = view.status;
  if (!policy.states.includes(state)) return false;
  if (state === "accepted") return true;
  const first = view.series.revisions[0]?.postedAt ?? policy.asOf;
  return daysBetween(first, policy.asOf) >= policy.minAgeDays;
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

type Decision = Pick<IssuePlan, "action" | "reason" | "evidence"> &
  Partial<Pick<IssuePlan, "reopen" | "stateReason" | "closing">>;

/** TODOs end so when nobody did them. */
const NOT_DONE: ReadonlySet<TodoState> = new Set(["obsolete", "declined", "dismissed"]);

/** Names a set of mails and decisions, shortly. */
function hashOf(ids: readonly string[]): string {
  const text = [...new Set(ids)].toSorted(compareText).join("\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** `everything is settled (2 TODOs), 1 TODO dismissed by hand`; what was dismissed never was one. */
function settledWords(settled: readonly Todo[]): string {
  const dismissed = settled.filter(({ state }) => state === "dismissed").length;
  const rest = settled.length - dismissed;
  const parts = [
    ...(rest === 0 ? [] : [`everything is settled (${count(rest, "TODO")})`]),
    ...(dismissed === 0 ? [] : [`${count(dismissed, "TODO")} dismissed by hand`]),
  ];
  return parts.join(", ");
}

/** Why an issue without an open TODO may be closed; null when neither a mail nor a person says so. */
function closingOf(unit: IssueUnit): Decision | null {
  const { status } = unit.view;
  const settled = unit.todos.filter((todo) => !isOpen(todo));
  const mails = settled.flatMap((todo) => todo.evidenceMessageId ?? []);
  const byHand = settled.filter(({ history }) => history.at(-1)?.messageId === null);
  const decisions = byHand.map(({ id, state, history }) => `${id} ${state} ${history.at(-1)?.at}`);
  if (mails.length + byHand.length > 0) {
    const given = settled.every(({ state }) => NOT_DONE.has(state));
    return {
      action: "close",
      reason: settledWords(settled),
      // What a person decided stands in no mail: the one that the TODO was said in is named.
      evidence: [...new Set([...mails, ...byHand.map(({ messageId }) => messageId)])],
      stateReason: given ? "not_planned" : "completed",
      closing: `settled-${hashOf([...mails, ...decisions])}`,
    };
  }
  if (status.state !== "rejected") return null;
  return {
    action: "close",
    reason: "the series was rejected",
    evidence: [status.stateMessageId],
    stateReason: "not_planned",
    closing: `rejected-${hashOf([status.stateMessageId])}`,
  };
}

function decideOpen(unit: IssueUnit, record: IssueRecord, changed: boolean): Decision {
  const open = unit.todos.filter(isOpen);
  const asIs = { evidence: [], action: "leave" } as const;
  if (open.length > 0) {
    const reason = `${count(open.length, "TODO")} still open, ${unit.todos.length - open.length} settled`;
    if (!changed) return { ...asIs, reason: `nothing changed: ${reason}` };
    return { action: "update", reason, evidence: open.map((todo) => todo.messageId) };
  }
  const closing = closingOf(unit);
  if (closing === null) {
    const reason = "none of its TODOs is found any more, and nothing says that they are settled";
    return { ...asIs, reason };
  }
  if (closing.closing !== record.closing) return closing;
  const reason = "a person opened it again: it stays open until something new is settled";
  if (!changed) return { ...asIs, reason };
  return { action: "update", reason, evidence: closing.evidence };
}

function decide(
  unit: IssueUnit,
  record: IssueRecord | null,
  context: { readonly policy: IssuePolicy; readonly changed: boolean },
): Decision | null {
  const open = unit.todos.filter(isOpen);
  const due = open.length > 0 && isDue(unit.view, context.policy);
  if (record === null) {
    if (!due) return null;
    const merged = unit.view.status.state === "accepted" ? " in a series that was merged" : "";
    const reason = `${count(open.length, "open TODO")}${merged}`;
    return { action: "create", reason, evidence: open.map((todo) => todo.messageId) };
  }
  if (record.gone !== null) {
    const reason = `${record.gone} by a person: not made again`;
    return { action: "leave", reason, evidence: [] };
  }
  if (record.state === "open") return decideOpen(unit, record, context.changed);
  if (record.closedBy !== "us") {
    return { action: "leave", reason: "closed by a person", evidence: [] };
  }
  if (!due) return { action: "leave", reason: "closed, and nothing is open", evidence: [] };
  const reason = `${count(open.length, "TODO")} open again`;
  return { action: "update", reopen: true, reason, evidence: open.map((todo) => todo.messageId) };
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
  context: { readonly policy: IssuePolicy; readonly decision: Decision },
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
  const left = (reason: string): Decision => ({ action: "leave", reason, evidence: [] });
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
  const records = new Records(input.records);
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
