import type { LoadedSeries } from "../../model/derived.ts";
import { parseBlocks } from "../../mail/blocks.ts";
import type { SeriesContext, SeriesMail } from "../../model/series.ts";

/** A series, its mails and commits as the stations that judge them want them. */
export function buildSeriesContext({ series, messages, commits }: LoadedSeries): SeriesContext {
  const index = new Map(series.revisions.map((revision, at) => [revision.id, at]));
  const mails: SeriesMail[] = [];
  for (const { message, facts, kind, revision, position } of messages) {
    const at = index.get(revision);
    if (at === undefined || kind === "other") continue;
    mails.push({
      message,
      blocks: parseBlocks(message.body, { patch: kind !== "reply" }),
      role: kind,
      revision: at,
      position,
      facts: kind === "reply" ? null : facts.patch,
    });
  }
  return { series, mails, commits };
}

/** The same series as it stood at a moment; null when nothing of it was posted yet. */
export function contextAt(context: SeriesContext, asOf: number): SeriesContext | null {
  const revisions = context.series.revisions.filter((revision) => revision.postedAt <= asOf);
  if (revisions.length === 0) return null;
  const index = new Map(revisions.map((revision, at) => [revision.id, at]));
  const mails = context.mails.flatMap((mail) => {
    const id = context.series.revisions[mail.revision]?.id ?? "";
    const revision = index.get(id);
    const known = (mail.message.sentAt ?? mail.message.receivedAt ?? 0) <= asOf;
    return revision === undefined || !known ? [] : [{ ...mail, revision }];
  });
  const title = revisions.findLast((revision) => !revision.ghost)?.title ?? context.series.title;
  return { ...context, series: { ...context.series, revisions, title }, mails };
}
