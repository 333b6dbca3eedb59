import { createHash } from "node:crypto";

/**
 * The id of the series of which a revision is the first: short, and the same whatever comes later
 * (docs/adr/0003).
 */
export function seriesIdOf(firstRevision: string): string {
  return `s${createHash("sha256").update(firstRevision).digest("hex").slice(0, 10)}`;
}
