import type { Mover, SeriesState } from "./series.ts";
import type { TodoKind, TodoState } from "./todo.ts";

/** What a word or phrase is looked for in; `any` is all but To and Cc, as on lore. */
export const TEXT_FIELDS = [
  "any",
  "subject",
  "from",
  "to",
  "cc",
  "to-cc",
  "people",
  "body",
  "subject-body",
  "quoted",
  "not-quoted",
  "attachment",
  "file",
  "removed",
  "added",
  "context",
  "hunk",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Words as typed; each of their letters, digits and `_` counts, what stands between does not. */
export interface TextQuery {
  readonly kind: "text";
  readonly field: TextField;
  /** Holds at least one letter, digit or `_`; no `"`. Several words are a phrase. */
  readonly text: string;
  /** True: the last word may go on. */
  readonly prefix: boolean;
}

/** One word in any of its English forms. */
export interface InflectedQuery {
  readonly kind: "inflected";
  readonly field: TextField;
  readonly word: string;
  /** Lower case; the word itself among them. */
  readonly forms: readonly string[];
}

/** What `is:` and `state:` know beside the states of a series. */
export type StateName = SeriesState | "open" | "closed";

/** One condition on the TODOs that a mail says; those joined by AND are about one TODO. */
export type TodoQuery =
  | { readonly kind: "todo"; readonly state: TodoState | "open-ones" }
  | { readonly kind: "todo-kind"; readonly is: TodoKind }
  | { readonly kind: "todo-person"; readonly role: "owner" | "said-by"; readonly who: string };

export type LeafQuery =
  | TextQuery
  | InflectedQuery
  | TodoQuery
  /** A blob of a diff's `index` line, whole or abbreviated to at least 4 digits. */
  | { readonly kind: "blob"; readonly side: "old" | "new" | "either"; readonly id: string }
  | {
      readonly kind: "id";
      readonly of: "mail" | "patch" | "change";
      readonly value: string;
      readonly prefix: boolean;
    }
  | { readonly kind: "list"; readonly name: string }
  /** Unix seconds UTC, both ends included; null: open. At least one is given. */
  | {
      readonly kind: "time";
      readonly of: "sent" | "received";
      readonly from: number | null;
      readonly to: number | null;
    }
  /** Version of the revision that a mail is of or talks about. */
  | { readonly kind: "version"; readonly from: number | null; readonly to: number | null }
  | { readonly kind: "state"; readonly is: StateName }
  | { readonly kind: "mover"; readonly is: Mover }
  | { readonly kind: "mail"; readonly is: "patch" | "cover" | "reply" };

/**
 * What a search asks for. Normal form: `and` and `or` have at least two parts, none of their own
 * kind; `not` holds no `not`.
 */
export type Query =
  | LeafQuery
  | { readonly kind: "and"; readonly parts: readonly Query[] }
  | { readonly kind: "or"; readonly parts: readonly Query[] }
  | { readonly kind: "not"; readonly part: Query };

/** Where a query is wrong, as half-open range of its UTF-16 units, and what would be right. */
export interface QueryFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** What to do instead: `did you mean is:accepted?` */
  readonly hint: string | null;
}

export type ParsedQuery =
  | { readonly query: Query; readonly fault: null }
  | { readonly query: null; readonly fault: QueryFault };

/** The text of one mail by column of the search index. */
export interface SearchText {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly own: string;
  readonly quoted: string;
  readonly files: string;
  readonly removed: string;
  readonly added: string;
  readonly context: string;
  readonly hunks: string;
  readonly oldBlobs: string;
  readonly newBlobs: string;
  readonly attachments: string;
}
