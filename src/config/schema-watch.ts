import { Cron } from "croner";
import * as z from "zod";
import { text, told, zone } from "./schema-parts.ts";

/** The part of `patchtrail.yaml` that says when `watch` does what. */

/** Any will do: what never comes true after it never does. */
const A_MOMENT = new Date(0);

const cron = text(
  'a cron expression that comes true: five fields such as "*/30 * * * *", or six with seconds in front',
).refine(isCron);

const job = z
  .strictObject({
    cron: cron.meta(told("when: a cron expression")),
    zone: zone.nullish().meta(told("the zone in which it is read", "`watch.zone`")),
  })
  .describe("a mapping with cron, and perhaps zone");

const pages = z
  .strictObject({
    cron: cron.meta(told("when: a cron expression")),
    zone: zone.nullish().meta(told("the zone in which it is read", "`watch.zone`")),
    folder: text("the name of a folder").meta(told("where to")),
    weeks: z
      .int()
      .min(1)
      .max(520)
      .describe("a whole number of weeks from 1 to 520")
      .nullish()
      .meta(told("weeks written anew each time, 1 to 520", "2")),
  })
  .describe("a mapping with cron and folder");

export const watch = z
  .strictObject({
    zone: zone.nullish().meta(told("zone of jobs that name none", "`UTC`")),
    sync: job.nullish().meta(told("syncs all lists; see [watch.md](../watch.md)", "not done")),
    digests: job
      .nullish()
      .meta(told("plans digests for those who subscribed, and sends what is approved", "not done")),
    issues: job.nullish().meta(told("plans GitHub issues", "not done")),
    webhooks: job.nullish().meta(told("plans webhooks", "not done")),
    outbox: job
      .nullish()
      .meta(
        told(
          "lets leave what was approved, and tries again",
          "every 15 minutes where one of the three above is named",
        ),
      ),
    pages: pages.nullish().meta(told("writes the pages of `digest --out`", "not done")),
  })
  .describe("a mapping of jobs");

/** Years and dates that croner takes as well are refused: such a job would end by itself. */
function isCron(value: string): boolean {
  if (!/^\s*(?:@[a-z]{1,20}|\S+(?:\s+\S+){4,5})\s*$/i.test(value)) return false;
  try {
    return new Cron(value, { paused: true, timezone: "UTC" }).nextRun(A_MOMENT) !== null;
  } catch {
    return false;
  }
}
