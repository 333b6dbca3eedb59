import { z } from "@hono/zod-openapi";
import { COPY_FORMS } from "../model/mail.ts";
import type { ListSummary, MessageWithPlace } from "../model/pages.ts";
import type { ThreadEntry } from "../model/readings.ts";
import type { SearchHit } from "../model/search.ts";
import { MOVERS, SERIES_STATES } from "../model/series.ts";
import { mailbox, messageId, pageOf, seconds, sender } from "./schemas-parts.ts";

export const list = z
  .object({
    name: z.string(),
    messages: z.number().int().describe("mails"),
    oldest: seconds,
    newest: seconds,
    link: z.string().describe("where a mail can be read; {list} and {id} stand for its own"),
    urls: z.object({
      series: z.string(),
      todos: z.string(),
      digests: z.string(),
      feed: z.string(),
    }),
  })
  .openapi("List") satisfies z.ZodType<ListSummary>;

const messageKind = z.enum(["cover", "patch", "reply", "other"]);

export const threadEntry = z
  .object({
    messageId,
    parent: messageId.nullable(),
    subject: z.string().nullable(),
    from: sender,
    at: seconds,
    kind: messageKind,
    openTodos: z.number().int().describe("that it raised"),
  })
  .openapi("ThreadEntry") satisfies z.ZodType<ThreadEntry>;

export const message = z
  .object({
    messageId,
    inferredId: z.boolean().describe("made of its content: the archive names none"),
    form: z.enum(COPY_FORMS).describe("what it was read from"),
    sentAt: seconds.nullable(),
    receivedAt: seconds.nullable(),
    from: sender,
    to: z.array(mailbox),
    cc: z.array(mailbox),
    subject: z.string().nullable(),
    inReplyTo: z.array(messageId),
    references: z.array(messageId),
    listIds: z.array(z.string()).describe("of List-Id headers"),
    bot: z.boolean().describe("sent by a program"),
    body: z.string().describe("text as to be read; HTML as text, attached patches below"),
    attachments: z.array(
      z.object({
        name: z.string().nullable(),
        contentType: z.string(),
        sizeBytes: z.number().int(),
      }),
    ),
    contentKey: z.string().nullable().describe("equal for the same mail in all forms of archive"),
    diagnostics: z
      .array(z.object({ code: z.string(), detail: z.string() }))
      .describe("what was odd about it"),
    lists: z.array(z.string()).describe("lists that it was seen on"),
    thread: messageId,
    parent: messageId.nullable(),
    kind: messageKind,
    series: z.string().nullable().describe("id"),
    revision: messageId.nullable(),
    position: z.number().int().nullable().describe("of the patch; 0: the whole series"),
  })
  .openapi("Message") satisfies z.ZodType<MessageWithPlace["message"]>;

const marks = z
  .array(z.tuple([z.number().int(), z.number().int()]).readonly())
  .describe("half-open ranges, in UTF-16 units, of what was looked for");

const searchHit = z
  .object({
    messageId,
    subject: z.string().nullable(),
    subjectMarks: marks,
    from: sender,
    at: seconds,
    lists: z.array(z.string()),
    kind: messageKind,
    thread: messageId,
    version: z.number().int().nullable().describe("of its revision"),
    series: z.string().nullable().describe("id"),
    excerpt: z.string().describe("what was found, and what stands around it"),
    excerptMarks: marks,
    about: z
      .object({
        title: z.string(),
        author: mailbox,
        state: z.enum(SERIES_STATES),
        nextMove: z.enum(MOVERS),
        revisions: z.number().int(),
        openTodos: z.number().int(),
      })
      .optional()
      .describe("given where series were asked for"),
  })
  .openapi("SearchHit") satisfies z.ZodType<SearchHit>;

/** One page of what a search found. */
export const searchPage = pageOf(searchHit).extend({
  query: z.string().describe("as it was understood; itself a query"),
  unindexed: z.number().int().describe("mails that cannot be found by their words yet"),
});
