import type { Decision } from "../model/decision.ts";
import type { Evidence, Link, Revision } from "../model/series.ts";
import { inOrder, scoreLink } from "./link.ts";

/** Outweighs all that mails can say together. */
const BY_HAND = 100;

/**
 * Judges two revisions as `scoreLink` does, a person's decision about them laid over it: a link
 * joins them whatever speaks against it, an unlink leaves a possible link at most. What the mails
 * say stays beside it.
 */
export function judgeLink(a: Revision, b: Revision, decision: Decision | null): Link | null {
  const scored = scoreLink(a, b);
  if (decision === null || a.id === b.id) return scored;
  const [older, newer] = inOrder(a, b);
  return {
    older: older.id,
    newer: newer.id,
    decision: decision.kind === "link" ? "linked" : "possible",
    evidence: [evidenceOf(decision, newer), ...(scored?.evidence ?? [])],
  };
}

function evidenceOf({ kind, note, decidedBy }: Decision, newer: Revision): Evidence {
  const linked = kind === "link";
  const who = decidedBy === null ? "" : ` by ${decidedBy}`;
  const why = note === null ? "" : `: ${note}`;
  return {
    kind: "manual",
    messageId: newer.id,
    text: `${linked ? "linked" : "unlinked"} by hand${who}${why}`,
    weight: linked ? BY_HAND : -BY_HAND,
  };
}
