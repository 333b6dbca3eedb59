import { z } from "@hono/zod-openapi";
import type { RangeDiff } from "../model/range-diff.ts";
import { type Digest, DIGEST_SECTION_KEYS, type IsoWeek } from "../model/report.ts";
import { MOVERS, SERIES_STATES } from "../model/series.ts";
import { TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { seconds } from "./schemas-parts.ts";

const week = z.object({
  year: z.number().int(),
  week: z.number().int(),
  from: seconds,
  to: seconds.describe("exclusive"),
  day: z.string().optional(),
  zone: z.string().optional(),
}) satisfies z.ZodType<Omit<IsoWeek, "day" | "zone">>;

const digestTodo = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(TODO_KINDS),
  state: z.enum(TODO_STATES),
  saidBy: z.string(),
  owner: z.string().nullable(),
  where: z.string(),
  ageDays: z.number().int(),
  why: z.string(),
  messageId: z.string(),
  url: z.string(),
});

const entry = z.object({
  series: z.string(),
  title: z.string(),
  revision: z.string(),
  patches: z.number().int(),
  who: z.string(),
  state: z.enum(SERIES_STATES),
  nextMove: z.enum(MOVERS),
  reason: z.string(),
  postedDays: z.number().int(),
  activityDays: z.number().int(),
  seeSection: z.string().nullable(),
  notes: z.array(z.string()),
  messageId: z.string(),
  url: z.string(),
  settled: z.array(digestTodo),
  open: z.array(digestTodo),
  moreSettled: z.number().int(),
  moreOpen: z.number().int(),
});

/** As `digest --format json` prints it. */
export const digest = z
  .object({
    format: z.literal(1),
    list: z.string(),
    week,
    label: z.string().describe("`2025-W08`"),
    only: z.string().optional().describe("what its series were chosen by, where not all are in it"),
    numbers: z.object({
      mails: z.number().int(),
      people: z.number().int(),
      newSeries: z.number().int(),
      rerolls: z.number().int(),
      accepted: z.number().int(),
      openTodos: z.number().int(),
      openTodosChange: z.number().int(),
      raised: z.number().int(),
      settled: z.number().int(),
    }),
    sections: z.array(
      z.object({
        key: z.enum(DIGEST_SECTION_KEYS),
        title: z.string(),
        total: z.number().int(),
        entries: z.array(entry),
        more: z.number().int(),
        command: z.string().nullable(),
      }),
    ),
  })
  .openapi("Digest") satisfies z.ZodType<Omit<Digest, "only" | "week">>;

/** One week of a list that has a digest. */
export const digestWeek = z
  .object({
    label: z.string().describe("`2025-W08`"),
    from: seconds,
    to: seconds.describe("exclusive"),
    url: z.string(),
  })
  .openapi("DigestWeek");

const side = z.object({
  id: z.string(),
  label: z.string(),
  postedAt: seconds,
  patches: z.number().int(),
  own: z.number().int(),
});
const patch = z.object({
  messageId: z.string(),
  position: z.number().int(),
  title: z.string(),
});

/** As `range-diff --json` prints it. */
export const rangeDiff = z
  .object({
    series: z.string(),
    title: z.string(),
    older: side,
    newer: side,
    by: z.enum(["git", "mails"]).describe("what compared them"),
    note: z.string().nullable().describe("why it was not git, where that was asked for"),
    pairs: z.array(
      z.object({
        left: patch.nullable(),
        right: patch.nullable(),
        status: z.enum(["=", "!", "<", ">"]).describe("as git range-diff writes them"),
        hunks: z.array(
          z.object({
            section: z.string(),
            lines: z.array(
              z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() }),
            ),
          }),
        ),
        tooLarge: z.boolean(),
      }),
    ),
  })
  .openapi("RangeDiff") satisfies z.ZodType<RangeDiff>;
