/** The shapes in which archives keep one mail. Listed from the least to the most faithful. */
export const COPY_FORMS = [
  "page-text",
  "pipermail-page",
  "mhonarc-page",
  "pipermail-text",
  "rfc822",
] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

/** A person as a mail names them; what an archive hides or leaves out is null. */
export interface Mailbox {
  readonly name: string | null;
  /** Lower case, without angle brackets; null where the archive hides it. */
  readonly email: string | null;
}

/** Something odd about a mail that did not stop us from reading it. */
export interface Diagnostic {
  /** Stable, kebab-case: `date-unparsable`, `body-truncated`, … */
  readonly code: string;
  readonly detail: string;
}

/** A file that an archive keeps beside a page (MHonArc), or a MIME attachment. */
export interface AttachedFile {
  readonly name: string | null;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface AttachmentSummary {
  readonly name: string | null;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** One copy of one mail as an archive holds it. Canonical: kept as it came. */
export interface ArchivedMail {
  readonly form: CopyForm;
  readonly raw: Uint8Array;
  /** Files linked beside a page; empty for all other forms. */
  readonly attached: readonly AttachedFile[];
  /** When the archive received it (commit, envelope line), Unix seconds UTC. */
  readonly receivedAt: number | null;
  /** List named by the place (inbox folder, page header); `--list` and List-Id win over it. */
  readonly list: string | null;
  /** Where it lies, for messages to people: `2025-January.txt.gz: mail 17`. */
  readonly where: string;
  /** Oddities that the archive reader met: cut, oversized, … */
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading an archive yields, in archive order. */
export type ArchiveEvent =
  | { readonly type: "mail"; readonly mail: ArchivedMail }
  /** public-inbox `d`: the mail was removed from this inbox. */
  | { readonly type: "deleted"; readonly messageId: string; readonly where: string }
  /** Input that is no mail, or cannot be read. `raw` is what was read of it (bounded). */
  | {
      readonly type: "problem";
      readonly where: string;
      readonly code: string;
      readonly detail: string;
      readonly raw: Uint8Array | null;
    }
  /** Mails that are stored already, as the archive shows without their being read. */
  | { readonly type: "known"; readonly mails: number }
  /** All that came before is complete; `position` is where to go on next time. */
  | { readonly type: "checkpoint"; readonly source: string; readonly position: string }
  /** How far the reader is; `total` is null where unknown. Units are mails or bytes, named. */
  | {
      readonly type: "progress";
      readonly done: number;
      readonly total: number | null;
      readonly unit: "mails" | "bytes" | "pages";
    };

/** One mail, parsed from one copy. What is missing is null, never invented. */
export interface Message {
  /** Without angle brackets, case kept. */
  readonly messageId: string;
  /** True when the copy names no Message-ID and one was made from its content. */
  readonly inferredId: boolean;
  readonly form: CopyForm;
  /** The Date header, Unix seconds UTC; null when missing or beyond belief. */
  readonly sentAt: number | null;
  readonly from: Mailbox | null;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Decoded and unfolded, otherwise as written. */
  readonly subject: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** List names from List-Id headers: `linuxppc-dev` of `<linuxppc-dev.lists.ozlabs.org>`. */
  readonly listIds: readonly string[];
  /** Sent by a program: Auto-Submitted, known robots. */
  readonly bot: boolean;
  /** Text as to be read: decoded, flowed lines joined, HTML as text, attached patches appended. */
  readonly body: string;
  readonly attachments: readonly AttachmentSummary[];
  /**
   * Equal for copies of one mail however their archive changed them (addresses hidden, footers,
   * white space): a hash of the normalised subject and of the words of the body. Null when there
   * is too little text to tell mails apart.
   */
  readonly contentKey: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

export type BlockKind =
  /** The writer's own words: replies, covers, notes below the `---`. */
  | "text"
  /** The description of a patch: what goes into git. */
  | "commit-message"
  | "quote"
  | "attribution"
  | "diff"
  | "diffstat"
  | "trailers"
  /** "v3: …", "Changes since v2:" with its bullets, wherever it stands. */
  | "changelog"
  | "signature"
  | "footer";

/** A run of lines of a body that are one thing. Blocks cover the body in order, without gaps. */
export interface Block {
  readonly kind: BlockKind;
  /** Index of the first line in the body, from 0. */
  readonly firstLine: number;
  /** Lines as written; of a quote, without its quote marks. */
  readonly lines: readonly string[];
  /** Quote depth; 0 outside quotes. */
  readonly depth: number;
  /** Whose words a quote holds, where the attribution line tells; null elsewhere. */
  readonly quoted: Mailbox | null;
}
