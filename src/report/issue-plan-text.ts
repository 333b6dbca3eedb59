import type { IssuePlan } from "../model/github.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  fitColumns,
  PLAIN_PAINT,
  wrap,
  type LayoutOptions,
  type Paint,
} from "./layout.ts";
import { count } from "./words.ts";

/** Lines of a new body, of changes and of a comment that the plan shows of each issue. */
const SHOWN_LINES = 12;
const SHOWN_COMMENT_LINES = 6;

/** A line of a body as a reader of the issue will see it, near enough: no marks, no addresses. */
function plainLine(line: string): string {
  const text = line
    .slice(0, 4_000)
    .replace(/<!-- patchtrail:[^>]{1,4000} -->/gu, "")
    .replace(/\]\(<[^<>]{0,2000}>\)/gu, "")
    .replace(/(?<!\\)\[(?![ x]\])/gu, "")
    .replace(/(?<!\\)\*\*/gu, "")
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return (line.startsWith("  ") ? "  " : "") + inertText(text);
}

function plainLines(text: string): string[] {
  return text
    .split("\n")
    .map(plainLine)
    .map((line) => line.replace(/^<summary>(.*)<\/summary>$/u, "$1"))
    .filter((line) => line.trim() !== "" && !/^<(?:sub|\/?details)>/u.test(line));
}

interface Change {
  readonly sign: "+" | "-";
  readonly text: string;
}

/** Lines that one text has and the other has not, in order of reading; what stays is not named. */
function changes(before: readonly string[], after: readonly string[]): Change[] {
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  const added = after.filter((line) => {
    const there = left.get(line) ?? 0;
    if (there > 0) left.set(line, there - 1);
    return there === 0;
  });
  const gone = before.filter((line) => {
    const there = left.get(line) ?? 0;
    if (there > 0) left.set(line, there - 1);
    return there > 0;
  });
  return [
    ...gone.map((text) => ({ sign: "-", text }) as const),
    ...added.map((text) => ({ sign: "+", text }) as const),
  ];
}

function shown(lines: readonly string[], limit: number, width: number): string[] {
  const more = lines.length - limit;
  const kept = lines.slice(0, limit).map((line) => fitColumns(`  ${line}`, width));
  return more > 0 ? [...kept, `  | … ${count(more, "more line")}`] : kept;
}

function renderBody(plan: IssuePlan, paint: Paint, width: number): string[] {
  const after = plainLines(plan.body);
  if (plan.bodyBefore === null) {
    return shown(
      after.map((line) => `| ${line}`),
      SHOWN_LINES,
      width,
    ).map((line) => paint.dim(line));
  }
  const lines = changes(plainLines(plan.bodyBefore), after).map(
    ({ sign, text }) => `${sign} ${text}`,
  );
  return shown(lines, SHOWN_LINES, width).map((line) =>
    line.startsWith("  +")
      ? paint.green(line)
      : line.startsWith("  -")
        ? paint.red(line)
        : paint.dim(line),
  );
}

const MARKS = { create: "+", update: "~", close: "-", leave: " " } as const;

function renderPlan(plan: IssuePlan, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const colour = { create: paint.green, update: paint.yellow, close: paint.red, leave: paint.dim };
  const number = plan.number === null ? "" : ` #${plan.number}`;
  const again = plan.reopen ? " and open again" : "";
  const head = `${MARKS[plan.action]} ${plan.action}${number}${again}: ${inertText(plan.title)}`;
  const where = plan.repository === null ? [] : [plan.repository];
  const who = plan.assignees.length > 0 ? [`assigned to ${plan.assignees.join(", ")}`] : [];
  const facts = [plan.reason, ...where, ...who].join("; ");
  const lines = [
    colour[plan.action](fitColumns(head, width)),
    ...wrap(inertText(facts), { width, first: "  " }),
    ...plan.notes.flatMap((note) => wrap(`(${note})`, { width, first: "  " })),
  ];
  if (plan.action === "leave") return lines;
  if (plan.action === "close") {
    lines.push(...plan.evidence.slice(0, 5).map((id) => `  see ${inertText(id)}`));
  }
  if (plan.titleBefore !== null && plan.titleBefore !== plan.title) {
    lines.push(paint.red(fitColumns(`  - title: ${inertText(plan.titleBefore)}`, width)));
    lines.push(paint.green(fitColumns(`  + title: ${inertText(plan.title)}`, width)));
  }
  lines.push(...renderBody(plan, paint, width));
  if (plan.comment !== null) {
    lines.push("  comment:");
    const words = plainLines(plan.comment.body).map((line) => `> ${line}`);
    lines.push(...shown(words, SHOWN_COMMENT_LINES, width).map((line) => paint.dim(line)));
  }
  return lines;
}

/** Issues that are left although something could be said of them: a person's choice. */
function renderLeft(plans: readonly IssuePlan[], options: LayoutOptions): string[] {
  const reasons = new Map<string, number>();
  for (const { reason, notes } of plans) {
    const words = reason.startsWith("nothing changed") ? notes : [reason, ...notes];
    for (const word of words) reasons.set(word, (reasons.get(word) ?? 0) + 1);
  }
  const paint = options.paint ?? PLAIN_PAINT;
  return [...reasons]
    .toSorted((left, right) => right[1] - left[1])
    .map(([reason, times]) => paint.dim(`  ${times} ${inertText(reason)}`));
}

/**
 * A plan for people, like a diff: `+ create` with the first lines of the new body, `~ update` and
 * `- close` with the lines of our part that change, comments below. Issues that are left alone are
 * counted, with what people did to them.
 */
export function renderIssuePlan(
  plans: readonly IssuePlan[],
  options: LayoutOptions & { readonly limit?: number } = {},
): string {
  const done = plans.filter((plan) => plan.action !== "leave");
  const left = plans.filter((plan) => plan.action === "leave");
  const sized = (action: IssuePlan["action"]): number =>
    plans.filter((plan) => plan.action === action).length;
  const comments = done.filter((plan) => plan.comment !== null).length;
  const summary = `${sized("create")} to create, ${sized("update")} to update, ${sized("close")} to close, ${count(comments, "comment")}, ${left.length} left alone`;
  const limit = options.limit ?? done.length;
  const lines = done.slice(0, limit).flatMap((plan) => [...renderPlan(plan, options), ""]);
  if (done.length > limit) lines.push(`… and ${done.length - limit} more`, "");
  lines.push(summary, ...renderLeft(left, options));
  return `${lines.join("\n")}\n`;
}
