import type { IngestSummary } from "../app/ingest/batcher.ts";
import type { TreeSummary } from "../app/ingest/read-tree.ts";
import type { TrackSummary } from "../app/track/track.ts";
import { inertText } from "../report/inert.ts";
import type { Paint } from "../report/layout.ts";
import { count, thousands } from "../report/words.ts";

/** Problems named one by one; the rest is counted, and listed by `doctor`. */
const MAX_NAMED_PROBLEMS = 10;

/** What an ingest or sync brought, in words: counts, oddities, what was set aside and why. */
export function renderSummaries(
  summaries: readonly IngestSummary[],
  tracked: TrackSummary,
  paint: Paint,
  trees: readonly TreeSummary[] = [],
): string {
  const lines = summaries.flatMap((summary) => renderOne(summary, paint));
  lines.push(...trees.map((tree) => renderTree(tree, paint)));
  const found = tracked.inTrees === 0 ? "" : `, ${tracked.inTrees} of their patches found in trees`;
  lines.push(
    `tracked: ${thousands(tracked.revisions)} new or changed revisions, ${thousands(tracked.series)} series looked at${found}`,
  );
  return lines.join("\n");
}

function renderTree({ tree, commits, backports, forgotten }: TreeSummary, paint: Paint): string {
  const parts = [`${commits} new commits`];
  if (backports > 0) parts.push(`${backports} of them backports, passed over`);
  if (forgotten > 0) parts.push(`${forgotten} no longer there`);
  return `${paint.bold(inertText(tree))}: ${parts.join(", ")}`;
}

function renderOne(summary: IngestSummary, paint: Paint): string[] {
  const parts = [
    count(summary.mails, "mail"),
    `${thousands(summary.added)} new`,
    `${thousands(summary.copies)} further copies`,
    `${thousands(summary.known)} known`,
  ];
  if (summary.deleted > 0) parts.push(`${thousands(summary.deleted)} deleted`);
  const lines = [`${paint.bold(inertText(summary.place))}: ${parts.join(", ")}`];
  const odd = [...summary.diagnostics].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (odd.length > 0) {
    lines.push(`  odd, but read: ${odd.map(([code, n]) => `${code} (${n})`).join(", ")}`);
  }
  if (summary.problemCount > 0) {
    lines.push(paint.yellow(`  set aside: ${summary.problemCount}`));
    for (const { where, code, detail } of summary.problems.slice(0, MAX_NAMED_PROBLEMS)) {
      lines.push(`    ${inertText(where)}: ${inertText(detail)} (${code})`);
    }
    const more = summary.problemCount - MAX_NAMED_PROBLEMS;
    if (more > 0) lines.push(`    … and ${more} more: patchtrail doctor lists them`);
  }
  return lines;
}

/** The same for programs. */
export function summaryJson(summaries: readonly IngestSummary[], tracked: TrackSummary) {
  return {
    archives: summaries.map((summary) => ({
      place: summary.place,
      mails: summary.mails,
      added: summary.added,
      copies: summary.copies,
      known: summary.known,
      deleted: summary.deleted,
      diagnostics: Object.fromEntries(summary.diagnostics),
      problems: summary.problems.map(({ where, code, detail }) => ({ where, code, detail })),
    })),
    tracked,
  };
}
