import type { ThreadEntry } from "../model/readings.ts";
import { inertText } from "./inert.ts";
import { columnsFor, fitColumns, PLAIN_PAINT, type LayoutOptions } from "./layout.ts";
import { compareText, count, formatDay, personName } from "./words.ts";

/** Deeper replies are shown at this depth: the subject must stay readable. */
export const MAX_SHOWN_DEPTH = 12;

/** A mail in the tree of its thread; `entry` is null for one that was not seen. */
export interface ThreadNode {
  readonly entry: ThreadEntry | null;
  readonly id: string;
  readonly depth: number;
}

function byTime(left: ThreadEntry, right: ThreadEntry): number {
  return left.at - right.at || compareText(left.messageId, right.messageId);
}

/** The tree as lines in reading order; parents that are not there stand as ghosts. Iterative. */
export function threadTree(entries: readonly ThreadEntry[]): ThreadNode[] {
  const known = new Map(entries.map((entry) => [entry.messageId, entry]));
  const children = new Map<string, ThreadEntry[]>();
  const roots = new Map<string, ThreadEntry | null>();
  for (const entry of [...known.values()].toSorted(byTime)) {
    const parent = entry.parent;
    if (parent === null || parent === entry.messageId) roots.set(entry.messageId, entry);
    else {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [entry]);
      else siblings.push(entry);
      if (!known.has(parent) && !roots.has(parent)) roots.set(parent, null);
    }
  }
  const out: ThreadNode[] = [];
  const seen = new Set<string>();
  const stack: ThreadNode[] = [...roots]
    .map(([id, entry]) => ({ id, entry, depth: 0 }))
    .toReversed();
  const visit = (): void => {
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      out.push(node);
      for (const child of (children.get(node.id) ?? []).toReversed()) {
        stack.push({ id: child.messageId, entry: child, depth: node.depth + 1 });
      }
    }
  };
  visit();
  // Mails that answer each other in a circle have no root; none may vanish.
  for (const entry of known.values()) {
    if (seen.has(entry.messageId)) continue;
    stack.push({ id: entry.messageId, entry, depth: 0 });
    visit();
  }
  return out;
}

/** Ghosts are known by their id alone, also when the store gives them a row. */
function isGhost(entry: ThreadEntry | null): boolean {
  return entry === null || (entry.from === null && entry.subject === null && entry.at === 0);
}

/**
 * A thread as an indented tree, a mail a line: date, who, subject, marks of open TODOs. A subject
 * that only repeats its parent's is left out; mails that were not seen stand as ghosts.
 */
export function renderThread(entries: readonly ThreadEntry[], options: LayoutOptions = {}): string {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  if (entries.length === 0) return "No mails.\n";
  const subjects = new Map(entries.map((entry) => [entry.messageId, bareSubject(entry.subject)]));
  const lines = threadTree(entries).map(({ entry, id, depth }) => {
    const indent = "  ".repeat(Math.min(depth, MAX_SHOWN_DEPTH));
    const deeper = depth > MAX_SHOWN_DEPTH ? `(${depth}) ` : "";
    if (entry === null || isGhost(entry)) {
      const ghost = `${" ".repeat(10)}  ${indent}${deeper}(not seen) ${inertText(id)}`;
      return paint.dim(fitColumns(ghost, width));
    }
    const subject = inertText((entry.subject ?? "").slice(0, 2_000)) || "(no subject)";
    const repeats =
      entry.parent !== null && subjects.get(entry.parent) === bareSubject(entry.subject);
    const who = personName(entry.from);
    const mark = entry.openTodos > 0 ? `  [${count(entry.openTodos, "open TODO")}]` : "";
    const says = repeats && entry.kind === "reply" ? who : `${who}: ${subject}`;
    const day = entry.at === 0 ? " ".repeat(10) : formatDay(entry.at);
    const line = fitColumns(`${day}  ${indent}${deeper}${says}`, width - mark.length);
    return (
      (entry.kind === "cover" || entry.kind === "patch" ? paint.bold(line) : line) +
      (mark === "" ? "" : paint.yellow(mark))
    );
  });
  return `${lines.join("\n")}\n`;
}

/** A subject without its reply marks, made inert. */
export function bareSubject(subject: string | null): string {
  return inertText((subject ?? "").slice(0, 2_000)).replace(
    /^(?:(?:re|aw|sv|vs|antw)\s*:\s*){1,9}/iu,
    "",
  );
}
