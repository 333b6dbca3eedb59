import { SUBJECT_WINDOW_SECONDS } from "../../limits.ts";
import type { Derivation, LinkCandidates, MessageNode } from "../../model/derived.ts";
import { assembleRevisions } from "../../series/assemble.ts";
import { judgeLink } from "../../series/by-hand.ts";
import { groupSeries } from "../../series/group.ts";
import { linkKeys } from "../../series/keys.ts";
import { buildThreads } from "../../thread/build-threads.ts";
import type { AppContext } from "../context.ts";
import { startJudgePool } from "./judge-pool.ts";
import { judgeStored } from "./judge-stored.ts";
import { inSteps } from "./in-steps.ts";

/** Messages derived in one transaction; their surroundings must fit in memory. */
const MESSAGES_A_STEP = 1_000;
const REVISIONS_A_STEP = 200;
const SERIES_A_STEP = 200;
/** Below this many the threads would take longer to start than the series to judge. */
const MIN_SERIES_FOR_THREADS = 100;

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

async function deriveRevisions(context: AppContext): Promise<number> {
  const { store, reporter } = context;
  const total = (await store.countDirty()).messages;
  let done = 0;
  let changed = 0;
  await inSteps(context, MESSAGES_A_STEP, async (limit, since) => {
    const dirty = await store.listDirtyMessages(limit);
    if (dirty.length === 0) return "done";
    const nodes = await store.loadSurroundings(dirty);
    const saved = await store.saveDerivation(derive(dirty, nodes), since);
    if (saved === null) return "overtaken";
    changed += saved.length;
    // What the store lists and cannot find again would be listed for ever.
    if (nodes.length === 0) return "done";
    done += dirty.length;
    reporter.progress({ label: "threads and revisions", done, total, unit: "mails" });
    return "saved";
  });
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

async function judgeLinks(context: AppContext): Promise<number> {
  const { store, reporter } = context;
  let done = 0;
  let found = 0;
  await inSteps(context, REVISIONS_A_STEP, async (limit, since) => {
    const waiting = await store.listUnlinked(limit);
    if (waiting.length === 0) return "done";
    const judged = waiting.map((each) => ({ revision: each.revision.id, links: linksOf(each) }));
    if (!(await store.saveLinks(judged, since))) return "overtaken";
    done += waiting.length;
    found += judged.reduce((sum, each) => sum + each.links.length, 0);
    reporter.progress({ label: "links", done, total: null, unit: "revisions" });
    return "saved";
  });
  reporter.finished("links");
  return found;
}

function linksOf({ revision, candidates, decided }: LinkCandidates) {
  return candidates.flatMap(
    (candidate) => judgeLink(revision, candidate, decided.get(candidate.id) ?? null) ?? [],
  );
}

async function formGroups(context: AppContext): Promise<void> {
  const { store, reporter } = context;
  await inSteps(context, REVISIONS_A_STEP, async (limit, since) => {
    const groups = await store.listUngrouped(limit);
    if (groups.length === 0) return "done";
    const formed = groups.map((group) => ({
      group,
      series: groupSeries(group.revisions, group.links),
    }));
    return (await store.saveGroups(formed, since)) ? "saved" : "overtaken";
  });
  reporter.finished("series");
}

async function trackSeries(context: AppContext) {
  const { store, reporter } = context;
  await store.wakeSilentSeries();
  const total = (await store.countDirty()).series;
  const judgeHere = (ids: readonly string[]) => judgeStored(store, ids);
  const pool =
    total < MIN_SERIES_FOR_THREADS ? null : startJudgePool(context.databaseFile, judgeHere);
  let done = 0;
  let found = 0;
  try {
    await inSteps(context, SERIES_A_STEP, async (limit, since) => {
      const dirty = await store.listDirtySeries(limit);
      if (dirty.length === 0) return "done";
      const judged = await (pool === null ? judgeHere(dirty) : pool.judge(dirty));
      if (!(await store.saveTracked(judged, since))) return "overtaken";
      if (judged.length === 0) return "done";
      for (const { status } of judged)
        found += status.applied?.commits.filter(({ how }) => how !== "notice").length ?? 0;
      done += dirty.length;
      reporter.progress({ label: "status and TODOs", done, total, unit: "series" });
      return "saved";
    });
  } finally {
    await pool?.close();
  }
  reporter.finished("status and TODOs");
  return { series: done, inTrees: found };
}
