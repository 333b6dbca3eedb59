import { z } from "@hono/zod-openapi";
import { DECISION_KINDS, type KeptDecision } from "../model/decision.ts";
import {
  EVIDENCE_KINDS,
  type Link,
  MOVERS,
  type Revision,
  SERIES_STATES,
  type SeriesStatus,
} from "../model/series.ts";
import { type Todo, TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { mailbox, messageId, seconds } from "./schemas-parts.ts";

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
    label: z.string().describe("as people write it: RFC v2, v3 RESEND"),
    rfc: z.boolean(),
    resend: z.boolean().describe("sent again as it was"),
    tags: z.array(z.string()).describe("what stands in the brackets of the subject besides"),
    title: z.string(),
    author: mailbox,
    postedAt: seconds,
    total: z.number().int().nullable().describe("patches that the subjects announce"),
    cover: messageId.nullable(),
    patches: z.array(
      z.object({
        messageId,
        position: z.number().int().describe("as numbered, from 1"),
        title: z.string(),
        author: mailbox,
        patchId: z.string().nullable().describe("as git patch-id --stable"),
        files: z.array(z.string()),
        sketch: z.array(z.number()).describe("hashes of changed lines, for comparisons"),
      }),
    ),
    thread: messageId.describe("root of its thread"),
    answers: messageId.nullable().describe("the mail that it was posted as an answer to"),
    lists: z.array(z.string()),
    changeId: z.string().nullable().describe("as b4 writes it"),
    declared: z.array(declared).describe("what the author says of other revisions"),
    changelog: z
      .array(z.object({ version: z.number().int(), text: z.string(), messageId }))
      .describe("what changed, as its mails tell it"),
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
    stateMessageId: messageId.describe("the mail that says so"),
    stateText: z.string().nullable().describe("its words"),
    nextMove: z.enum(MOVERS),
    nextMoveReason: z.string().describe("one sentence"),
    applied: z
      .object({
        tree: z.string().nullable(),
        commit: z.string().nullable(),
        messageId,
        text: z.string(),
        revision: z.number().int(),
        messageIds: z.array(messageId).describe("the patches that were taken"),
        commits: z.array(
          z.object({
            messageId,
            commit: z.string(),
            tree: z.string().nullable(),
            how: z
              .enum(["notice", "link-trailer", "patch-id", "title"])
              .describe("how the commit was found"),
            at: seconds,
          }),
        ),
        at: seconds,
      })
      .nullable()
      .describe("null until it was"),
    tags: z
      .array(z.object({ position: z.number().int(), tags: z.array(tag) }))
      .describe("by position of the patch; 0: the whole series"),
    lastActivityAt: seconds,
  })
  .openapi("SeriesStatus") satisfies z.ZodType<SeriesStatus>;

const seriesFields = {
  id: z.string(),
  title: z.string().describe("of its newest revision"),
  author: mailbox,
  lists: z.array(z.string()),
};

export const series = z.object({ ...seriesFields, revisions: z.array(revision) }).openapi("Series");

export const seriesRow = z
  .object({
    ...seriesFields,
    revisions: z.array(z.string()).describe("labels"),
    status,
    openTodos: z.number().int().describe("of any confidence"),
  })
  .openapi("SeriesRow");

export const link = z
  .object({
    older: messageId.describe("id of the revision"),
    newer: messageId.describe("id of the revision"),
    decision: z.enum(["linked", "possible"]).describe("possible: told, and joins nothing"),
    evidence: z.array(
      z.object({
        kind: z.enum(EVIDENCE_KINDS),
        messageId,
        text: z.string(),
        weight: z.number().describe("negative: speaks against"),
      }),
    ),
  })
  .openapi("Link") satisfies z.ZodType<Link>;

export const todo = z
  .object({
    id: z.string().describe("the same for the same words of the same mail, always"),
    messageId: messageId.describe("the mail that says it first"),
    text: z.string().describe("exact words"),
    line: z.number().int().describe("of the body, from 0"),
    kind: z.enum(TODO_KINDS),
    owner: z
      .enum(["patch-author", "writer", "reviewer", "maintainer", "other", "unknown"])
      .describe("who has to act"),
    ownerName: z.string().nullable().describe("null: the role alone says who"),
    saidBy: mailbox,
    confidence: z.number().min(0).max(1).describe("that it is one"),
    explanation: z.string().describe("why it was taken"),
    raisedAt: seconds,
    raisedOn: z.number().int().describe("version"),
    patch: z.number().int().describe("position; 0: the whole series"),
    state: z.enum(TODO_STATES),
    settledIn: z.number().int().nullable().describe("version"),
    evidenceMessageId: messageId.nullable().describe("the mail that caused its state"),
    evidence: z.string().nullable().describe("its words"),
    history: z
      .array(
        z.object({
          state: z.enum(TODO_STATES),
          messageId: messageId.nullable().describe("null: decided by hand"),
          text: z.string(),
          at: seconds,
        }),
      )
      .describe("oldest change first"),
    letGoAt: seconds.optional().describe("when an objection that nobody answers declines it"),
    repeatedIn: z.array(messageId).describe("mails that say it again"),
    againOn: z
      .number()
      .int()
      .optional()
      .describe("version of the last revision on which the same person said it again"),
    before: z.string().optional().describe("the sentence before, where the words need it"),
    below: z.string().optional().describe("the line of code that the words lead up to"),
    path: z.string().nullable().describe("file and line of a marker"),
  })
  .openapi("Todo") satisfies z.ZodType<Todo>;

export const todoRow = z
  .object({
    ...todo.shape,
    ageDays: z.number().int().nullable().describe("null where no mail has a time"),
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
    bridges: z
      .array(z.object({ revision: messageId, parts: z.array(z.array(messageId)) }))
      .describe("revisions that joined what stood apart until they came"),
    relatives: z.array(z.object({ series, link })).describe("possibly the same work"),
  })
  .openapi("SeriesPage");

const debts = z.object({
  series: z.array(seriesRow),
  todos: z.array(todoRow),
  older: z.number().int().describe("TODOs in series that were given up"),
});
export const person = z
  .object({
    person: mailbox,
    asOf: seconds,
    owes: debts.describe("what this person has to do"),
    owed: debts.describe("what others have to do for this person"),
  })
  .openapi("Person");

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
    effect: z
      .enum(["stands", "overruled", "idle"])
      .describe("overruled: by a later one; idle: what it is about is not there"),
  })
  .openapi("Decision") satisfies z.ZodType<KeptDecision>;
