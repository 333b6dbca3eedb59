import { z } from "@hono/zod-openapi";
import { MAX_MESSAGE_ID_CHARS, MAX_PAGE_ROWS, MAX_QUERY_CHARS } from "../limits.ts";
import { MOVERS, SERIES_STATES } from "../model/series.ts";
import type { Place } from "../model/pages.ts";
import { SEARCH_SORTS, SEARCH_UNITS } from "../model/search.ts";
import { TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { decodeCursor } from "./cursor.ts";

/** What endpoints take, said once. Everything arrives as text. */

const DEFAULT_ROWS = 50;
const MAX_NAME_CHARS = 200;
const MAX_CURSOR_CHARS = 2_000;

const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** Text of one line: neither NUL nor anything that a header or a log could misread. */
const text = (most: number, what: string) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(ONE_LINE, "holds a control character")
    // The description would write the flag into the pattern, and nothing would fit it.
    .openapi({ pattern: ONE_LINE.source, description: what });

const messageIdText = text(MAX_MESSAGE_ID_CHARS, "a message-id, with or without angle brackets");

/** A message-id; `/` in it is written as %2F. */
export const messageId = messageIdText.transform((id) => id.replace(/^<|>$/g, ""));

export const reference = text(
  MAX_MESSAGE_ID_CHARS,
  "a series' id, or the message-id of any mail of it",
).transform((id) => id.replace(/^<|>$/g, ""));

export const listName = text(MAX_NAME_CHARS, "a list's name").regex(/^[\w.+-]+$/);
export const who = text(MAX_NAME_CHARS, "an address, a name or a part of one");
export const address = text(MAX_NAME_CHARS, "an e-mail address").regex(/^[^\s@]+@[^\s@]+$/);
export const words = z
  .string()
  .min(1)
  .max(MAX_QUERY_CHARS)
  .describe("a query as `patchtrail search` takes it (docs/search.md)");
export const searchUnit = z.enum(SEARCH_UNITS).describe("what is found: `message` unless told");
export const searchSort = z.enum(SEARCH_SORTS).describe("what comes first: `newest` unless told");
export const revisionWord = text(MAX_MESSAGE_ID_CHARS, "a revision: `v2`, `RFC v1`, a message-id");

/** A whole number within bounds. */
const whole = (least: number, most: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `is no number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `is no number from ${least} to ${most}`)
    .openapi({ type: "integer", minimum: least, maximum: most, description: what });

export const days = (what: string) => whole(0, 99_999, what);

/** From 0 to 1. */
export const share = z
  .string()
  .regex(/^(?:0|1|[01]?\.\d{1,6})$/, "is no number from 0 to 1")
  .transform(Number)
  .refine((n) => n <= 1, "is no number from 0 to 1")
  .openapi({ type: "number", minimum: 0, maximum: 1 });

/** A day, or a moment with its zone. */
export const moment = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/,
    "is no day (2025-02-24) or time (2025-02-24T12:00:00Z)",
  )
  .transform((day) => Date.parse(day) / 1000)
  .refine((at) => Number.isFinite(at), "is no day or time that there was")
  .openapi({
    type: "string",
    description: "a day, `2025-02-24`, or a time, `2025-02-24T12:00:00Z`",
  });

/** Some of these words, with commas between them. */
const severalOf = <T extends string>(choices: readonly [T, ...T[]], what: string) =>
  z
    .string()
    .transform((all) => all.split(","))
    .pipe(z.array(z.enum(choices, `is none of ${choices.join(", ")}`)).max(choices.length))
    .openapi({
      type: "array",
      items: { type: "string", enum: [...choices] },
      description: what,
      param: { style: "form", explode: false },
    });

export const states = severalOf(SERIES_STATES, "states, with commas between them");
export const movers = severalOf(MOVERS, "whose move it is");
export const todoKinds = severalOf(TODO_KINDS, "kinds, with commas between them");
export const todoStates = severalOf(TODO_STATES, "states of TODOs, with commas between them");

/** What every collection takes. */
export const paging = {
  limit: whole(1, MAX_PAGE_ROWS, `at most so many; ${DEFAULT_ROWS} unless told`).optional(),
  cursor: z
    .string()
    .max(MAX_CURSOR_CHARS)
    .describe("from `next` of the page before, or its Link header")
    .optional(),
};

/** Which page is meant. */
export function pageOf(query: {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}): {
  readonly limit: number;
  readonly after?: Place;
} {
  const limit = query.limit ?? DEFAULT_ROWS;
  return query.cursor === undefined ? { limit } : { limit, after: decodeCursor(query.cursor) };
}

/** The fields that are there: what was not asked about is left out. */
export function given<T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
