import type {
  Digest,
  DigestEntry,
  DigestInput,
  DigestNumbers,
  DigestSection,
  DigestSectionKey,
  DigestTodo,
  SeriesView,
} from "../model/report.ts";
import type { Todo } from "../model/todo.ts";
import { FLOW, LOOSE_ENDS, PLANS, type SectionPlan } from "./digest-sections.ts";
import { isGhost, placeSeries, type Placed } from "./digest-place.ts";
import {
  byAge,
  digestTodo,
  isLoose,
  MAX_TODOS_A_SERIES,
  settledBetween,
  sureTodos,
  toldTodos,
} from "./digest-todo.ts";
import { inertText } from "./inert.ts";
import { formatPeriod } from "./iso-week.ts";
import { shorten } from "./layout.ts";
import { notesFor } from "./notes.ts";
import {
  authorOf,
  compareText,
  DAY_SECONDS,
  daysBetween,
  isOpen,
  labelOf,
  lastRevision,
  mailUrl,
  patchCount,
  seriesMail,
  shellWord,
  titleOf,
} from "./words.ts";

/**
 * Loose ends of series that nobody has written about for longer are counted, not shown: "oldest
 * first" would otherwise print the same dead threads every week for ever.
 */
export const LOOSE_END_HORIZON_DAYS = 180;

/** What a section shows of a series beside its line, what counts most first. */
interface Shown {
  readonly settled: readonly Todo[];
  readonly open: readonly Todo[];
  readonly notes: readonly string[];
  readonly messageId: string;
  readonly seeSection?: string | null;
  /** The first of them are quoted, the others counted. */
  readonly quotes?: number;
}

function entryFor(view: SeriesView, shown: Shown, input: DigestInput): DigestEntry {
  const revision = lastRevision(view.series);
  const at = input.week.to;
  const todos = (all: readonly Todo[]): DigestTodo[] =>
    all.slice(0, shown.quotes ?? MAX_TODOS_A_SERIES).map((todo) => digestTodo(view, todo, input));
  const settled = todos(shown.settled);
  const open = todos(shown.open);
  return {
    series: view.series.id,
    title: titleOf(view.series),
    revision: labelOf(view.series),
    patches: revision === null ? 0 : patchCount(revision),
    who: authorOf(view.series),
    state: view.status.state,
    nextMove: view.status.nextMove,
    reason: shorten(inertText(view.status.nextMoveReason.slice(0, 1_000)), 200),
    postedDays: daysBetween(revision?.postedAt ?? at, at),
    activityDays: daysBetween(view.status.lastActivityAt, at),
    seeSection: shown.seeSection ?? null,
    notes: shown.notes,
    messageId: shown.messageId,
    url: mailUrl(input.linkTemplate, input.list, shown.messageId),
    settled,
    open,
    moreSettled: shown.settled.length - settled.length,
    moreOpen: shown.open.length - open.length,
  };
}

/** What the section of a placed series says about it; every TODO is shown in one section only. */
function shownOf(placed: Placed, looseBelow: number, input: DigestInput): Shown {
  const { view, key } = placed;
  const revision = lastRevision(view.series);
  const first = seriesMail(view.series);
  const todos = toldTodos(view).toSorted(byAge);
  const notes = [...notesFor(placed, input)];
  if (key === "accepted") {
    const open = todos.filter(isOpen);
    return { settled: [], open, notes, messageId: view.status.applied?.messageId ?? first };
  }
  if (key === "re-rolled") {
    const version = revision?.version ?? 1;
    const settled = todos.filter(
      (todo) => todo.raisedOn < version && settledBetween(todo, input.week.from, input.week.to),
    );
    const open = todos.filter((todo) => isOpen(todo) && todo.raisedOn < version);
    return { settled, open, notes, messageId: first };
  }
  if (looseBelow > 0) {
    notes.push(looseBelow === 1 ? "1 loose end below" : `${looseBelow} loose ends below`);
  }
  const messageId = key === "author" ? view.status.stateMessageId : first;
  // Loose ends that are quoted below are not quoted here.
  const here = looseBelow > 0 ? todos.filter((todo) => !isLoose(todo, input.week.to)) : todos;
  const open = key === "author" || key === "new" ? asked(view, here) : [];
  return { settled: [], open, notes, messageId, quotes: 1 };
}

/**
 * What of some TODOs, oldest first, the author is waited for with, where it is the author's move:
 * first what stands in the mail that the state rests on, then requests.
 */
function asked({ status }: SeriesView, todos: readonly Todo[]): Todo[] {
  if (status.nextMove !== "author") return [];
  const { stateMessageId } = status;
  return todos
    .filter((todo) => isOpen(todo) && todo.owner !== "reviewer" && todo.owner !== "maintainer")
    .toSorted(
      (left, right) =>
        Number(right.messageId === stateMessageId) - Number(left.messageId === stateMessageId) ||
        Number(right.kind === "request") - Number(left.kind === "request"),
    );
}

function section(
  plan: SectionPlan,
  entries: readonly DigestEntry[],
  context: { readonly total: number; readonly input: DigestInput },
): DigestSection {
  const more = context.total - entries.length;
  const command = plan.command(shellWord(context.input.list));
  return {
    key: plan.key,
    title: plan.title,
    total: context.total,
    entries,
    more,
    command: more > 0 ? command : null,
  };
}

