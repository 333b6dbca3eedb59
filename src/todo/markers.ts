import { createHash } from "node:crypto";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { authorOf, callName } from "./people.ts";

/** A marker says what it is; what is left are strings and names that only look like one. */
const MARKER_CONFIDENCE = 0.9;

/** The id of a TODO: equal mail and words give the same one, in any run. */
export function todoId(messageId: string, text: string): string {
  return `t${createHash("sha256").update(messageId).update(text).digest("hex").slice(0, 10)}`;
}

/** How a TODO begins, before anything is known of what became of it. */
export const UNSETTLED = {
  state: "open",
  settledIn: null,
  evidenceMessageId: null,
  evidence: null,
  history: [],
  repeatedIn: [],
} as const;

/** One TODO for each TODO, FIXME, XXX or HACK that a patch adds; bots' patches too add none. */
export function markerTodos(mail: SeriesMail, context: SeriesContext): Todo[] {
  const { from, messageId, sentAt, receivedAt } = mail.message;
  if (mail.facts === null || mail.message.bot) return [];
  const author = authorOf(mail, context);
  return mail.facts.content.markers.map((marker) => ({
    id: todoId(messageId, `${marker.path}:${marker.line} ${marker.text}`),
    messageId,
    text: marker.text,
    line: 0,
    kind: "marker",
    owner: "patch-author",
    ownerName: callName(author),
    saidBy: from ?? author,
    confidence: MARKER_CONFIDENCE,
    explanation: `added line of ${marker.path}`,
    raisedAt: sentAt ?? receivedAt ?? 0,
    raisedOn: context.series.revisions[mail.revision]?.version ?? 1,
    patch: mail.position,
    ...UNSETTLED,
    path: `${marker.path}:${marker.line}`,
  }));
}
