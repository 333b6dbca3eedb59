import type { Mailbox } from "./mail.ts";

export const TODO_KINDS = ["request", "promise", "question", "gap", "marker"] as const;
export type TodoKind = (typeof TODO_KINDS)[number];
export type TodoOwner = "patch-author" | "writer" | "reviewer" | "maintainer" | "other" | "unknown";
export const TODO_STATES = [
  "open",
  "answered",
  "claimed",
  "resolved",
  "carried",
  "outlived",
  "declined",
  "obsolete",
  "dismissed",
] as const;
export type TodoState = (typeof TODO_STATES)[number];

/** States in which somebody still has to act. */
export const OPEN_TODO_STATES: ReadonlySet<TodoState> = new Set([
  "open",
  "claimed",
  "carried",
  "outlived",
]);

/** A change of a TODO's state with the mail and the words that caused it. */
export interface TodoChange {
  readonly state: TodoState;
  /** Null where a person decided it by hand. */
  readonly messageId: string | null;
  readonly text: string;
  readonly at: number;
}

/** One thing that somebody still has to do or answer about a patch, said in a mail. */
export interface Todo {
  /** Stable: derived from message-id and text. */
  readonly id: string;
  /** The mail that says it first; for words known only from a quote, the mail that quotes them. */
  readonly messageId: string;
  /** Exact words, lines joined with one space. */
  readonly text: string;
  /** The sentence right before, or the head of its list, where the words alone say too little. */
  readonly before?: string | undefined;
  /** The line of code that the words lead up to. */
  readonly below?: string | undefined;
  /** First line in that mail's body, from 0. */
  readonly line: number;
  readonly kind: TodoKind;
  readonly owner: TodoOwner;
  readonly ownerName: string | null;
  readonly saidBy: Mailbox;
  /** 0 to 1. */
  readonly confidence: number;
  /** One line: why it was taken. */
  readonly explanation: string;
  readonly raisedAt: number;
  /** Version of the revision that it was raised on. */
  readonly raisedOn: number;
  /** Position of the patch; 0 = whole series. */
  readonly patch: number;
  readonly state: TodoState;
  /** Version of the revision in which it was settled. */
  readonly settledIn: number | null;
  readonly evidenceMessageId: string | null;
  readonly evidence: string | null;
  readonly history: readonly TodoChange[];
  /** When an objection to it that nobody answered declines it, Unix seconds; absent without one. */
  readonly letGoAt?: number | undefined;
  /** Other mails that say it again, or quote it. */
  readonly repeatedIn: readonly string[];
  /** Version of the last revision on which the same person said it again, if any did. */
  readonly againOn?: number | undefined;
  /** File and line of a marker. */
  readonly path: string | null;
}
