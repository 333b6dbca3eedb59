import type { Delivery, PlannedDelivery } from "../../model/outbox.ts";
import type { JobName } from "../../model/watch.ts";
import { lastPeriod } from "../../report/iso-week.ts";
import type { AppContext } from "../context.ts";
import { type DeliverOptions, planOutgoing } from "../send/outbox.ts";
import { planGithubIssues, planIssueDeliveries } from "../send/plan-issues.ts";
import { planWebhooks } from "../send/plan-webhooks.ts";
import { sendApproved } from "../send/publishers.ts";
import { findDueDigests } from "../send/subscriptions.ts";
import { sync } from "../ingest/sync.ts";
import { makeWhole } from "../track/whole.ts";

/** What a job did. */
export interface JobResult {
  /** Figures for the log, such as mails read. */
  readonly figures: Readonly<Record<string, number>>;
  /** What went wrong beside what was done. */
  readonly faults: readonly string[];
  /** Sentences for the operator that are no faults. */
  readonly notes: readonly string[];
  /** Nothing at all came of it. */
  readonly failed: boolean;
}

/** Clock (Unix seconds UTC) and chance (from 0 up to 1) of a run. */
export type JobTools = Pick<DeliverOptions, "now" | "random">;
type Job = (context: AppContext, tools: JobTools) => Promise<JobResult>;

/**
 * Each job does what the command of its name does: `sync`, `digest --send`, `issues --apply`,
 * `webhooks --send`, `outbox send`, `digest --out`. What is to leave is planned first, and leaves as
 * `outbox.approve` says.
 */
export const JOB_WORK: Readonly<Record<JobName, Job>> = {
  sync: syncAll,
  outbox: (context, tools) => sendOutbox(context, tools),
  digests: async (context, tools) => {
    await makeWhole(context);
    const due = await findDueDigests(context, { now: tools.now() });
    const planned = due.flatMap(({ delivery }): PlannedDelivery[] =>
      delivery === null ? [] : [delivery],
    );
    return sendOutbox(context, tools, await planOutgoing(context, planned, tools.now()));
  },
  issues: async (context, tools) => {
    await makeWhole(context);
    const { plans, notes } = await planGithubIssues(context, null);
    const planned = await planIssueDeliveries(context, plans, tools.now());
    return { ...(await sendOutbox(context, tools, planned)), notes };
  },
  webhooks: async (context, tools) => {
    await makeWhole(context);
    // Each week is told once: the one that is over, not the one that has just begun.
    const planned = await planWebhooks(context, lastPeriod("week", "UTC", tools.now()));
    return sendOutbox(context, tools, await planOutgoing(context, planned, tools.now()));
  },
  pages: writePages,
};

async function syncAll(context: AppContext): Promise<JobResult> {
  const { archives, trees, tracked } = await sync(context, null);
  const places = [...archives, ...trees];
  const faults = places.flatMap(({ place, error }) =>
    error === null ? [] : [`${place}: ${error.message}`],
  );
  const read = archives.flatMap(({ summary }) => summary ?? []);
  return {
    figures: {
      mails: read.reduce((sum, { added }) => sum + added, 0),
      aside: read.reduce((sum, { problemCount }) => sum + problemCount, 0),
      series: tracked.series,
    },
    faults,
    notes: [],
    failed: faults.length > 0 && faults.length === places.length,
  };
}

async function sendOutbox(
  context: AppContext,
  tools: JobTools,
  planned: readonly Delivery[] = [],
): Promise<JobResult> {
  const reports = (await sendApproved(context, tools)) ?? [];
  const count = (state: string) => reports.filter(({ outcome }) => outcome.state === state).length;
  const faults = reports.flatMap(({ delivery, outcome }) =>
    outcome.state === "failed" || outcome.state === "sending"
      ? [`${delivery.summary}: ${outcome.error} (patchtrail outbox show ${delivery.id})`]
      : [],
  );
  return {
    figures: {
      unapproved: planned.filter(({ state }) => state === "planned").length,
      sent: count("sent"),
      failed: count("failed"),
      unknown: count("sending"),
      later: count("approved"),
    },
    faults,
    notes: [],
    failed: false,
  };
}

async function writePages(context: AppContext): Promise<JobResult> {
  const { pages } = context.config.watch;
  if (pages === null) throw new Error("pages are to be written, and nothing says where");
  const lists = (await context.store.counts()).lists.map(({ name }) => name);
  // Loaded here: pages need libraries that draw charts and write feeds.
  const { writeSite } = await import("../send/digest-site.ts");
  const written = await writeSite(context, pages.folder, {
    lists,
    week: null,
    weeks: pages.weeks,
  });
  return { figures: { pages: written.length }, faults: [], notes: [], failed: false };
}
