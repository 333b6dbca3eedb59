import type { IssuePolicy, SeriesView } from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { byAge } from "./digest-todo.ts";
import { breakReferences, inertMarkdown, inertText } from "./inert.ts";
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
  revisionMail,
  shellWord,
  titleOf,
  whereRaised,
} from "./words.ts";

/** GitHub refuses bodies over 65,536 characters; the rest is left to people's own words. */
export const MAX_ISSUE_BODY = 60_000;
const MAX_ISSUE_QUOTE = 400;
const MAX_ISSUE_TITLE = 200;
const END = "<!-- patchtrail:end -->";

/** Series ids are ours and short; whatever else is in one must not end the comment. */
function markerOf(series: string): string {
  return `<!-- patchtrail:series=${series.replace(/[^A-Za-z0-9._@+-]/gu, "_")} -->`;
}

const todoMarker = (todo: Todo): string =>
  `<!-- patchtrail:todo=${todo.id.replace(/[^A-Za-z0-9._@+-]/gu, "_")} -->`;

/** The series that the marker in a body names; null without one. */
export function seriesOfBody(body: string): string | null {
  return /<!-- patchtrail:series=([A-Za-z0-9._@+-]{1,200}) -->/u.exec(body)?.[1] ?? null;
}

/** `[v7] title of the series`, on one line, at most 200 characters, naming nobody and no issue. */
export function issueTitle(label: string, title: string): string {
  const words = shorten(inertText(title.slice(0, 2_000)) || "(no title)", MAX_ISSUE_TITLE - 40);
  // The breaks make it longer again, by half at worst; GitHub refuses more than 256 characters.
  return shorten(breakReferences(`[${shorten(inertText(label), 30)}] ${words}`), 240);
}

/** TODOs that an issue is about: sure enough. */
export function issueTodos(view: SeriesView, policy: IssuePolicy): Todo[] {
  return view.todos.filter((todo) => todo.confidence >= policy.minConfidence).toSorted(byAge);
}

function renderTask(view: SeriesView, todo: Todo, context: BodyContext): string {
  const { policy, ticked } = context;
  const quote = inertMarkdown(shorten(inertText(todo.text.slice(0, 4_000)), MAX_ISSUE_QUOTE));
  const mail = mailUrl(policy.linkTemplate, policy.list, todo.messageId);
  const owner = ownerOf(view.series, todo);
  const where = markdownLink(whereRaised(view.series, todo), mail);
  const said = `${todo.kind} by ${inertMarkdown(personName(todo.saidBy))} on ${where}, ${formatDay(todo.raisedAt)}`;
  if (isOpen(todo)) {
    const box = ticked.has(todoMarker(todo)) ? "x" : " ";
    const owes = owner === null ? "" : `; ${inertMarkdown(owner)} owes it`;
    return `- [${box}] “${quote}” ${todoMarker(todo)}\n  ${said}; ${todo.state}${owes}`;
  }
  const evidence =
    todo.evidenceMessageId === null
      ? ""
      : `, see ${markdownLink("mail", mailUrl(policy.linkTemplate, policy.list, todo.evidenceMessageId))}`;
  const version = todo.settledIn === null ? "" : ` in v${todo.settledIn}`;
  const words = inertText((todo.evidence ?? "").slice(0, 4_000));
  const says = words === "" ? "" : `: “${inertMarkdown(shorten(words, 200))}”`;
  return `- “${quote}”\n  ${said}; **${todo.state}**${version}${evidence}${says}`;
}

interface BodyContext {
  readonly policy: IssuePolicy;
  /** Markers of tasks that a person ticked in the issue. */
  readonly ticked: ReadonlySet<string>;
}

function headOf(view: SeriesView, policy: IssuePolicy): string[] {
  const { series, status } = view;
  const revision = lastRevision(series);
  const mail = revision === null ? series.id : revisionMail(revision);
  const link = markdownLink(titleOf(series), mailUrl(policy.linkTemplate, policy.list, mail));
  const patches = count(Math.max(1, revision === null ? 1 : patchCount(revision)), "patch");
  const author = inertMarkdown(authorOf(series));
  const posted = formatDay(revision?.postedAt ?? 0);
  const reason = inertMarkdown(shorten(inertText(status.nextMoveReason.slice(0, 1_000)), 300));
  return [
    `**${link}**, ${inertMarkdown(labelOf(series))}, ${patches} by ${author}, posted ${posted}`,
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

function part(
  heading: string,
  tasks: readonly string[],
  options: { readonly room: number; readonly command: string },
): string[] {
  if (tasks.length === 0) return [];
  const { kept, folded } = fitLast(tasks, options.room);
  const more =
    folded === 0 ? [] : [`- … and ${count(folded, "older one")}: ${markdownCode(options.command)}`];
  return ["", `### ${heading} (${tasks.length})`, "", ...more, ...kept];
}

/** Our part of an issue's body, between its markers, in at most so many characters. */
export function renderOurPart(
  view: SeriesView,
  policy: IssuePolicy,
  options: { readonly room: number; readonly ticked?: ReadonlySet<string> },
): string {
  const context: BodyContext = { policy, ticked: options.ticked ?? new Set() };
  const todos = issueTodos(view, policy);
  const render = (todo: Todo): string => renderTask(view, todo, context);
  const head = [markerOf(view.series.id), ...headOf(view, policy)];
  const foot = [
    "",
    "<sub>Kept up to date by patchtrail from the mails linked. What stands outside this part, and a closed issue, stay as you leave them.</sub>",
    END,
  ];
  const command = `patchtrail series ${shellWord(view.series.id)}`;
  const fixed = [...head, ...foot].join("\n").length + 400;
  const open = part("Still open", todos.filter(isOpen).map(render), {
    room: options.room - fixed,
    command,
  });
  const used = fixed + open.join("\n").length;
  const settled = part(
    "Settled",
    todos.filter((todo) => !isOpen(todo) && todo.state !== "dismissed").map(render),
    { room: options.room - used, command },
  );
  return [...head, ...open, ...settled, ...foot].join("\n");
}

/** Where our part stands in a body; null when people removed it. */
function findOurPart(body: string, series: string): { from: number; to: number } | null {
  const from = body.indexOf(markerOf(series));
  if (from < 0) return null;
  const end = body.indexOf(END, from);
  return { from, to: end < 0 ? body.length : end + END.length };
}

/**
 * The body of an issue with our part made anew and every word of people kept: before it, after it,
 * and the boxes they ticked. At most 60,000 characters are ours and theirs together where theirs
 * leave room; the oldest TODOs are folded into a count.
 */
export function renderIssueBody(
  view: SeriesView,
  policy: IssuePolicy,
  existing: string | null,
): string {
  const body = (existing ?? "").replace(/\r\n?/gu, "\n");
  const ours = findOurPart(body, view.series.id);
  const before = ours === null ? body : body.slice(0, ours.from);
  const after = ours === null ? "" : body.slice(ours.to);
  const old = ours === null ? "" : body.slice(ours.from, ours.to);
  const ticked = new Set(
    [
      ...old.matchAll(/^- \[[xX]\] .*(<!-- patchtrail:todo=[A-Za-z0-9._@+-]{1,200} -->)\s*$/gmu),
    ].map((found) => found[1] ?? ""),
  );
  const room = Math.max(4_000, MAX_ISSUE_BODY - before.length - after.length);
  const gap = ours === null && before.trim() !== "" ? "\n\n" : "";
  return `${before}${gap}${renderOurPart(view, policy, { room, ticked })}${after}`;
}
