import type { KeptDecision } from "../../model/decision.ts";

/** Who decides, when and how. */
export interface Decider {
  readonly note: string | null;
  readonly by: string | null;
  /** Unix seconds UTC. */
  readonly now: number;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** Take message-ids and people that are not stored. */
  readonly unseen: boolean;
}

/** A moment after all that was decided so far: what is decided last counts, whatever clocks say. */
export function momentAfter(kept: readonly KeptDecision[], now: number): number {
  return Math.max(now, ...kept.map(({ decidedAt }) => decidedAt + 1));
}
