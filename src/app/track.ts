import { SUBJECT_WINDOW_SECONDS } from "../limits.ts";
import type { SeriesContext } from "../model/series.ts";
import type { Derivation, LinkCandidates, MessageNode } from "../model/store.ts";
import { findApplied, lastCommitAt } from "../series/applied.ts";
import { assembleRevisions } from "../series/assemble.ts";
import { judgeLink } from "../series/by-hand.ts";
import { groupSeries } from "../series/group.ts";
import { linkKeys } from "../series/keys.ts";
import { decidedTodos } from "../todo/by-hand.ts";
import { buildThreads } from "../thread/build-threads.ts";
import type { AppContext } from "./context.ts";
import { judgeSeries } from "./judge-series.ts";
import { buildSeriesContext } from "./series-context.ts";
import { StepSize } from "./step-size.ts";

/** Messages derived in one transaction; their surroundings must fit in memory. */
const MESSAGES_A_STEP = 10_000;
const REVISIONS_A_STEP = 500;
const SERIES_A_STEP = 200;

export interface TrackSummary {
  revisions: number;
  links: number;
  series: number;
  /** Patches of the series tracked that a commit of a watched tree was found for. */
  inTrees: number;
}

/**
 * Derives anew all that waits for it: threads, revisions, links, series, their state and TODOs.
 * Cut off at any moment, the next call goes on where it stopped and ends in the same state. Others
 * may write at the same time: a step that was overtaken is done anew.
 */
export async function track(context: AppContext): Promise<TrackSummary> {
  const revisions = await deriveRevisions(context);
  const links = await judgeLinks(context);
  await formGroups(context);
  return { revisions, links, ...(await trackSeries(context)) };
}

async function deriveRevisions({ store, reporter }: AppContext): Promise<number> {
  const total = (await store.countDirty()).messages;
  let done = 0;
  let changed = 0;
  const step = new StepSize(MESSAGES_A_STEP);
  for (;;) {
    const since = await store.stamp();
    const dirty = await store.listDirtyMessages(step.size);
    if (dirty.length === 0) break;
    const nodes = await store.loadSurroundings(dirty);
    const saved = await store.saveDerivation(derive(dirty, nodes), since);
    if (saved === null) {
      step.shrink();
      continue;
    }
    step.grow();
    changed += saved.length;
    done += dirty.length;
    reporter.progress({ label: "threads and revisions", done, total, unit: "mails" });
  }
  reporter.finished("threads and revisions");
  return changed;
}

/** Threads and revisions of messages that form whole threads. Pure. */
export function derive(done: readonly string[], nodes: readonly MessageNode[]): Derivation {
  const threads = buildThreads(
    nodes.map((node) => ({
      messageId: node.messageId,
      references: node.references,
      inReplyTo: node.inReplyTo,
      subjectKey: node.facts.titleKey,
      reply: node.facts.subject.reply,
      at: node.at,
    })),
    SUBJECT_WINDOW_SECONDS,
  );
  const { revisions, places } = assembleRevisions(
    nodes.map((node) => ({
      messageId: node.messageId,
      parent: threads.get(node.messageId)?.parent ?? null,
      thread: threads.get(node.messageId)?.thread ?? node.messageId,
      sentAt: node.at,
      from: node.from,
      lists: node.lists,
      subject: node.facts.subject,
      facts: node.facts.patch,
      changelog: node.facts.changelog,
    })),
  );
  return {
    done,
    places: nodes.map(({ messageId }) => {
      const thread = threads.get(messageId);
      const place = places.get(messageId);
      return {
        messageId,
        thread: thread?.thread ?? messageId,
        parent: thread?.parent ?? null,
        kind: place?.role ?? "other",
        revision: place?.revision ?? null,
        position: place?.position ?? 0,
      };
    }),
    revisions: revisions.map((revision) => ({ revision, keys: linkKeys(revision) })),
  };
}

async function judgeLinks({ store, reporter }: AppContext): Promise<number> {
  let done = 0;
  let found = 0;
  const step = new StepSize(REVISIONS_A_STEP);
  for (;;) {
    const since = await store.stamp();
    const waiting = await store.listUnlinked(step.size);
    if (waiting.length === 0) break;
    const judged = waiting.map((each) => ({ revision: each.revision.id, links: linksOf(each) }));
    if (!(await store.saveLinks(judged, since))) {
      step.shrink();
      continue;
    }
    step.grow();
    done += waiting.length;
    found += judged.reduce((sum, each) => sum + each.links.length, 0);
    reporter.progress({ label: "links", done, total: null, unit: "revisions" });
  }
  reporter.finished("links");
  return found;
}

function linksOf({ revision, candidates, decided }: LinkCandidates) {
  return candidates.flatMap(
    (candidate) => judgeLink(revision, candidate, decided.get(candidate.id) ?? null) ?? [],
  );
}

async function formGroups({ store, reporter }: AppContext): Promise<void> {
  const step = new StepSize(REVISIONS_A_STEP);
  for (;;) {
    const since = await store.stamp();
    const groups = await store.listUngrouped(step.size);
    if (groups.length === 0) break;
    const formed = groups.map((group) => ({
      group,
      series: groupSeries(group.revisions, group.links),
    }));
    if (await store.saveGroups(formed, since)) step.grow();
    else step.shrink();
  }
  reporter.finished("series");
}

async function trackSeries({ store, reporter }: AppContext) {
  const total = (await store.countDirty()).series;
  let done = 0;
  let found = 0;
  const step = new StepSize(SERIES_A_STEP);
  for (;;) {
    const since = await store.stamp();
    const decided = decidedTodos(await store.listDecisions());
    const dirty = await store.listDirtySeries(step.size);
    if (dirty.length === 0) break;
    const tracked = [];
    let inTrees = 0;
    for (const id of dirty) {
      const loaded = await store.loadSeries(id);
      if (loaded === null) continue;
      const series = buildSeriesContext(loaded);
      const judged = judgeSeries(series, newsAt(series), decided);
      inTrees += judged.status.applied?.commits.filter(({ how }) => how !== "notice").length ?? 0;
      tracked.push({ id, ...judged });
    }
    if (!(await store.saveTracked(tracked, since))) {
      step.shrink();
      continue;
    }
    if (tracked.length === 0) break;
    step.grow();
    found += inTrees;
    done += dirty.length;
    reporter.progress({ label: "status and TODOs", done, total, unit: "series" });
  }
  reporter.finished("status and TODOs");
  return { series: done, inTrees: found };
}

/**
 * The moment of the newest mail or commit about a series: at it nothing is silent yet. What depends
 * on today (stalled, abandoned) is laid over when it is read.
 */
function newsAt(series: SeriesContext): number {
  const mails = series.mails.map(({ message }) => message.sentAt ?? message.receivedAt ?? 0);
  // Notices are mails: without a commit to weigh against them they tell no other time.
  const commits = series.commits ?? [];
  const applied = commits.length === 0 ? null : findApplied(series, Number.POSITIVE_INFINITY);
  return Math.max(0, ...mails, lastCommitAt(applied));
}
