import type { ExistingIssue, IssuePlan, IssuePolicy, SeriesView } from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { inertText } from "./inert.ts";
import { issueTitle, issueTodos, renderIssueBody, seriesOfBody } from "./issue-body.ts";
import { columnsFor, fitColumns, PLAIN_PAINT, wrap, type LayoutOptions } from "./layout.ts";
import { compareText, count, daysBetween, isOpen, labelOf } from "./words.ts";

/** Lines of a body that the plan shows of each issue. */
const SHOWN_LINES = 8;

/** What a plan is made of. */
export interface IssuePlanInput {
  readonly views: readonly SeriesView[];
  readonly policy: IssuePolicy;
  readonly existing: readonly ExistingIssue[];
}

/** The issue of each series: by our record, else by its marker; an open one before a closed one. */
function issuesBySeries(existing: readonly ExistingIssue[]): Map<string, ExistingIssue> {
  const found = new Map<string, ExistingIssue>();
  const sorted = existing.toSorted(
    (left, right) =>
      Number(right.state === "open") - Number(left.state === "open") || left.number - right.number,
  );
  for (const issue of sorted) {
    const series = issue.series ?? seriesOfBody(issue.body);
    if (series !== null && !found.has(series)) found.set(series, issue);
  }
  return found;
}

function isDue(view: SeriesView, policy: IssuePolicy): boolean {
  const { state } = view.status;
  if (state === "accepted") return true;
  if (state === "rejected" || state === "abandoned") return false;
  const first = view.series.revisions[0]?.postedAt ?? policy.asOf;
  return daysBetween(first, policy.asOf) >= policy.minAgeDays;
}

/** A title that we may have given: for any revision of the series. What people wrote stays. */
function titleFor(view: SeriesView, existing: ExistingIssue | undefined): string {
  const { series } = view;
  const last = series.revisions.at(-1);
  const ours = issueTitle(labelOf(series), last?.title ?? series.title);
  if (existing === undefined) return ours;
  const known = new Set(
    series.revisions.flatMap((one) => [
      issueTitle(one.label, one.title),
      issueTitle(one.label, series.title),
    ]),
  );
  return known.has(existing.title) ? ours : existing.title;
}

const sameText = (left: string, right: string): boolean =>
  left.replace(/\r\n?/gu, "\n").trimEnd() === right.replace(/\r\n?/gu, "\n").trimEnd();

type Decision = Pick<IssuePlan, "action" | "reason" | "evidence"> & { readonly reopen?: boolean };

function decideOpenIssue(view: SeriesView, todos: readonly Todo[], changed: boolean): Decision {
  const open = todos.filter(isOpen);
  const settled = todos.filter((todo) => !isOpen(todo));
  if (open.length > 0) {
    const reason = `${count(open.length, "TODO")} still open, ${settled.length} settled`;
    if (!changed) return { action: "leave", reason: `nothing changed: ${reason}`, evidence: [] };
    return { action: "update", reason, evidence: open.map((todo) => todo.messageId) };
  }
  const evidence = [...new Set(settled.flatMap((todo) => todo.evidenceMessageId ?? []))];
  if (evidence.length > 0) {
    const reason = `all settled: ${count(settled.length, "TODO")}, none is open`;
    return { action: "close", reason, evidence };
  }
  if (view.status.state === "rejected") {
    const reason = "the series was rejected";
    return { action: "close", reason, evidence: [view.status.stateMessageId] };
  }
  const reason = "none of its TODOs is found any more, and no mail says that they are settled";
  return { action: "leave", reason, evidence: [] };
}

function decide(
  view: SeriesView,
  issue: ExistingIssue | undefined,
  context: { readonly policy: IssuePolicy; readonly changed: boolean },
): Decision | null {
  const todos = issueTodos(view, context.policy);
  const open = todos.filter(isOpen);
  if (issue === undefined) {
    if (open.length === 0 || !isDue(view, context.policy)) return null;
    const reason = `${count(open.length, "open TODO")}${view.status.state === "accepted" ? " in a series that was merged" : ""}`;
    return { action: "create", reason, evidence: open.map((todo) => todo.messageId) };
  }
  if (issue.state === "open") return decideOpenIssue(view, todos, context.changed);
  if (issue.closedBy !== "us") {
    return { action: "leave", reason: "closed by a person", evidence: [] };
  }
  if (open.length === 0 || !isDue(view, context.policy)) {
    return { action: "leave", reason: "closed, and nothing is open", evidence: [] };
  }
  const reason = `${count(open.length, "TODO")} open again`;
  return { action: "update", reopen: true, reason, evidence: open.map((todo) => todo.messageId) };
}

