import type { TodoState } from "../model/todo.ts";

/** A move of a TODO's state and what caused it. */
export interface Move {
  readonly state: TodoState;
  readonly settledIn: number | null;
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
}
