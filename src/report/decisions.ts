import type { DecisionKind, KeptDecision, TodoDecisionKind } from "../model/decision.ts";
import type {
  DecisionRow,
  LinkChange,
  NamedRevision,
  TodoDecisionChange,
} from "../model/report.ts";
import type { Series } from "../model/series.ts";
import { inertText } from "./inert.ts";
import { columnsFor, PLAIN_PAINT, shorten, wrap, type LayoutOptions } from "./layout.ts";
import { count, formatDay, MAX_QUOTE, MAX_TITLE, titleOf } from "./words.ts";

const quoted = (text: string, most: number): string =>
  `"${shorten(inertText(text.slice(0, 4_000)), most)}"`;

/** Labels of revisions, then the series that they are of: `v3, v4 of "title" (s0123456789)`. */
function nameRevisions(named: readonly NamedRevision[], beside?: Series): string {
  const parts = new Map<string, { series: Series; labels: string[] }>();
  const unseen: string[] = [];
  for (const { messageId, found } of named) {
    if (found === null) unseen.push(`${inertText(messageId)} (not stored yet)`);
    else {
      const { series, revision } = found;
      const part = parts.get(series.id) ?? { series, labels: [] };
      part.labels.push(shorten(inertText(revision.label), 30));
      parts.set(series.id, part);
    }
  }
  const seen = [...parts.values()].map(({ series, labels }) =>
    series.id === beside?.id
      ? labels.join(", ")
      : `${labels.join(", ")} of ${quoted(titleOf(series), MAX_TITLE)} (${inertText(series.id)})`,
  );
  return [...seen, ...unseen].join(" and ");
}

/** `v3 from v1, v2 of "title" (s0123456789)`. */
function namePairs(pairs: LinkChange["pairs"], joint: "with" | "from"): string {
  const right = distinct(pairs.map(([, b]) => b));
  const beside =
    right.length > 0 && right.every(({ found }) => found?.series.id === right[0]?.found?.series.id)
      ? right[0]?.found?.series
      : undefined;
  return `${nameRevisions(distinct(pairs.map(([a]) => a)), beside)} ${joint} ${nameRevisions(right)}`;
}

function distinct(named: readonly NamedRevision[]): NamedRevision[] {
  return [...new Map(named.map((each) => [each.messageId, each])).values()];
}

function standing(outcome: readonly Series[]): string {
  return outcome
    .map(({ id, revisions }) => {
      const labels = revisions.map(({ label }) => shorten(inertText(label), 30));
      return `${inertText(id)} with ${labels.join(", ")}`;
    })
    .join("; ");
}

/** What a link, unlink or split did, and how the series stand now: one or two lines. */
export function renderLinkChange({ kind, pairs, dryRun, outcome }: LinkChange): string {
  const [first] = pairs;
  if (first === undefined) return "nothing to change: that was decided before\n";
  const would = dryRun ? "would be " : "";
  const decisions = `${count(pairs.length, "decision")}${kind === "link" ? ": unlinks between the two are overruled" : ""}`;
  const done =
    kind === "link"
      ? `${would}linked by hand: ${namePairs([first], "with")}`
      : `${would}unlinked by hand: ${namePairs(pairs, "from")}`;
  const lines = [pairs.length === 1 ? done : `${done} (${decisions})`];
  if (outcome.length > 0) lines.push(`now: ${standing(outcome)}`);
  const ids = pairs.flat().filter(({ found }) => found !== null);
  if (kind === "link" && !dryRun && outcome.length > 1 && ids.length > 1) {
    lines.push("they stay apart: another decision parts them (patchtrail decisions lists all)");
  }
  return `${lines.join("\n")}\n`;
}

const DONE: Record<TodoDecisionKind, string> = {
  "todo-dismiss": "dismissed",
  "todo-done": "marked done",
  "todo-reopen": "reopened",
  "todo-assign": "given",
};

/** What became of TODOs: a line each. */
export function renderTodoChanges(changes: readonly TodoDecisionChange[], dryRun: boolean): string {
  if (changes.length === 0) return "nothing to change: that was decided before\n";
  const lines = changes.map(({ kind, todo, person }) => {
    const to = kind === "todo-assign" ? ` to ${inertText(person ?? "nobody")}` : "";
    const before =
      kind === "todo-assign" ? `owed by ${inertText(todo.ownerName ?? "nobody")}` : todo.state;
    const words = quoted(todo.text, MAX_QUOTE);
    return `${dryRun ? "would be " : ""}${DONE[kind]}${to}: ${words} (${todo.id}, was ${before})`;
  });
  return `${lines.join("\n")}\n`;
}

const WORDS: Record<DecisionKind, string> = {
  link: "linked",
  unlink: "unlinked",
  "todo-dismiss": "dismissed",
  "todo-done": "done",
  "todo-reopen": "reopened",
  "todo-assign": "given to",
};

function effectOf({ kind, effect }: KeptDecision): string {
  if (effect === "overruled") return ", overruled by a newer one";
  if (effect === "stands") return "";
  return kind.startsWith("todo-") ? ", waits: no such TODO is stored" : ", waits for its mails";
}

function renderRow({ decision, subject, object }: DecisionRow, options: LayoutOptions): string[] {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const { id, kind, decidedAt, decidedBy, note } = decision;
  const person = kind === "todo-assign" ? ` ${inertText(decision.object ?? "nobody")}` : "";
  const by = decidedBy === null ? "" : ` by ${inertText(decidedBy)}`;
  const head = `${WORDS[kind]}${person}, ${formatDay(decidedAt)}${by}${effectOf(decision)}`;
  const number = `${id}`.padStart(4);
  const indent = " ".repeat(6);
  const lines = wrap(head, { width, first: `${number}  `, rest: indent });
  const about = (messageId: string, words: string | null) => {
    if (words !== null) lines.push(...wrap(quoted(words, MAX_TITLE), { width, first: indent }));
    lines.push(paint.dim(`${indent}${inertText(messageId)}`));
  };
  about(decision.subject, subject);
  if (!kind.startsWith("todo-") && decision.object !== null) about(decision.object, object);
  if (note !== null) lines.push(...wrap(`note: ${inertText(note)}`, { width, first: indent }));
  return lines;
}

/** Decisions that were taken back: a line each. */
export function renderDropped(rows: readonly DecisionRow[], dryRun: boolean): string {
  const lines = rows.map(({ decision, subject, object }) => {
    const { id, kind, effect } = decision;
    const end = kind.startsWith("todo-")
      ? []
      : [quoted(object ?? decision.object ?? "", MAX_QUOTE)];
    const about = [quoted(subject ?? decision.subject, MAX_QUOTE), ...end].join(" and ");
    const of = kind === "todo-assign" ? ` ${inertText(decision.object ?? "nobody")}` : "";
    const idle = effect === "stands" ? "" : " (had no effect)";
    return `${dryRun ? "would be " : ""}dropped: ${id}, ${WORDS[kind]}${of} ${about}${idle}`;
  });
  return `${lines.join("\n")}\n`;
}

/** What people decided by hand, each with its number, oldest first. */
export function renderDecisions(rows: readonly DecisionRow[], options: LayoutOptions): string {
  if (rows.length === 0) return "Nothing was decided by hand.\n";
  return `${rows.flatMap((row) => renderRow(row, options)).join("\n")}\n`;
}