const ORDER = { create: 0, update: 1, close: 2, leave: 3 } as const;

/**
 * What would be done on GitHub: one issue a series with open TODOs that are sure enough, once the
 * series is old enough or merged. Issues that a person closed are left; titles and words of people
 * stay; an issue is closed only with mails that say that all is settled. Nothing is done here, and
 * series without an issue and without need for one are not named. Creations first, then by series.
 */
export function planIssues(input: IssuePlanInput): IssuePlan[] {
  const { policy } = input;
  const issues = issuesBySeries(input.existing);
  const plans: IssuePlan[] = [];
  for (const view of input.views) {
    const issue = issues.get(view.series.id);
    if (issue === undefined && !issueTodos(view, policy).some(isOpen)) continue;
    const title = titleFor(view, issue);
    const body = renderIssueBody(view, policy, issue?.body ?? null);
    const changed = issue === undefined || issue.title !== title || !sameText(issue.body, body);
    const decision = decide(view, issue, { policy, changed });
    if (decision === null) continue;
    const kept = decision.action === "leave" && issue !== undefined;
    plans.push({
      series: view.series.id,
      number: issue?.number ?? null,
      title: kept ? issue.title : title,
      body: kept ? issue.body : body,
      labels: policy.labels,
      reopen: decision.reopen ?? false,
      action: decision.action,
      reason: decision.reason,
      evidence: decision.evidence,
    });
  }
  return plans.toSorted(
    (left, right) =>
      ORDER[left.action] - ORDER[right.action] || compareText(left.series, right.series),
  );
}

const MARKS = { create: "+", update: "~", close: "-", leave: " " } as const;

/** A line of a body as a reader of the issue will see it, near enough: no marks, no addresses. */
function plainLine(line: string): string {
  const text = line
    .slice(0, 4_000)
    .replace(/<!-- patchtrail:[^>]{1,300} -->/gu, "")
    .replace(/\]\(<[^<>]{0,2000}>\)/gu, "")
    .replace(/(?<!\\)\[(?![ x]\])/gu, "")
    .replace(/(?<!\\)\*\*/gu, "")
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return (line.startsWith("  ") ? "  " : "") + inertText(text);
}

function renderPlan(plan: IssuePlan, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const colour = { create: paint.green, update: paint.yellow, close: paint.red, leave: paint.dim };
  const number = plan.number === null ? "" : ` #${plan.number}`;
  const again = plan.reopen ? " and open again" : "";
  const head = `${MARKS[plan.action]} ${plan.action}${number}${again}: ${inertText(plan.title)}`;
  const lines = [
    colour[plan.action](fitColumns(head, width)),
    ...wrap(inertText(plan.reason), { width, first: "  " }),
  ];
  if (plan.action === "close") {
    lines.push(...plan.evidence.slice(0, 5).map((id) => `  see ${inertText(id)}`));
  }
  if (plan.action === "leave") return lines;
  const body = plan.body
    .split("\n")
    .map(plainLine)
    .filter((line) => line.trim() !== "" && !line.startsWith("<sub>"));
  for (const line of body.slice(0, SHOWN_LINES)) {
    lines.push(paint.dim(fitColumns(`  | ${line}`, width)));
  }
  if (body.length > SHOWN_LINES)
    lines.push(paint.dim(`  | … ${body.length - SHOWN_LINES} more lines`));
  return lines;
}

/**
 * A plan for people, like a diff: `+ create`, `~ update`, `- close` with the first lines of each
 * body; issues that are left alone are counted, with the reason where a person closed them.
 */
export function renderIssuePlan(
  plans: readonly IssuePlan[],
  options: LayoutOptions & { readonly limit?: number } = {},
): string {
  const done = plans.filter((plan) => plan.action !== "leave");
  const sized = (action: IssuePlan["action"]): number =>
    plans.filter((plan) => plan.action === action).length;
  const summary = `${sized("create")} to create, ${sized("update")} to update, ${sized("close")} to close, ${sized("leave")} left alone`;
  const limit = options.limit ?? done.length;
  const lines = done.slice(0, limit).flatMap((plan) => [...renderPlan(plan, options), ""]);
  if (done.length > limit) lines.push(`… and ${done.length - limit} more`, "");
  lines.push(summary);
  return `${lines.join("\n")}\n`;
}
