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
