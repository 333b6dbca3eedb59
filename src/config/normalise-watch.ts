import { type JobConfig, JOBS, type WatchConfig } from "../model/watch.ts";
import type { RawConfig } from "./schema.ts";

type RawWatch = NonNullable<RawConfig["watch"]>;

/** What failed to leave, and what a person approved, is not to wait for the next digest. */
const DEFAULT_OUTBOX = { cron: "*/15 * * * *" };
/** The week that is over gets its last mails, the one that goes on its first. */
const DEFAULT_PAGE_WEEKS = 2;

/** Fills in the defaults of `watch`: only jobs that are named, and the outbox with what fills it. */
export function normaliseWatch(raw: RawWatch): WatchConfig {
  const sends = [raw.digests, raw.issues, raw.webhooks].some((job) => job != null);
  const named = { ...raw, outbox: raw.outbox ?? (sends ? DEFAULT_OUTBOX : null) };
  const jobs = JOBS.flatMap((job): JobConfig[] => {
    const schedule = named[job];
    if (schedule == null) return [];
    const zone = ("zone" in schedule ? schedule.zone : null) ?? raw.zone ?? "UTC";
    return [{ job, cron: schedule.cron.trim(), zone }];
  });
  const { pages } = raw;
  return {
    jobs,
    pages:
      pages == null ? null : { folder: pages.folder, weeks: pages.weeks ?? DEFAULT_PAGE_WEEKS },
  };
}
