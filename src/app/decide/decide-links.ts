import { ExitStatus, TrackerError } from "../../errors.ts";
import type { KeptDecision, LinkDecisionKind } from "../../model/decision.ts";
import type { LinkChange, NamedRevision } from "../../model/report.ts";
import type { Revision, Series } from "../../model/series.ts";
import type { AppContext } from "../context.ts";
import { type Decider, momentAfter } from "./decider.ts";
import { findBeside, findNamed, type Named, oneRevision, toNamed } from "./find-revision.ts";
import { resume } from "../track/rebuild.ts";

type Pair = readonly [NamedRevision, NamedRevision];

/**
 * Makes two revisions one series for ever. Of a series with several the one posted nearest to the
 * other is taken; unlinks by hand between the two series are overruled.
 *
 * @throws TrackerError `not-found`, `usage`
 */
export async function linkRevisions(
  context: AppContext,
  [a, b]: readonly [string, string],
  decider: Decider,
): Promise<LinkChange> {
  const left = await findNamed(context, a, decider.unseen);
  const right = await findNamed(context, b, decider.unseen);
  const asked = nearest(left, right);
  const kept = await context.store.listDecisions();
  const unlinked = kept.filter(({ kind, effect }) => kind === "unlink" && effect === "stands");
  const overruled = between(left, right).filter(
    (pair) => !samePair(pair, asked) && unlinked.some((decision) => isAbout(decision, pair)),
  );
  return decide(context, { kind: "link", pairs: [asked, ...overruled], kept }, decider);
}

/**
 * Parts a revision from another one, or from all others of a series, for ever.
 *
 * @throws TrackerError `not-found`, `usage`
 */
export async function unlinkRevision(
  context: AppContext,
  [a, b]: readonly [string, string],
  decider: Decider,
): Promise<LinkChange> {
  const from = await findNamed(context, a, decider.unseen);
  const parted = oneRevision(await findBeside(context, from, b, decider.unseen));
  const pairs = members(from)
    .filter(({ messageId }) => messageId !== parted.messageId)
    .map((other): Pair => [parted, other]);
  if (pairs.length === 0) throw wrong(`${a} and ${b} are one and the same revision`);
  const kept = await context.store.listDecisions();
  return decide(context, { kind: "unlink", pairs, kept }, decider);
}

/**
 * Parts a revision and all later ones of its series from the earlier ones, for ever.
 *
 * @throws TrackerError `not-found`, `usage`
 */
export async function splitSeries(
  context: AppContext,
  [series, revision]: readonly [string, string],
  decider: Decider,
): Promise<LinkChange> {
  const whole = await findNamed(context, series, false);
  if (whole.kind === "unseen") throw new RangeError("a series to be split is stored");
  const { revisions } = whole.series;
  const first = oneRevision(await findBeside(context, whole, revision));
  const at = revisions.findIndex(({ id }) => id === first.messageId);
  if (at < 0) throw wrong(`${revision} is no revision of ${whole.series.id}`);
  if (at === 0) throw wrong(`${revision} is the first revision: nothing is before it`);
  const named = (some: readonly Revision[]) => some.map((each) => toNamed(whole.series, each));
  const earlier = named(revisions.slice(0, at));
  const pairs = named(revisions.slice(at)).flatMap((later) =>
    earlier.map((other): Pair => [later, other]),
  );
  const kept = await context.store.listDecisions();
  return decide(context, { kind: "unlink", pairs, kept }, decider);
}

function wrong(message: string): TrackerError {
  return new TrackerError("usage", message, { exitStatus: ExitStatus.usage });
}

function members(named: Named): NamedRevision[] {
  if (named.kind !== "series") return [oneRevision(named)];
  return named.series.revisions.map((revision) => toNamed(named.series, revision));
}

function nearest(left: Named, right: Named): Pair {
  const time = (named: NamedRevision) => named.found?.revision.postedAt ?? 0;
  const pairs = members(left).flatMap((a) => members(right).map((b): Pair => [a, b]));
  const apart = ([a, b]: Pair) => Math.abs(time(a) - time(b));
  const [best] = pairs.toSorted((one, other) => apart(one) - apart(other));
  if (best === undefined) throw new RangeError("what is named holds a revision");
  const whole = left.kind === "series" || right.kind === "series";
  if (best[0].messageId === best[1].messageId) {
    throw wrong(whole ? "both are one series already" : "both are one and the same revision");
  }
  return time(best[0]) <= time(best[1]) ? best : [best[1], best[0]];
}

/** Every pair of a revision of one series and one of the other. */
function between(left: Named, right: Named): Pair[] {
  if (left.kind === "unseen" || right.kind === "unseen") return [];
  const all = (series: Series) => members({ kind: "series", series });
  if (left.series.id === right.series.id) return [];
  return all(left.series).flatMap((a) => all(right.series).map((b): Pair => [a, b]));
}

function samePair([a, b]: Pair, [c, d]: Pair): boolean {
  const key = (x: NamedRevision, y: NamedRevision) => [x.messageId, y.messageId].sort().join("\n");
  return key(a, b) === key(c, d);
}

function isAbout(decision: KeptDecision, [a, b]: Pair): boolean {
  const named = [decision.subject, decision.object].map((id, at) => decision.revisions[at] ?? id);
  return named.includes(a.messageId) && named.includes(b.messageId);
}

async function decide(
  context: AppContext,
  change: {
    readonly kind: LinkDecisionKind;
    readonly pairs: readonly Pair[];
    readonly kept: readonly KeptDecision[];
  },
  decider: Decider,
): Promise<LinkChange> {
  const { kind, kept } = change;
  const pairs = change.pairs.filter((pair) => {
    const newest = kept.findLast((each) => each.effect !== "overruled" && isAbout(each, pair));
    return newest?.kind !== kind;
  });
  const { dryRun, note, by, now } = decider;
  if (dryRun || pairs.length === 0) return { kind, pairs, dryRun, outcome: [] };
  const decidedAt = momentAfter(kept, now);
  await context.store.saveDecisions(
    pairs.map(([a, b]) => ({
      kind,
      subject: a.messageId,
      object: b.messageId,
      note,
      decidedBy: by,
      decidedAt,
    })),
  );
  await resume(context);
  return { kind, pairs, dryRun, outcome: await seriesOf(context, pairs.flat()) };
}

async function seriesOf({ store }: AppContext, named: readonly NamedRevision[]): Promise<Series[]> {
  const ids = new Set<string>();
  for (const { messageId } of named) {
    const id = await store.findSeriesId(messageId);
    if (id !== null) ids.add(id);
  }
  return (await store.listSeries({ ids: [...ids] })).map(({ series }) => series);
}
