import type { Relative, SeriesView } from "../model/report.ts";
import type { AppliedCommit, Bridge, PatchTag, Revision, TagToken } from "../model/series.ts";
import { inertText } from "./inert.ts";
import {
  columnsFor,
  displayWidth,
  fitColumns,
  padColumns,
  PLAIN_PAINT,
  shorten,
  wrap,
  type LayoutOptions,
} from "./layout.ts";
import { appliedNote } from "./notes.ts";
import { renderLinks, renderRelatives, renderTodoTable } from "./series-tables.ts";
import {
  ago,
  authorOf,
  count,
  daysBetween,
  formatDay,
  labelOf,
  lastRevision,
  patchCount,
  personName,
  titleOf,
} from "./words.ts";

/** How the page of a series is asked for. */
export interface SeriesPageOptions extends LayoutOptions {
  /** Show why its revisions are one series, possible links included. */
  readonly evidence?: boolean;
  /** Other series that are possibly the same work. */
  readonly relatives?: readonly Relative[];
  /** Unix seconds UTC to which ages are counted. */
  readonly asOf: number;
}

const LETTERS: readonly (readonly [TagToken, string])[] = [
  ["Reviewed-by", "R"],
  ["Acked-by", "A"],
  ["Tested-by", "T"],
  ["Nacked-by", "N"],
];

/** `R2 A- T1`: how often each tag was given. */
export function tagCounts(tags: readonly PatchTag[]): string {
  return LETTERS.map(([token, letter]) => {
    const number = tags.filter((tag) => tag.token === token).length;
    if (token === "Nacked-by" && number === 0) return "";
    return `${letter}${number === 0 ? "-" : number}`;
  })
    .filter((part) => part !== "")
    .join(" ");
}

function tagPeople(tags: readonly PatchTag[]): string {
  return LETTERS.flatMap(([token, letter]) => {
    const people = new Set(
      tags.filter((tag) => tag.token === token).map((tag) => personName(tag.person)),
    );
    return people.size === 0 ? [] : [`${letter}: ${[...people].join(", ")}`];
  }).join("; ");
}

function renderRevision(revision: Revision, labels: number, width: number): string[] {
  const notes = [
    count(Math.max(1, patchCount(revision)), "patch"),
    personName(revision.author),
    ...(revision.ghost ? ["not seen, known from replies"] : []),
  ];
  const label = padColumns(shorten(inertText(revision.label), 30), labels);
  const first = `  ${label}  ${formatDay(revision.postedAt)}  `;
  return [
    ...wrap(notes.join(", "), { width, first }),
    `  ${" ".repeat(labels)}  ${inertText(revision.id)}`,
  ];
}

function renderTimeLine(view: SeriesView, width: number): string[] {
  const { revisions } = view.series;
  const labels = Math.max(
    ...revisions.map((one) => displayWidth(shorten(inertText(one.label), 30))),
    2,
  );
  const lines: string[] = [];
  let before: Revision | null = null;
  for (const revision of revisions) {
    lines.push(...renderRevision(revision, labels, width));
    if (before !== null && before.title !== revision.title) {
      const title = shorten(inertText(revision.title.slice(0, 2_000)), 200);
      lines.push(...wrap(`renamed: ${title}`, { width, first: " ".repeat(labels + 4) }));
    }
    const bridge = view.bridges.find((each) => each.revision === revision.id);
    if (bridge !== undefined) {
      const words = `joined ${namedParts(view, bridge)}, which nothing before it links`;
      lines.push(...wrap(words, { width, first: " ".repeat(labels + 4) }));
    }
    before = revision;
  }
  return lines;
}

