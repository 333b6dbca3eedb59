import type { Mailbox } from "../model/mail.ts";
import type { PatchFacts, PatchSubject } from "../model/patch.ts";

/** What assembly needs of a mail; `sentAt` is the best known time, Unix seconds UTC. */
export interface AssemblyMail {
  readonly messageId: string;
  /** Message-id answered; may be a ghost that is not in the input. */
  readonly parent: string | null;
  readonly thread: string;
  readonly sentAt: number;
  readonly from: Mailbox | null;
  readonly lists: readonly string[];
  readonly subject: PatchSubject;
  /** Null for replies and other mail. */
  readonly facts: PatchFacts | null;
  readonly changelog: readonly { readonly version: number; readonly text: string }[];
}

export interface Place {
  /** Id of the revision. */
  readonly revision: string;
  /** 0 = cover or whole revision. */
  readonly position: number;
  readonly role: "cover" | "patch" | "reply";
}

/** Mails by time, those of one second by id. */
export function byTime(a: AssemblyMail, b: AssemblyMail): number {
  return a.sentAt - b.sentAt || compareText(a.messageId, b.messageId);
}

/** Order of code units: the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
