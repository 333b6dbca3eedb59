import { createHash } from "node:crypto";
import type { IssuePlan, IssuePolicy, IssueRecord } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import type { Todo, TodoState } from "../model/todo.ts";
import type { IssueUnit } from "./issue-unit.ts";
import { compareText, count, daysBetween, isOpen } from "./words.ts";

/** What is to be done about an issue, and why. */
export type IssueDecision = Pick<IssuePlan, "action" | "reason" | "evidence"> &
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
function closingOf(unit: IssueUnit): IssueDecision | null {
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

function decideOpen(unit: IssueUnit, record: IssueRecord, changed: boolean): IssueDecision {
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

/**
 * What is to be done about a unit; null for nothing, where it has no issue and needs none. What people
 * did to its issue counts before all.
 *
 * @param context.changed whether our part or title of an issue would be another now
 */
export function decide(
  unit: IssueUnit,
  record: IssueRecord | null,
  context: { readonly policy: IssuePolicy; readonly changed: boolean },
): IssueDecision | null {
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

/** Whether a series is old enough, and in a state, to have an issue. */
function isDue(view: SeriesView, policy: IssuePolicy): boolean {
  const { state } = view.status;
  if (!policy.states.includes(state)) return false;
  if (state === "accepted") return true;
  const first = view.series.revisions[0]?.postedAt ?? policy.asOf;
  return daysBetween(first, policy.asOf) >= policy.minAgeDays;
}
