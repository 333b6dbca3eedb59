import type { SeriesContext, SeriesMail } from "../model/series.ts";

const NAMED =
  /\bpatch(?:es)?\s{0,2}#?\s{0,2}(\d{1,3})(?!\.\d)(?:\s{0,1}\/\s{0,1}(\d{1,3}))?\b|\b(\d{1,3})\/(\d{1,3})\b/i;

/**
 * The position of the patch that a sentence is about: the one it names ("patch 3", "2/5"), as far
 * as the revision has it, else the one its mail talks about; 0 = the whole series.
 */
export function patchOf(text: string, mail: SeriesMail, context: SeriesContext): number {
  const revision = context.series.revisions[mail.revision];
  const match = NAMED.exec(text);
  if (match === null || revision === undefined) return mail.position;
  const position = Number(match[1] ?? match[3]);
  const total = match[2] ?? match[4];
  const last = Math.max(revision.total ?? 0, ...revision.patches.map((patch) => patch.position));
  if (total !== undefined && Number(total) !== last) return mail.position;
  return position >= 1 && position <= last ? position : mail.position;
}