/**
 * A digest of which each section shows at most so many series, so that a page of it stays short:
 * the most important ones; what is not shown is counted and named by the section's command. The
 * loose ends are what a digest is read for: they go last, when nothing else is shown (`rows` 0).
 */
export function shortenDigest(digest: Digest, rows: number): Digest {
  const flow = digest.sections.filter(({ key }) => key !== LOOSE_ENDS.key);
  const shown = new Set(
    flow.flatMap(({ entries }) => entries.slice(0, rows).map(({ series }) => series)),
  );
  const sections = digest.sections.map((each) => {
    const whole = each.key === LOOSE_ENDS.key && rows > 0;
    const kept = whole ? each.entries : each.entries.slice(0, rows);
    const more = each.total - kept.length;
    const command = more > 0 ? PLANS[each.key].command(shellWord(digest.list)) : null;
    const entries = kept.map((entry) =>
      // What stands above no more is told of here.
      entry.seeSection === null || shown.has(entry.series) ? entry : { ...entry, seeSection: null },
    );
    return { ...each, entries, more, command };
  });
  return { ...digest, sections };
}

interface LooseSeries {
  readonly view: SeriesView;
  readonly todos: readonly Todo[];
}

/**
 * Series with loose ends that no section above names, the oldest loose end first; last those known
 * from replies alone, whose later revisions may have gone to another list.
 */
function looseSeries(input: DigestInput, named: ReadonlySet<string>): LooseSeries[] {
  const at = input.week.to;
  return input.series
    .filter((view) => !named.has(view.series.id) && view.status.state !== "rejected")
    .map((view) => ({
      view,
      todos: toldTodos(view)
        .filter((todo) => isLoose(todo, at))
        .toSorted(byAge),
    }))
    .filter((one) => one.todos.length > 0)
    .toSorted(
      (left, right) =>
        Number(isGhost(left.view)) - Number(isGhost(right.view)) ||
        (left.todos[0]?.raisedAt ?? 0) - (right.todos[0]?.raisedAt ?? 0) ||
        compareText(left.view.series.id, right.view.series.id),
    );
}

function numbersOf(input: DigestInput, placed: readonly Placed[]): DigestNumbers {
  const { from, to } = input.week;
  const now = input.series.flatMap(sureTodos);
  const openTodos = now.filter(isOpen).length;
  const openBefore = [...input.before.values()].flatMap(sureTodos).filter(isOpen).length;
  const sized = (key: DigestSectionKey): number => placed.filter((one) => one.key === key).length;
  return {
    mails: input.mailsThisWeek,
    people: input.peopleThisWeek,
    newSeries: sized("new"),
    rerolls: sized("re-rolled"),
    accepted: sized("accepted"),
    openTodos,
    openTodosChange: openTodos - openBefore,
    raised: now.filter((todo) => todo.raisedAt >= from && todo.raisedAt < to).length,
    settled: now.filter((todo) => settledBetween(todo, from, to)).length,
  };
}

/**
 * The digest of a list for a week, from everything as it stood at its end. A series stands in one
 * section (beside the loose ends), a TODO is quoted once; sections without a series are left out
 * and long ones end in a count and the command that shows the rest, unless `all` is asked for.
 * The same input in any order gives the same digest.
 */
export function buildDigest(input: DigestInput, options: { readonly all?: boolean } = {}): Digest {
  const placed = placeSeries(input);
  const told = new Set(
    placed
      .filter((one) => ["accepted", "new", "re-rolled"].includes(one.key))
      .map((one) => one.view.series.id),
  );
  const loose = looseSeries(input, told);
  const horizon = input.week.to - LOOSE_END_HORIZON_DAYS * DAY_SECONDS;
  const live = loose.filter((one) => one.view.status.lastActivityAt >= horizon);
  const rowsOf = (plan: SectionPlan): number => (options.all === true ? Infinity : plan.rows);
  const lines = (options.all === true ? loose : live).slice(0, rowsOf(LOOSE_ENDS));
  const below = new Map(lines.map((one) => [one.view.series.id, one.todos.length]));
  const flow = FLOW.map((plan) => {
    const here = placed.filter((one) => one.key === plan.key);
    const entries = here.slice(0, rowsOf(plan)).map((one) => {
      const shown = shownOf(one, below.get(one.view.series.id) ?? 0, input);
      return entryFor(one.view, shown, input);
    });
    return section(plan, entries, { total: here.length, input });
  });
  const above = new Map(
    flow.flatMap(({ title, entries }) => entries.map(({ series }) => [series, title] as const)),
  );
  const ends = lines.map(({ view, todos }) => {
    const seeSection = above.get(view.series.id) ?? null;
    const messageId = seriesMail(view.series);
    return entryFor(view, { settled: [], open: todos, notes: [], messageId, seeSection }, input);
  });
  const sections = [...flow, section(LOOSE_ENDS, ends, { total: loose.length, input })];
  return {
    format: 1,
    list: shorten(inertText(input.list), 100),
    week: input.week,
    label: formatPeriod(input.week),
    ...(input.only === undefined ? {} : { only: shorten(inertText(input.only), 100) }),
    numbers: numbersOf(input, placed),
    sections: sections.filter((one) => one.entries.length > 0),
  };
}
