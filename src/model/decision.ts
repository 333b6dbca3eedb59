export const LINK_DECISIONS = ["link", "unlink"] as const;
export const TODO_DECISIONS = ["todo-dismiss", "todo-done", "todo-reopen", "todo-assign"] as const;
export const DECISION_KINDS = [...LINK_DECISIONS, ...TODO_DECISIONS] as const;
export type LinkDecisionKind = (typeof LINK_DECISIONS)[number];
export type TodoDecisionKind = (typeof TODO_DECISIONS)[number];
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What a person decided; of several about one pair or one TODO the newest counts. */
export interface Decision {
  readonly kind: DecisionKind;
  /** Message-id of any mail of a revision, stored or still to come; id of a TODO. */
  readonly subject: string;
  /** The same of the other revision; name of who owes a TODO now, null for nobody. */
  readonly object: string | null;
  readonly note: string | null;
  readonly decidedBy: string | null;
  /** Unix seconds UTC. */
  readonly decidedAt: number;
}

/** A decision as the store keeps it, with what it does there. */
export interface KeptDecision extends Decision {
  readonly id: number;
  /** Ids of the two revisions that a link or unlink is about, null where not stored; else empty. */
  readonly revisions: readonly (string | null)[];
  /** `overruled`: a newer one is about the same; `idle`: what it is about is not stored (yet). */
  readonly effect: "stands" | "overruled" | "idle";
}

/** Our records of what people decided. */
export interface DecisionRecords {
  /** Keeps decisions and marks what they touch; gives those that were not there before. */
  saveDecisions(decisions: readonly Decision[]): Promise<KeptDecision[]>;
  /** Takes decisions back and marks what they touched; gives those that were there. */
  dropDecisions(ids: readonly number[]): Promise<KeptDecision[]>;
  /** All that people decided, in the order in which they did. */
  listDecisions(): Promise<KeptDecision[]>;
}
