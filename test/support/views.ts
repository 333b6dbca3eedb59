import type { Mailbox } from "../../src/model/mail.ts";
import type { WeekFigures } from "../../src/model/chart.ts";
import type { DigestInput, SeriesView } from "../../src/model/report.ts";
import type { Revision, RevisionPatch, Series, SeriesStatus } from "../../src/model/series.ts";
import type { Todo } from "../../src/model/todo.ts";

/** Monday 17 February 2025 00:00 UTC and the Monday after: ISO week 2025-W08. */
export const MONDAY = Date.UTC(2025, 1, 17) / 1000;
export const NEXT_MONDAY = MONDAY + 7 * 86_400;

/** So many days (fractions too) before the end of the week. */
export function daysBefore(days: number): number {
  return NEXT_MONDAY - Math.round(days * 86_400);
}

export function aPerson(name: string): Mailbox {
  return { name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.org` };
}

/** A revision `v<version>` with as many patches as asked for; its id is its first mail's. */
export function aRevision(
  fields: Partial<Revision> & { readonly count?: number; readonly slug?: string } = {},
): Revision {
  const { count = 1, slug = "frob", ...rest } = fields;
  const version = rest.version ?? 1;
  const author = rest.author ?? aPerson("Ada Author");
  const title = rest.title ?? "frob: make the frobnicator frob";
  const id = `${slug}-v${version}-${count > 1 ? 0 : 1}@example.org`;
  const patches: RevisionPatch[] = Array.from({ length: count }, (_, index) => ({
    messageId: `${slug}-v${version}-${index + 1}@example.org`,
    position: index + 1,
    title: count > 1 ? `${title}, part ${index + 1}` : title,
    author,
    patchId: null,
    files: ["drivers/frob/core.c"],
    sketch: [],
  }));
  return {
    id,
    version,
    label: `v${version}`,
    rfc: false,
    resend: false,
    tags: [],
    title,
    author,
    postedAt: daysBefore(10),
    total: count,
    cover: count > 1 ? id : null,
    patches,
    thread: id,
    answers: null,
    lists: ["frob-dev"],
    changeId: null,
    declared: [],
    changelog: [],
    ghost: false,
    ...rest,
  };
}

let serial = 0;

/** An open request on patch 1 of v1, raised 9 days before the end of the week. */
export function aTodo(fields: Partial<Todo> = {}): Todo {
  serial += 1;
  return {
    id: `todo-${String(serial).padStart(4, "0")}`,
    messageId: `review-${serial}@example.org`,
    text: "This needs a Fixes: tag.",
    line: 4,
    kind: "request",
    owner: "patch-author",
    ownerName: "Ada Author",
    saidBy: aPerson("Rita Reviewer"),
    confidence: 0.9,
    explanation: "a request in a review",
    raisedAt: daysBefore(9),
    raisedOn: 1,
    patch: 1,
    state: "open",
    settledIn: null,
    evidenceMessageId: null,
    evidence: null,
    history: [],
    repeatedIn: [],
    path: null,
    ...fields,
  };
}

/** A series of one revision that waits for review, with whatever differs. */
export function aSeriesView(
  fields: {
    readonly id?: string;
    readonly revisions?: readonly Revision[];
    readonly series?: Partial<Series>;
    readonly status?: Partial<SeriesStatus>;
    readonly todos?: readonly Todo[];
    readonly links?: SeriesView["links"];
    readonly bridges?: SeriesView["bridges"];
  } = {},
): SeriesView {
  const id = fields.id ?? "s-frob";
  const revisions = fields.revisions ?? [aRevision({ slug: id })];
  const last = revisions.at(-1) ?? aRevision();
  return {
    series: {
      id,
      title: last.title,
      author: last.author,
      lists: ["frob-dev"],
      revisions,
      ...fields.series,
    },
    status: {
      state: "under-review",
      stateMessageId: last.id,
      stateText: null,
      nextMove: "reviewers",
      nextMoveReason: `Nobody has reviewed ${last.label} yet.`,
      applied: null,
      tags: [],
      lastActivityAt: last.postedAt,
      ...fields.status,
    },
    todos: fields.todos ?? [],
    links: fields.links ?? [],
    bridges: fields.bridges ?? [],
  };
}

/** Input of the digest of week 2025-W08 of frob-dev. */
export function aDigestInput(
  series: readonly SeriesView[],
  before: readonly SeriesView[] = [],
): DigestInput {
  return {
    list: "frob-dev",
    week: { year: 2025, week: 8, from: MONDAY, to: NEXT_MONDAY },
    series,
    before: new Map(before.map((view) => [view.series.id, view])),
    mailsThisWeek: 412,
    peopleThisWeek: 96,
    linkTemplate: "https://lore.kernel.org/{list}/{id}/",
  };
}

/** The figures of the three weeks up to 2025-W08; in the second nothing was reviewed. */
export function aHistory(): WeekFigures[] {
  const figures: readonly (readonly [number, number | null, WeekFigures["moves"]])[] = [
    [1200, 1.5, { author: 3, reviewers: 6, maintainer: 0 }],
    [1180, null, { author: 4, reviewers: 7, maintainer: 1 }],
    [1210, 12.4, { author: 5, reviewers: 8, maintainer: 0 }],
  ];
  return figures.map(([openTodos, medianReviewDays, moves], index) => {
    const from = MONDAY - (2 - index) * 7 * 86_400;
    const week = { year: 2025, week: 6 + index, from, to: from + 7 * 86_400 };
    return { week, openTodos, medianReviewDays, reviews: medianReviewDays === null ? 0 : 2, moves };
  });
}