/** `v2 "title" and RFC v1 "other title"`: each part by its last revision. */
function namedParts(view: SeriesView, { parts }: Bridge): string {
  const names = parts.map((part) => {
    const last = view.series.revisions.find(({ id }) => id === part.at(-1));
    const label = shorten(inertText(last?.label ?? "?"), 30);
    return `${label} "${shorten(inertText((last?.title ?? "").slice(0, 2_000)), 60)}"`;
  });
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const HOW: Readonly<Record<AppliedCommit["how"], string>> = {
  notice: "as a mail says",
  "link-trailer": "which names this mail",
  "patch-id": "the same diff",
  title: "by author and title",
};

/** `applied: 1234567890ab in powerpc/next, the same diff`; null for a patch that was not. */
function commitNote({ status }: SeriesView, messageId: string): string | null {
  const found = status.applied?.commits.find((each) => each.messageId === messageId);
  if (found === undefined) return status.applied?.messageIds.includes(messageId) ? "applied" : null;
  const tree = found.tree === null ? "" : ` in ${shorten(inertText(found.tree), 60)}`;
  return `applied: ${inertText(found.commit.slice(0, 12))}${tree}, ${HOW[found.how]}`;
}

function renderPatches(view: SeriesView, width: number): string[] {
  const revision = lastRevision(view.series);
  if (revision === null) return [];
  const total = patchCount(revision);
  const tagsAt = new Map(view.status.tags.map((one) => [one.position, one.tags]));
  const rows = revision.patches.map((patch) => ({
    place: `${patch.position}/${total}`,
    title: shorten(inertText(patch.title.slice(0, 2_000)), 200),
    tags: tagsAt.get(patch.position) ?? [],
    applied: commitNote(view, patch.messageId),
  }));
  if ((tagsAt.get(0) ?? []).length > 0) {
    const tags = tagsAt.get(0) ?? [];
    rows.unshift({ place: `0/${total}`, title: "cover letter", tags, applied: null });
  }
  const places = Math.max(...rows.map((row) => row.place.length), 3);
  const lines: string[] = [];
  for (const row of rows) {
    const head = `  ${row.place.padStart(places)}  ${padColumns(tagCounts(row.tags), 9)} `;
    lines.push(head + fitColumns(row.title, width - displayWidth(head)));
    const below = { width, first: " ".repeat(places + 4 + 10) };
    const people = tagPeople(row.tags);
    if (people !== "") lines.push(...wrap(people, below));
    if (row.applied !== null) lines.push(...wrap(row.applied, below));
  }
  const missing = total - revision.patches.length;
  if (missing > 0) lines.push(`  ${count(missing, "patch")} not seen`);
  return lines;
}

function renderState(view: SeriesView, options: SeriesPageOptions): string[] {
  const width = columnsFor(options);
  const { status } = view;
  const days = daysBetween(status.lastActivityAt, options.asOf);
  const row = (name: string, value: string): string[] =>
    wrap(value, { width, first: name.padEnd(11), rest: " ".repeat(11) });
  const words = status.stateText === null ? "" : `: "${shorten(inertText(status.stateText), 200)}"`;
  const applied = appliedNote(view);
  return [
    ...row("State", `${status.state}${words}`),
    `           ${inertText(status.stateMessageId)}`,
    ...(applied === null ? [] : row("Applied", applied)),
    ...row("Next move", `${status.nextMove}: ${inertText(status.nextMoveReason)}`),
    ...row("Last mail", `${formatDay(status.lastActivityAt)}, ${ago(days)}`),
    ...row("Lists", view.series.lists.map((list) => inertText(list)).join(", ") || "none"),
    ...row("Series", inertText(view.series.id)),
  ];
}

/**
 * One series on one page: its state with the mail that says so, whose move it is, the time line of
 * its revisions, the patches of the last one with their tags, its TODOs against the revisions and,
 * when asked, the evidence that its revisions belong together.
 */
export function renderSeries(view: SeriesView, options: SeriesPageOptions): string {
  const width = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const head = wrap(titleOf(view.series), { width, first: "" }).map((line) => paint.bold(line));
  const author = `${labelOf(view.series)} by ${authorOf(view.series)}`;
  const part = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", paint.bold(name), ...lines];
  const lines = [
    ...head,
    fitColumns(author, width),
    "",
    ...renderState(view, options),
    ...part("Revisions", renderTimeLine(view, width)),
    ...part(`Patches of ${labelOf(view.series)}`, renderPatches(view, width)),
    ...part("TODOs", renderTodoTable(view, options)),
  ];
  lines.push(
    ...part("Possibly the same work", renderRelatives(view, options.relatives ?? [], width)),
  );
  if (options.evidence === true) lines.push(...part("Evidence", renderLinks(view, width)));
  return `${lines.join("\n")}\n`;
}
