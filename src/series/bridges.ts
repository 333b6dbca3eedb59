import type { Bridge, Link, Revision } from "../model/series.ts";

/**
 * Finds the revisions of a series that joined what stood apart until they came: those linked to
 * two or more parts of which no earlier revision links one to another.
 */
export function findBridges(revisions: readonly Revision[], links: readonly Link[]): Bridge[] {
  const byTime = revisions.toSorted((a, b) => a.postedAt - b.postedAt || (a.id < b.id ? -1 : 1));
  const partOf = new Map<string, string[]>();
  const bridges: Bridge[] = [];
  for (const { id } of byTime) {
    const joined = new Set<string[]>();
    for (const { older, newer, decision } of links) {
      if (decision !== "linked" || (older !== id && newer !== id)) continue;
      const part = partOf.get(older === id ? newer : older);
      if (part !== undefined) joined.add(part);
    }
    if (joined.size > 1)
      bridges.push({ revision: id, parts: [...joined].map((part) => [...part]) });
    const whole = [...[...joined].flat(), id];
    for (const member of whole) partOf.set(member, whole);
  }
  return bridges;
}
