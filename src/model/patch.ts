import type { Mailbox } from "./mail.ts";

/** What a subject line says about a patch, before any guess. */
export interface PatchSubject {
  /** It began with Re:, AW:, … */
  readonly reply: boolean;
  /** The bracketed prefix marks a patch, a cover letter or an RFC. */
  readonly patch: boolean;
  /** The number of the re-roll where it is written: 7 of `v7`; 3 of `v3.1`; null otherwise. */
  readonly version: number | null;
  /** What stands behind the dot of `v3.1`; null otherwise. */
  readonly minor: number | null;
  readonly position: number | null;
  readonly total: number | null;
  readonly rfc: boolean;
  readonly resend: boolean;
  /** Other words of the prefix, lower case: `net-next`, `5.10`, `git pull`, … */
  readonly tags: readonly string[];
  /** The subject without reply marks, list tags and prefix. */
  readonly title: string;
}

export interface FileChange {
  readonly path: string;
  readonly oldPath: string | null;
  readonly added: number;
  readonly removed: number;
}

/** A TODO-like mark in an added line of a diff. */
export interface AddedMarker {
  readonly path: string;
  /** Line number in the new file. */
  readonly line: number;
  /** The whole added line without the plus, trimmed. */
  readonly text: string;
}

/** One diff, read. */
export interface PatchContent {
  readonly files: readonly FileChange[];
  /** `git patch-id --stable`; null without a diff. */
  readonly patchId: string | null;
  /** Hashes (32 bit) of the distinct changed lines, ascending, at most `SKETCH_SIZE` smallest. */
  readonly sketch: readonly number[];
  readonly markers: readonly AddedMarker[];
}

export interface Trailer {
  /** As written: `Reviewed-by`. */
  readonly token: string;
  readonly value: string;
  /** The person it names, for person trailers. */
  readonly person: Mailbox | null;
}

/** What a mail that carries or announces a patch says, over subject and body. */
export interface PatchFacts {
  readonly subject: PatchSubject;
  /** The in-body From of a forwarded patch, else null. */
  readonly author: Mailbox | null;
  readonly content: PatchContent;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly trailers: readonly Trailer[];
  /** Addresses of earlier postings that the mail itself names. */
  readonly declared: readonly DeclaredLink[];
}

/** "Link to v2: <URL>", "Supersedes: <id>" and the like. */
export interface DeclaredLink {
  readonly kind: "link-to" | "supersedes" | "superseded-by";
  /** The revision it says to name: 2 of "Link to v2"; null where it does not say. */
  readonly version: number | null;
  /** Message-id named, or taken from a lore, msgid.link or patchwork address; null otherwise. */
  readonly messageId: string | null;
  /** The address as written. */
  readonly url: string | null;
  /** The line, trimmed. */
  readonly text: string;
}

/** What a message is in patch work; `other` is mail that has no part in any. */
export type MessageKind = "cover" | "patch" | "reply" | "other";

/** What one mail alone says; derived from its best copy and kept beside it. */
export interface MessageFacts {
  readonly subject: PatchSubject;
  /** The title as it is compared: case, white space and re-roll marks gone. */
  readonly titleKey: string;
  readonly patch: PatchFacts | null;
  readonly changelog: readonly {
    readonly version: number;
    readonly text: string;
    readonly firstLine: number;
  }[];
}
