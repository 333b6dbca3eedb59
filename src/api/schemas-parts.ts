import { z } from "@hono/zod-openapi";
import type { Mailbox } from "../model/mail.ts";

/*
 * The shapes that the API answers with (schemas-*.ts) are what the command line's --json prints. Each
 * is held against its type, so that the description cannot fall behind.
 */

export const seconds = z.number().int().describe("Unix seconds UTC");
export const messageId = z.string().describe("without angle brackets");

export const mailbox = z
  .object({ name: z.string().nullable(), email: z.string().nullable() })
  .openapi("Mailbox") satisfies z.ZodType<Mailbox>;

/** Who wrote a mail; not `nullable()`, which is described as both an object and null at once. */
export const sender = z.union([mailbox, z.null()]);

/** One page of a collection. */
export const pageOf = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe("cursor of the next page; null on the last one"),
  });
