import { Cron } from "croner";
import * as z from "zod";
import { text, zone } from "./schema-parts.ts";

/** The part of `patchtrail.yaml` that says when `watch` does what. */

/** Any will do: what never comes true after it never does. */
const A_MOMENT = new Date(0);

const cron = text(
  'a cron expression that comes true: five fields such as "*/30 * * * *", or six with seconds in front',
).refine(isCron);

const job = z
  .strictObject({ cron, zone: zone.nullish() })
  .describe("a mapping with cron, and perhaps zone");

const pages = z
  .strictObject({
    cron,
    zone: zone.nullish(),
    folder: text("the name of a folder"),
    weeks: z.int().min(1).max(520).describe("a whole number of weeks from 1 to 520").nullish(),
  })
  .describe("a mapping with cron and folder");

export const watch = z
  .strictObject({
    zone: zone.nullish(),
    sync: job.nullish(),
    digests: job.nullish(),
    issues: job.nullish(),
    webhooks: job.nullish(),
    outbox: job.nullish(),
    pages: pages.nullish(),
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
