import type { IssuePolicy } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { inertMarkdown, inertText } from "./inert.ts";
import { closedMarker, issueMarker, PART_END, todoMarker } from "./issue-marker.ts";
import type { IssueUnit } from "./issue-unit.ts";
import { shorten } from "./layout.ts";
import { markdownCode, markdownLink } from "./markdown.ts";
import {
  authorOf,
  count,
  formatDay,
  isOpen,
  labelOf,
  lastRevision,
  mailUrl,
  ownerOf,
  patchCount,
  personName,
  seriesMail,
  shellWord,
  titleOf,
  whereRaised,
} from "./words.ts";

/** GitHub refuses bodies over 65,536 characters. */
export const MAX_ISSUE_BODY = 65_536;
/** Ours at most; the rest is left to people's own words. */
export const MAX_OUR_PART = 60_000;
const MAX_ISSUE_QUOTE = 400;
const MAX_EVIDENCE = 200;

/** The exact words of a TODO as Markdown. */
export function quoteOf(todo: Todo): string {
  return inertMarkdown(shorten(inertText(todo.text.slice(0, 4_000)), MAX_ISSUE_QUOTE));
}

/** What settled a TODO: `**resolved** in v3, see [mail](…): “v3: …”`. */
export function settledBy(todo: Todo, policy: IssuePolicy): string {
  const evidence =
    todo.evidenceMessageId === null
      ? ""
      : `, see ${markdownLink("mail", mailUrl(policy.linkTemplate, policy.list, todo.evidenceMessageId))}`;
  const version = todo.settledIn === null ? "" : ` in v${todo.settledIn}`;
  const words = inertText((todo.evidence ?? "").slice(0, 4_000));
  const quoted = words === "" ? "" : `: “${inertMarkdown(shorten(words, MAX_EVIDENCE))}”`;
  // What settled it was no sentence but the new code.
  const says = words === "diff" ? ": the code in question changed" : quoted;
  return `**${todo.state}**${version}${evidence}${says}`;
}

/** How an open TODO stands, for readers who do not know our words. */
export function standing(view: SeriesView, todo: Todo): string {
  if (todo.state === "carried") return `still open in ${inertMarkdown(labelOf(view.series))}`;
  if (todo.state === "outlived") return "merged as it was";
  if (todo.state === "claimed") return "said to be done, not confirmed";
  return todo.kind === "question" ? "not answered yet" : "open";
}

function renderTask(view: SeriesView, todo: Todo, policy: IssuePolicy): string {
  const mail = mailUrl(policy.linkTemplate, policy.list, todo.messageId);
  const owner = ownerOf(view.series, todo);
  const where = markdownLink(whereRaised(view.series, todo), mail);
  const said = `${todo.kind} by ${inertMarkdown(personName(todo.saidBy))} on ${where}, ${formatDay(todo.raisedAt)}`;
  if (!isOpen(todo)) return `- “${quoteOf(todo)}”\n  ${said}; ${settledBy(todo, policy)}`;
  const owes =
    owner === null || owner === personName(todo.saidBy) ? "" : `; ${inertMarkdown(owner)} owes it`;
  return `- [ ] “${quoteOf(todo)}” ${todoMarker(todo.id)}\n  ${said}; ${standing(view, todo)}${owes}`;
}

function headOf(view: SeriesView, policy: IssuePolicy): string[] {
  const { series, status } = view;
  const revision = lastRevision(series);
  const url = mailUrl(policy.linkTemplate, policy.list, seriesMail(series));
  const link = markdownLink(titleOf(series), url);
  const patches = count(Math.max(1, revision === null ? 1 : patchCount(revision)), "patch");
  const author = authorOf(series);
  const by = author === "author not seen" ? `, ${author}` : ` by ${inertMarkdown(author)}`;
  const posted = formatDay(revision?.postedAt ?? 0);
  const reason = inertMarkdown(shorten(inertText(status.nextMoveReason.slice(0, 1_000)), 300));
  return [
    `**${link}**, ${inertMarkdown(labelOf(series))}, ${patches}${by}, posted ${posted}`,
    "",
    `State: **${status.state}**. Next move: **${status.nextMove}**. ${reason}`,
  ];
}

/** As many of the last lines as fit into a number of characters; how many were left out. */
function fitLast(lines: readonly string[], room: number): { kept: string[]; folded: number } {
  let left = room;
  const kept: string[] = [];
  for (const line of lines.toReversed()) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.unshift(line);
  }
  return { kept, folded: lines.length - kept.length };
}

interface Room {
  readonly room: number;
  /** Shows what did not fit. */
  readonly command: string;
}

function listed(tasks: readonly string[], { room, command }: Room): string[] {
  const { kept, folded } = fitLast(tasks, room);
  const more =
    folded === 0 ? [] : [`- … and ${count(folded, "older one")}: ${markdownCode(command)}`];
  return [...more, ...kept];
}

function section(heading: string, tasks: readonly string[], room: Room): string[] {
  return tasks.length === 0
    ? []
    : ["", `### ${heading} (${tasks.length})`, "", ...listed(tasks, room)];
}

/** What is settled stands behind a line that readers open: nobody has to act on it. */
function folded(tasks: readonly string[], room: Room): string[] {
  if (tasks.length === 0) return [];
  const summary = `<summary>Settled (${tasks.length})</summary>`;
  return ["", "<details>", summary, "", ...listed(tasks, room), "", "</details>"];
}

/**
 * Our part of an issue's body, between its markers: head, open TODOs as a task list, settled ones
 * with what settled them. In at most so many characters where that is possible at all: the oldest
 * settled ones are folded into a count first, then the oldest open ones.
 */
export function renderOurPart(
  unit: IssueUnit,
  policy: IssuePolicy,
  options: {
    readonly room: number;
    readonly told: readonly string[];
    readonly closing: string | null;
  },
): string {
  const { view, todos } = unit;
  const render = (todo: Todo): string => renderTask(view, todo, policy);
  const head = [
    issueMarker({ subject: unit.subject, told: options.told }),
    ...(options.closing === null ? [] : [closedMarker(options.closing)]),
    ...headOf(view, policy),
  ];
  const foot = [
    "",
    "<sub>Kept up to date by patchtrail from the mails linked. What stands outside this part, and a closed issue, stay as you leave them.</sub>",
    PART_END,
  ];
  const command = `patchtrail series ${shellWord(view.series.id)}`;
  // Two headings and two lines that count what is folded.
  const fixed = [...head, ...foot].join("\n").length + 400;
  const open = section("Still open", todos.filter(isOpen).map(render), {
    room: options.room - fixed,
    command,
  });
  const used = fixed + open.join("\n").length;
  const done = todos.filter((todo) => !isOpen(todo) && todo.state !== "dismissed");
  const settled = folded(done.map(render), { room: options.room - used, command });
  return [...head, ...open, ...settled, ...foot].join("\n");
}
