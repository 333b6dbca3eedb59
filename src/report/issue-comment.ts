import type { IssuePolicy } from "../model/github.ts";
import type { SeriesView } from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { inertMarkdown, inertText } from "./inert.ts";
import { quoteOf, settledBy, standing } from "./issue-body.ts";
import { commentMarker } from "./issue-marker.ts";
import type { IssueUnit } from "./issue-unit.ts";
import { shorten } from "./layout.ts";
import { markdownLink } from "./markdown.ts";
import { formatDay, isOpen, mailUrl, revisionMail, thousands } from "./words.ts";

/** TODOs of each sort that a comment names; the body has all of them. */
const SHOWN = 5;

/** Something that happened to a series and that its issue tells of once. */
export interface Event {
  readonly id: string;
  readonly at: number;
}

/** Revisions and applied notices of a series, in order of time. */
export function eventsOf(view: SeriesView): Event[] {
  const { applied } = view.status;
  const revisions = view.series.revisions.map(({ id, postedAt }) => ({ id, at: postedAt }));
  const notice = applied === null ? [] : [{ id: applied.messageId, at: applied.at }];
  return [...revisions, ...notice].toSorted((left, right) => left.at - right.at);
}

/**
 * The newest event that an issue has not told of; null when there is none. What is older than
 * something told already (an older archive was read later) is no news.
 */
export function newsOf(view: SeriesView, told: readonly string[]): Event | null {
  const events = eventsOf(view);
  const known = events.filter(({ id }) => told.includes(id));
  const until = known.at(-1)?.at;
  if (until === undefined) return null;
  return events.findLast(({ id, at }) => at >= until && !told.includes(id)) ?? null;
}

function headline(view: SeriesView, event: Event | null, policy: IssuePolicy): string | null {
  const link = (words: string, id: string): string =>
    markdownLink(words, mailUrl(policy.linkTemplate, policy.list, id));
  const { applied } = view.status;
  if (event !== null && applied?.messageId === event.id) {
    const tree =
      applied.tree === null ? "" : ` to ${inertMarkdown(shorten(inertText(applied.tree), 100))}`;
    return `v${applied.revision} was **applied**${tree} on ${formatDay(applied.at)} (${link("mail", event.id)}).`;
  }
  const revision = view.series.revisions.find(({ id }) => id === event?.id);
  if (revision === undefined) return null;
  const label = inertMarkdown(shorten(inertText(revision.label), 30));
  return `**${label}** was posted on ${formatDay(revision.postedAt)} (${link("mail", revisionMail(revision))}).`;
}

function listed(heading: string, todos: readonly Todo[], line: (todo: Todo) => string): string[] {
  if (todos.length === 0) return [];
  const more = todos.length > SHOWN ? [`- … and ${thousands(todos.length - SHOWN)} more`] : [];
  return ["", `${heading}:`, ...todos.slice(0, SHOWN).map(line), ...more];
}

/** TODOs that an event settled: those that the revision, or a mail since it, dealt with. */
function settledSince(unit: IssueUnit, event: Event | null): Todo[] {
  const settled = unit.todos.filter((todo) => !isOpen(todo) && todo.state !== "dismissed");
  if (event === null) return settled;
  return settled.filter((todo) => (todo.history.at(-1)?.at ?? 0) >= event.at);
}

/**
 * What a comment says of an event, briefly: what it settled, what is still open. With `closing` it
 * is the one that goes with the closing of the issue and names the mails for it.
 */
export function renderComment(
  unit: IssueUnit,
  policy: IssuePolicy,
  options: {
    readonly event: Event | null;
    readonly occasion: string;
    readonly closing: string | null;
  },
): string {
  const { event, closing } = options;
  const open = unit.todos.filter(isOpen);
  const settled = settledSince(unit, closing === null ? event : null);
  const head = headline(unit.view, event, policy);
  const end =
    closing === null
      ? open.length === 0
        ? "Nothing is open any more."
        : null
      : `Closed: ${closing}.`;
  const lines = [
    ...(head === null ? [] : [head]),
    ...listed(
      `Settled (${settled.length})`,
      settled,
      (todo) => `- “${quoteOf(todo)}” ${settledBy(todo, policy)}`,
    ),
    ...listed(
      `Still open (${open.length})`,
      open,
      (todo) => `- “${quoteOf(todo)}” (${standing(unit.view, todo)})`,
    ),
    ...(end === null ? [] : ["", end]),
    commentMarker(options.occasion),
  ];
  return lines.join("\n").trim();
}
