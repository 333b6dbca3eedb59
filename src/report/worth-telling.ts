import type { SeriesView } from "../model/report.ts";
import { OPEN_TODO_STATES, type Todo } from "../model/todo.ts";
import { samePerson } from "../people.ts";

/** Of what was merged, only firm requests are told again: the rest was not worth another round. */
const FIRM = 0.75;
/** Remarks and suggestions, which an author may leave. */
const SUGGESTION =
  /\b(?:nits?|nitpick\w*|minor|trivial|typos?|cosmetic|style|blank lines?|white ?space|indent\w*|align\w*|spelling|wording|capital\w*|maybe|perhaps|possibly|probably|could|might|may|would|wonder|prefer\w*|rather|nice|nicer|better|optional|while at it|look into)\b|(?:^|\s)s([/|,])\S.{0,60}\1|\bi(?:'d| would| think| guess)\b|[?…]["')\s]{0,3}$/i;
/** Plainly not done. */
const NOT_DONE =
  /\b(?:not|n't) (?:\w{1,12} ){0,4}yet\b|\b(?:un|not (?:been |really ){0,2})tested\b|\b(?:not|un) ?(?:supported|implemented|handled)\b|\bmissing\b/i;
/** Said to come after the series. */
const AFTERWARDS =
  /^(?!.{0,200}\b(?:should|could|would) have\b).{0,400}\b(?:later|follow[- ]?ups?|separate (?:patch|series|change|commit|set)\w{0,3}|eventually|at some point|in (?:the )?future|some ?day|on top|next (?:cycle|series|step)|(?:an)?other (?:series|patch|patchset)|after (?:this|that|the)|to-?do|tbd)\b/i;

type View = Pick<SeriesView, "series" | "status">;

function isAuthors(view: View, todo: Todo): boolean {
  const { series } = view;
  const authors = [series.author, ...series.revisions.map(({ author }) => author)];
  return authors.some((author) => samePerson(todo.saidBy, author));
}

/** The asker reviewed what was merged, and gave a tag for it. */
function isContent({ status }: View, todo: Todo): boolean {
  const here = status.tags.filter(
    ({ position }) => position === 0 || todo.patch === 0 || position === todo.patch,
  );
  return here.some(({ tags }) => tags.some(({ person }) => samePerson(todo.saidBy, person)));
}

/** What was merged as it was, and somebody will still act on. */
function outlivedIsTold(view: View, todo: Todo): boolean {
  if (todo.kind === "question") return false;
  if (todo.kind === "promise") return AFTERWARDS.test(todo.text);
  if (todo.kind === "marker" || AFTERWARDS.test(todo.text)) return true;
  if (todo.kind === "gap") return todo.confidence >= FIRM || NOT_DONE.test(todo.text);
  return todo.confidence >= FIRM && !SUGGESTION.test(todo.text) && !isContent(view, todo);
}

/**
 * What the last revision left open. What stood open over more of them was mostly settled without
 * a word, or given up, unless somebody said it again or it was to come later anyhow.
 */
function carriedIsTold(view: View, todo: Todo): boolean {
  const saidOn = todo.againOn ?? todo.raisedOn;
  const later = AFTERWARDS.test(todo.text);
  if (todo.kind === "gap") return saidOn > todo.raisedOn || (later && isAuthors(view, todo));
  if (todo.kind === "marker" || later) return true;
  if (todo.kind !== "request" && (todo.kind === "question") === isAuthors(view, todo)) return false;
  const versions = view.series.revisions
    .filter(({ resend }) => !resend)
    .map(({ version }) => version);
  return saidOn >= (versions.at(-2) ?? 0);
}

/**
 * Whether a TODO is worth a line in what is sent to people. Of what is settled promises are not:
 * they are kept unseen. Of what stayed open over a revision or a merge nits, questions that
 * were passed over and suggestions are not: lists of TODOs show them, a digest does not nag.
 */
export function isWorthTelling(view: View, todo: Todo): boolean {
  if (!OPEN_TODO_STATES.has(todo.state)) return todo.kind !== "promise";
  if (todo.state === "outlived") return outlivedIsTold(view, todo);
  return todo.state !== "carried" || carriedIsTold(view, todo);
}
