import type { Evidence, Link, Revision } from "../model/series.ts";
import { changelogEvidence } from "./changelog-evidence.ts";
import { contentEvidence } from "./content-evidence.ts";
import { counterEvidence } from "./counter-evidence.ts";
import { declaredEvidence } from "./declared-evidence.ts";
import { pairPatches } from "./pair-patches.ts";
import { traitsOf, type Traits } from "./traits.ts";

/** From this sum of weights two revisions are one series; below, people are only told. */
export const LINKED = 4;
export const POSSIBLE = 2.5;
/** From this weight on the author himself says that one follows the other. */
export const DECLARED = 7;
/** Evidence beside titles and changelogs: one of these must stand for different people. */
const STRONG = 5;

/**
 * Judges whether two revisions are postings of one piece of work, on what the two say alone. The
 * order of the arguments does not matter. Null when too little speaks for it.
 */
export function scoreLink(a: Revision, b: Revision): Link | null {
  if (a.id === b.id) return null;
  const [older, newer] = inOrder(a, b).map(traitsOf) as [Traits, Traits];
  const samePeople = older.people.some((key) => newer.people.includes(key));
  const pairing = pairPatches(older, newer);
  const evidence: Evidence[] = [
    ...declaredEvidence(older, newer, samePeople),
    ...changelogEvidence(older, newer),
    ...contentEvidence(older, newer, {
      pairing,
      samePeople: samePeople || isGhostPair(older, newer),
    }),
  ];
  if (evidence.every(({ kind, weight }) => kind === "changelog" && weight < STRONG)) return null;
  const declared = evidence.some(({ weight }) => weight >= DECLARED);
  evidence.push(...counterEvidence(older, newer, { pairing, declared }));
  const sum = evidence.reduce((total, { weight }) => total + weight, 0);
  if (sum < POSSIBLE) return null;
  const said = evidence.some(({ weight }) => weight >= STRONG);
  const taken = samePeople || isGhostPair(older, newer) || said || pairing.alike > 0;
  const decision = sum >= LINKED && taken ? "linked" : "possible";
  return { older: older.revision.id, newer: newer.revision.id, decision, evidence };
}

/** Nobody knows who wrote a revision that was never seen: its author cannot speak against it. */
function isGhostPair(older: Traits, newer: Traits): boolean {
  return older.unknownAuthor !== newer.unknownAuthor;
}

/** By time; of two of one second the lower version, then the lower id comes first. */
export function inOrder(a: Revision, b: Revision): [older: Revision, newer: Revision] {
  const order = a.postedAt - b.postedAt || a.version - b.version || (a.id < b.id ? -1 : 1);
  return order <= 0 ? [a, b] : [b, a];
}
