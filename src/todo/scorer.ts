import type { BlockKind } from "../model/mail.ts";
import type { TodoKind } from "../model/todo.ts";
import type { Sentence } from "./sentences.ts";

/** What a person can say; markers come from diffs. */
export type SpokenKind = Exclude<TodoKind, "marker">;

/** A sentence with all that may decide whether it is a TODO. */
export interface SentenceContext {
  readonly sentence: Sentence;
  /** Its neighbours among the writer's own sentences, of the same mail. */
  readonly previous: Sentence | null;
  readonly next: Sentence | null;
  readonly blockKind: BlockKind;
  /** Sentences in its block, and its place there from 0. */
  readonly blockLength: number;
  readonly blockIndex: number;
  /** Sentences in the mail, and its place there from 0. */
  readonly mailLength: number;
  readonly mailIndex: number;
  /** The last words of the quote right above; empty when none. */
  readonly quotedAbove: string;
  /** The quote right above holds lines of a diff. */
  readonly belowHunk: boolean;
  /** The line that heads its list: "TODO:", "Known issues:"; empty when none. */
  readonly heading: string;
  /** The author's own head of loose ends that it opens a point under; empty when none. */
  readonly looseEnd: string;
  readonly role: "cover" | "patch" | "reply";
  /** The writer is the author of the patch. */
  readonly byAuthor: boolean;
  /** The person answered is the author of the patch. */
  readonly toAuthor: boolean;
  readonly bot: boolean;
  readonly rfc: boolean;
}

export interface SentenceScore {
  readonly kind: SpokenKind;
  /** 0 to 1: how likely it is a TODO. */
  readonly confidence: number;
  /** What spoke for it, strongest first, in words for people. */
  readonly reasons: readonly string[];
}

/**
 * Judges the sentences of one mail, all at once since they explain each other; null for those that
 * are no TODO at all. The port behind which another model can take the place of the trained one.
 * Total, pure: the same sentences always get the same scores, in their order.
 */
export type MailScorer = (inputs: readonly SentenceContext[]) => (SentenceScore | null)[];
