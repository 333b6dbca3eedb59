import type { Decision } from "../../model/decision.ts";
import type { ExportRow } from "../../model/readings.ts";
import type { SeriesState } from "../../model/series.ts";
import type { AppContext } from "../context.ts";
import { stateAt } from "../moment.ts";
import { newestMail } from "../view/views.ts";

/** RFC 3339, UTC; null stays null. */
function time(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** All rows of one kind as the machine-readable contract names their fields, in a stable order. */
export async function* exportContract(
  context: AppContext,
  kind: ExportRow["kind"],
  list: string | null,
): AsyncIterable<Record<string, unknown>> {
  const asOf = await newestMail(context, null);
  for await (const row of context.store.exportRows(kind, list)) yield toContract(row, asOf);
}

function toContract(row: ExportRow, asOf: number): Record<string, unknown> {
  switch (row.kind) {
    case "messages":
      return messageFields(row);
    case "revisions":
      return revisionFields(row, asOf);
    case "links":
      return {
        older: row.link.older,
        newer: row.link.newer,
        decision: row.link.decision,
        evidence: row.link.evidence.map(({ kind, messageId, text, weight }) => ({
          kind,
          message_id: messageId,
          text,
          weight,
        })),
      };
    case "todos":
      return todoFields(row);
    case "series":
      return seriesFields(row, asOf);
    case "decisions":
      return decisionFields(row.decision);
  }
}

/** A decision as files carry it from one database to another: without its local number. */
function decisionFields(decision: Decision) {
  return {
    kind: decision.kind,
    subject: decision.subject,
    object: decision.object,
    note: decision.note,
    decided_by: decision.decidedBy,
    decided_at: time(decision.decidedAt),
  };
}

function messageFields(row: Extract<ExportRow, { kind: "messages" }>) {
  const { message } = row;
  return {
    message_id: message.messageId,
    lists: message.lists,
    sent_at: time(message.sentAt),
    received_at: time(message.receivedAt),
    from_name: message.from?.name ?? null,
    from_email: message.from?.email ?? null,
    subject: message.subject,
    in_reply_to: message.inReplyTo[0] ?? null,
    references: message.references,
    thread: message.thread,
    parent: message.parent,
    kind: row.messageKind,
    series: row.series,
    revision: row.revision,
    patch: row.position,
    form: message.form,
    diagnostics: message.diagnostics,
  };
}

function revisionFields(
  { series, revision, status }: Extract<ExportRow, { kind: "revisions" }>,
  asOf: number,
) {
  const last = series.revisions.at(-1)?.id === revision.id;
  const state: SeriesState | "superseded" = last ? stateAt(status, asOf) : "superseded";
  return {
    lineage: series.id,
    version: revision.version,
    label: revision.label,
    title: revision.title,
    author: revision.author.name ?? revision.author.email,
    posted_at: revision.postedAt === 0 ? null : time(revision.postedAt),
    total: revision.total,
    cover: revision.cover,
    message_ids: [
      ...(revision.cover === null ? [] : [revision.cover]),
      ...revision.patches.map(({ messageId }) => messageId),
    ],
    state,
    seen_only_in_replies: revision.ghost,
  };
}

function todoFields({ todo, series }: Extract<ExportRow, { kind: "todos" }>) {
  return {
    id: todo.id,
    message_id: todo.messageId,
    text: todo.text,
    kind: todo.kind,
    owner: todo.owner,
    owner_name: todo.ownerName,
    said_by: todo.saidBy.name ?? todo.saidBy.email,
    confidence: todo.confidence,
    explanation: todo.explanation,
    raised_at: time(todo.raisedAt),
    series,
    raised_on: todo.raisedOn,
    patch: todo.patch,
    path: todo.path,
    state: todo.state,
    settled_in: todo.settledIn,
    evidence_message_id: todo.evidenceMessageId,
    evidence: todo.evidence,
    repeated_in: todo.repeatedIn,
  };
}

function seriesFields({ row }: Extract<ExportRow, { kind: "series" }>, asOf: number) {
  const { series, status, openTodos } = row;
  return {
    lineage: series.id,
    title: series.title,
    lists: series.lists,
    author: series.author.name ?? series.author.email,
    versions: series.revisions.map(({ version }) => version),
    state: stateAt(status, asOf),
    state_message_id: status.stateMessageId,
    next_move: status.nextMove,
    next_move_reason: status.nextMoveReason,
    applied:
      status.applied === null
        ? null
        : {
            tree: status.applied.tree,
            commit: status.applied.commit,
            message_id: status.applied.messageId,
            revision: status.applied.revision,
            message_ids: status.applied.messageIds,
            at: time(status.applied.at),
            commits: status.applied.commits.map((each) => ({
              message_id: each.messageId,
              commit: each.commit,
              tree: each.tree,
              how: each.how,
              at: time(each.at),
            })),
          },
    tags: status.tags.map(({ position, tags }) => ({
      patch: position,
      tags: tags.map(({ token, person, messageId }) => ({
        token,
        person: person.name ?? person.email,
        message_id: messageId,
      })),
    })),
    open_todos: openTodos,
    last_activity_at: time(status.lastActivityAt),
  };
}
