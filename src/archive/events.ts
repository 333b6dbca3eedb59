import { MAX_QUARANTINE_BYTES } from "../limits.ts";
import type { ArchivedMail, ArchiveEvent, CopyForm, Diagnostic } from "../model/mail.ts";

/** What a reader could not do, in words and a stable code. */
export interface Trouble {
  readonly code: string;
  readonly detail: string;
}

/** Fields of an `ArchivedMail` that most readers leave at their defaults. */
export interface MailExtras {
  readonly attached?: ArchivedMail["attached"];
  readonly receivedAt?: number | null;
  readonly list?: string | null;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A `mail` event; what `extras` leaves out is empty or null. */
export function mailEvent(
  form: CopyForm,
  raw: Uint8Array,
  where: string,
  extras: MailExtras = {},
): ArchiveEvent {
  const { attached = [], receivedAt = null, list = null, diagnostics = [] } = extras;
  return { type: "mail", mail: { form, raw, attached, receivedAt, list, where, diagnostics } };
}

/** A `problem` event; of `raw` at most `MAX_QUARANTINE_BYTES` are kept, as a copy of its own. */
export function problemEvent(
  where: string,
  trouble: Trouble,
  raw: Uint8Array | null = null,
): ArchiveEvent {
  return {
    type: "problem",
    where,
    code: trouble.code,
    detail: trouble.detail,
    raw: raw === null ? null : Buffer.from(raw.subarray(0, MAX_QUARANTINE_BYTES)),
  };
}

/** The words of a failure, for `detail`. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
