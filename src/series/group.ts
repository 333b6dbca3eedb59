import type { Link, Revision, Series } from "../model/series.ts";
import { compareText } from "./assembly-mail.ts";
import { minorOf } from "./label.ts";
import { DECLARED } from "./link.ts";
import { seriesIdOf } from "./series-id.ts";

/** Links of at least this sum join groups whatever else they hold; the author's word needs less. */
const SURE = 9;
const SURE_DECLARED = 6;

/**
 * Forms series of the revisions given: what `linked` links hold together, strongest first. A weak
 * link does not join two groups that carry different change-ids, or that each hold a full posting
 * of one version with no direct link between the two; a person's unlink always holds. Does not
 * depend on the order of its input. Series come sorted by id.
 */
export function groupSeries(revisions: readonly Revision[], links: readonly Link[]): Series[] {
  const groups = new Groups(revisions);
  const direct = new Set<string>();
  const apart: [string, string][] = [];
  const joining: { link: Link; sum: number; byHand: boolean }[] = [];
  for (const link of links) {
    const byHand = link.evidence.filter(({ kind }) => kind === "manual").at(-1);
    if (byHand !== undefined && byHand.weight < 0) apart.push([link.older, link.newer]);
    else if (link.decision === "linked") {
      const sum = link.evidence.reduce((total, { weight }) => total + weight, 0);
      joining.push({ link, sum, byHand: byHand !== undefined });
      direct.add(pairKey(link.older, link.newer));
    }
  }
  joining.sort(
    (a, b) =>
      Number(b.byHand) - Number(a.byHand) ||
      b.sum - a.sum ||
      compareText(a.link.newer, b.link.newer) ||
      compareText(a.link.older, b.link.older),
  );
  for (const { link, sum, byHand } of joining) {
    const [a, b] = [groups.of(link.older), groups.of(link.newer)];
    if (a === undefined || b === undefined || a === b) continue;
    const forbidden = apart.some(([x, y]) => splits(a, b, [x, y]));
    const declared = link.evidence.some(({ weight }) => weight >= DECLARED);
    if (forbidden || (!byHand && isConflict(a, b, { link, sum, direct, declared }))) continue;
    groups.join(a, b);
  }
  return groups
    .list()
    .map(toSeries)
    .sort((a, b) => compareText(a.id, b.id));
}

type Group = Map<string, Revision>;

class Groups {
  readonly #of = new Map<string, Group>();

  constructor(revisions: readonly Revision[]) {
    for (const revision of revisions) this.#of.set(revision.id, new Map([[revision.id, revision]]));
  }

  of(id: string): Group | undefined {
    return this.#of.get(id);
  }

  join(a: Group, b: Group): void {
    const [large, small] = a.size >= b.size ? [a, b] : [b, a];
    for (const [id, revision] of small) {
      large.set(id, revision);
      this.#of.set(id, large);
    }
  }

  list(): Group[] {
    return [...new Set(this.#of.values())];
  }
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}

function splits(a: Group, b: Group, [x, y]: readonly [string, string]): boolean {
  return (a.has(x) && b.has(y)) || (a.has(y) && b.has(x));
}

function isConflict(
  a: Group,
  b: Group,
  {
    link,
    sum,
    direct,
    declared,
  }: {
    readonly link: Link;
    readonly sum: number;
    readonly direct: ReadonlySet<string>;
    readonly declared: boolean;
  },
): boolean {
  const ids = (group: Group) =>
    new Set([...group.values()].flatMap(({ changeId }) => changeId ?? []));
  const [left, right] = [ids(a), ids(b)];
  const differ = left.size > 0 && right.size > 0 && ![...left].some((id) => right.has(id));
  if (differ && !declared) return true;
  if (sum >= (declared ? SURE_DECLARED : SURE)) return false;
  if (isAbsorbed(a, b, link) || isAbsorbed(b, a, link)) return true;
  for (const x of a.values()) {
    for (const y of b.values()) {
      if (!isRival(x, y) || direct.has(pairKey(x.id, y.id))) continue;
      if (!isRestart(x, b, link) && !isRestart(y, a, link)) return true;
    }
  }
  return false;
}

/** A short posting of its own that a long series, under way before it, took in as one patch more. */
function isAbsorbed(a: Group, b: Group, { older, newer }: Link): boolean {
  const [own, taker] = [a.get(older), b.get(newer)];
  if (own === undefined || taker === undefined || !isFull(own)) return false;
  if (own.patches.length * 3 > taker.patches.length) return false;
  return [...b.values()].some((each) => isFull(each) && each.postedAt < own.postedAt);
}

/**
 * True when a rival does not stand in the way: the link leads from it to a later number, and the
 * other group comes back to its number only after that.
 */
function isRestart(x: Revision, other: Group, { older, newer }: Link): boolean {
  const next = other.get(newer);
  if (x.id !== older || next === undefined || next.version <= x.version) return false;
  return [...other.values()].every(
    (y) => y.version > x.version || y.postedAt > next.postedAt || y.rfc !== x.rfc,
  );
}

/** Two full postings that claim one number, neither a re-send. */
function isRival(x: Revision, y: Revision): boolean {
  if (x.version !== y.version || x.rfc !== y.rfc || minorOf(x) !== minorOf(y)) return false;
  return isFull(x) && isFull(y);
}

function isFull({ ghost, resend, patches, total }: Revision): boolean {
  return !ghost && !resend && patches.length >= (total ?? 1);
}

function toSeries(group: Group): Series {
  const revisions = orderRevisions([...group.values()]);
  const first = revisions[0];
  if (first === undefined) throw new RangeError("a series holds at least one revision");
  const seen = revisions.filter(({ ghost }) => !ghost);
  const newest = seen.findLast(isWhole) ?? seen.at(-1) ?? first;
  return {
    id: seriesIdOf(first.id),
    title: newest.title,
    author: (seen.at(-1) ?? first).author,
    lists: [...new Set(revisions.flatMap(({ lists }) => lists))].sort(),
    revisions,
  };
}

function isWhole(revision: Revision): boolean {
  return revision.cover !== null || revision.patches.length >= (revision.total ?? 1);
}

/**
 * Revisions as they followed each other. Time decides: an RFC v3 stands before the PATCH v1 that
 * came of it, a v1 after a v7 begins anew. Only what was posted within a day is put in order of
 * version, because clocks and queues disagree by hours.
 */
export function orderRevisions(revisions: readonly Revision[]): Revision[] {
  const byTime = revisions.toSorted((a, b) => a.postedAt - b.postedAt || compareText(a.id, b.id));
  const ordered: Revision[] = [];
  for (const revision of byTime) {
    let at = ordered.length;
    while (at > 0 && goesBefore(revision, ordered[at - 1])) at -= 1;
    ordered.splice(at, 0, revision);
  }
  return ordered;
}

const CLOCK_SECONDS = 86_400;

function goesBefore(later: Revision, earlier: Revision | undefined): boolean {
  if (earlier === undefined || later.rfc !== earlier.rfc) return false;
  if (later.postedAt - earlier.postedAt > CLOCK_SECONDS) return false;
  return (
    later.version < earlier.version ||
    (later.version === earlier.version && minorOf(later) < minorOf(earlier))
  );
}
