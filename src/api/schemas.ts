import { z } from "@hono/zod-openapi";
import { COPY_FORMS, type Mailbox } from "../model/mail.ts";
import { DECISION_KINDS, type KeptDecision } from "../model/decision.ts";
import { type Link, type Revision, SERIES_STATES, type SeriesStatus } from "../model/series.ts";
import type { SearchHit } from "../model/report.ts";
import type { ListSummary, MessageWithPlace, ThreadEntry } from "../model/store.ts";
import { type Todo, TODO_KINDS, TODO_STATES } from "../model/todo.ts";

/*
 * The shapes that the API answers with: what the command line's --json prints. Each is held against
 * its type, so that the description cannot fall behind.
 */

export const MOVERS = ["author", "reviewers", "maintainer", "nobody"] as const;

export const seconds = z.number().int().describe("Unix seconds UTC");
const messageId = z.string().describe("without angle brackets");

export const mailbox = z
  .object({ name: z.string().nullable(), email: z.string().nullable() })
  .openapi("Mailbox") satisfies z.ZodType<Mailbox>;

/** Who wrote a mail; not `nullable()`, which is described as both an object and null at once. */
const sender = z.union([mailbox, z.null()]);

export const list = z
  .object({
    name: z.string(),
    messages: z.number().int(),
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

const declared = z.object({
  kind: z.enum(["link-to", "supersedes", "superseded-by"]),
  version: z.number().int().nullable(),
  messageId: messageId.nullable(),
  url: z.string().nullable(),
  text: z.string(),
});

export const revision = z
  .object({
    id: messageId,
    version: z.number().int(),
    label: z.string(),
    rfc: z.boolean(),
    resend: z.boolean(),
    tags: z.array(z.string()),
    title: z.string(),
    author: mailbox,
    postedAt: seconds,
    total: z.number().int().nullable(),
    cover: messageId.nullable(),
    patches: z.array(
      z.object({
        messageId,
        position: z.number().int(),
        title: z.string(),
        author: mailbox,
        patchId: z.string().nullable(),
        files: z.array(z.string()),
        sketch: z.array(z.number()).describe("hashes of changed lines, for comparisons"),
      }),
    ),
    thread: messageId,
    answers: messageId.nullable(),
    lists: z.array(z.string()),
    changeId: z.string().nullable(),
    declared: z.array(declared),
    changelog: z.array(z.object({ version: z.number().int(), text: z.string(), messageId })),
    ghost: z.boolean().describe("known from answers to it alone"),
  })
  .openapi("Revision") satisfies z.ZodType<Revision>;

const tag = z.object({
  token: z.enum(["Reviewed-by", "Acked-by", "Tested-by", "Nacked-by"]),
  person: mailbox,
  messageId,
});

export const status = z
  .object({
    state: z.enum(SERIES_STATES),
    stateMessageId: messageId,
    stateText: z.string().nullable(),
    nextMove: z.enum(MOVERS),
    nextMoveReason: z.string(),
    applied: z
      .object({
        tree: z.string().nullable(),
        commit: z.string().nullable(),
        messageId,
        text: z.string(),
        revision: z.number().int(),
        messageIds: z.array(messageId),
        commits: z.array(
          z.object({
            messageId,
            commit: z.string(),
            tree: z.string().nullable(),
            how: z.enum(["notice", "link-trailer", "patch-id", "title"]),
            at: seconds,
          }),
        ),
        at: seconds,
      })
      .nullable(),
    tags: z.array(z.object({ position: z.number().int(), tags: z.array(tag) })),
    lastActivityAt: seconds,
  })
  .openapi("SeriesStatus") satisfies z.ZodType<SeriesStatus>;

const seriesFields = {
  id: z.string(),
  title: z.string(),
  author: mailbox,
  lists: z.array(z.string()),
};

export const series = z.object({ ...seriesFields, revisions: z.array(revision) }).openapi("Series");

export const seriesRow = z
  .object({
    ...seriesFields,
    revisions: z.array(z.string()).describe("labels"),
    status,
    openTodos: z.number().int(),
  })
  .openapi("SeriesRow");

export const link = z
  .object({
    older: messageId.describe("id of the revision"),
    newer: messageId.describe("id of the revision"),
    decision: z.enum(["linked", "possible"]),
    evidence: z.array(
      z.object({
        kind: z.enum([
          "manual",
          "change-id",
          "supersedes",
          "declared-link",
          "in-reply-to",
          "same-title",
          "member-title",
          "content",
          "changelog",
          "counter",
        ]),
        messageId,
        text: z.string(),
        weight: z.number().describe("negative: speaks against"),
      }),
    ),
  })
  .openapi("Link") satisfies z.ZodType<Link>;

export const todo = z
  .object({
    id: z.string(),
    messageId,
    text: z.string().describe("exact words"),
    line: z.number().int(),
    kind: z.enum(TODO_KINDS),
    owner: z.enum(["patch-author", "writer", "reviewer", "maintainer", "other", "unknown"]),
    ownerName: z.string().nullable(),
    saidBy: mailbox,
    confidence: z.number().min(0).max(1),
    explanation: z.string(),
    raisedAt: seconds,
    raisedOn: z.number().int().describe("version"),
    patch: z.number().int().describe("position; 0: the whole series"),
    state: z.enum(TODO_STATES),
    settledIn: z.number().int().nullable(),
    evidenceMessageId: messageId.nullable(),
    evidence: z.string().nullable(),
    history: z.array(
      z.object({
        state: z.enum(TODO_STATES),
        messageId: messageId.nullable(),
        text: z.string(),
        at: seconds,
      }),
    ),
    repeatedIn: z.array(messageId),
    before: z.string().optional(),
    below: z.string().optional(),
    againOn: z.number().int().optional(),
    path: z.string().nullable(),
  })
  .openapi("Todo") satisfies z.ZodType<Todo>;

export const todoRow = z
  .object({
    ...todo.shape,
    ageDays: z.number().int().nullable(),
    series: z.string().describe("id"),
    seriesTitle: z.string(),
  })
  .openapi("TodoRow");

export const seriesPage = z
  .object({
    asOf: seconds,
    series,
    status,
    todos: z.array(todo),
    links: z.array(link),
    bridges: z.array(z.object({ revision: messageId, parts: z.array(z.array(messageId)) })),
    relatives: z.array(z.object({ series, link })),
  })
  .openapi("SeriesPage");

const debts = z.object({
  series: z.array(seriesRow),
  todos: z.array(todoRow),
  older: z.number().int().describe("TODOs in series that were given up"),
});
export const person = z
  .object({ person: mailbox, asOf: seconds, owes: debts, owed: debts })
  .openapi("Person");

const messageKind = z.enum(["cover", "patch", "reply", "other"]);

export const threadEntry = z
  .object({
    messageId,
    parent: messageId.nullable(),
    subject: z.string().nullable(),
    from: sender,
    at: seconds,
    kind: messageKind,
    openTodos: z.number().int(),
  })
  .openapi("ThreadEntry") satisfies z.ZodType<ThreadEntry>;

export const message = z
  .object({
    messageId,
    inferredId: z.boolean().describe("made of its content: the archive names none"),
    form: z.enum(COPY_FORMS),
    sentAt: seconds.nullable(),
    receivedAt: seconds.nullable(),
    from: sender,
    to: z.array(mailbox),
    cc: z.array(mailbox),
    subject: z.string().nullable(),
    inReplyTo: z.array(messageId),
    references: z.array(messageId),
    listIds: z.array(z.string()),
    bot: z.boolean(),
    body: z.string(),
    attachments: z.array(
      z.object({
        name: z.string().nullable(),
        contentType: z.string(),
        sizeBytes: z.number().int(),
      }),
    ),
    contentKey: z.string().nullable(),
    diagnostics: z.array(z.object({ code: z.string(), detail: z.string() })),
    lists: z.array(z.string()),
    thread: messageId,
    parent: messageId.nullable(),
    kind: messageKind,
    series: z.string().nullable(),
    revision: messageId.nullable(),
    position: z.number().int().nullable(),
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
    version: z.number().int().nullable(),
    series: z.string().nullable(),
    excerpt: z.string(),
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

export const decision = z
  .object({
    id: z.number().int(),
    kind: z.enum(DECISION_KINDS),
    subject: z.string(),
    object: z.string().nullable(),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: seconds,
    revisions: z.array(messageId.nullable()),
    effect: z.enum(["stands", "overruled", "idle"]),
  })
  .openapi("Decision") satisfies z.ZodType<KeptDecision>;

/** One page of a collection. */
export const pageOf = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe("cursor of the next page; null on the last one"),
  });

/** One page of what a search found. */
export const searchPage = pageOf(searchHit).extend({
  query: z.string().describe("as it was understood; itself a query"),
  unindexed: z.number().int().describe("mails that cannot be found by their words yet"),
});
