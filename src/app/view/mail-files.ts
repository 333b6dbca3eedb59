import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { TrackerError } from "../../errors.ts";
import { MAX_MBOX_BYTES } from "../../limits.ts";
import type { MailSource } from "../../model/pages.ts";
import { mboxEntry } from "../../report/mbox.ts";
import { rebuildMail } from "../../report/rebuilt-mail.ts";
import type { AppContext } from "../context.ts";
import { readRevision } from "./read-series.ts";

/**
 * A mail as it came, byte for byte; of one that its archive holds only as a page or as text, what
 * can be made of it. Null when it is unknown.
 */
export async function readMail(
  { store }: AppContext,
  messageId: string,
): Promise<{ readonly bytes: Uint8Array; readonly lists: readonly string[] } | null> {
  const message = await store.getMessage(messageId);
  if (message === null) return null;
  const { form, lists } = message;
  const raw = form === "rfc822" ? await store.getRaw(message.messageId) : null;
  return { bytes: raw ?? Buffer.from(rebuildMail(message)), lists };
}

/** An mbox that is made while it is read. */
export interface MboxFile {
  /** Of the mails in it, in order. */
  readonly messageIds: readonly string[];
  /** Differs whenever the content does. */
  readonly tag: string;
  /** The bytes, mail by mail; each call begins anew. */
  open(options?: { readonly gzip: boolean }): Readable;
}

/** Mails as entries of an mbox, one after the other; those that are unknown are left out. */
export async function* mboxEntries(
  context: AppContext,
  messageIds: readonly string[],
): AsyncGenerator<Buffer> {
  for (const messageId of messageIds) {
    const mail = await readMail(context, messageId);
    if (mail !== null) yield mboxEntry(mail.bytes);
  }
}

function mboxOf(context: AppContext, mails: readonly Omit<MailSource, "sizeBytes">[]): MboxFile {
  const messageIds = mails.map(({ messageId }) => messageId);
  return {
    messageIds,
    tag: mails.map(({ messageId, contentHash }) => `${messageId} ${contentHash}`).join("\n"),
    open: ({ gzip } = { gzip: false }) => {
      const plain = Readable.from(mboxEntries(context, messageIds), { objectMode: false });
      if (!gzip) return plain;
      const packed = createGzip();
      packed.on("close", () => plain.destroy());
      plain.on("error", (error) => packed.destroy(error));
      return plain.pipe(packed);
    },
  };
}

/**
 * The whole thread that a mail is in, by time; null when the mail is unknown.
 *
 * @throws TrackerError `too-large` when it is larger than MAX_MBOX_BYTES
 */
export async function threadMbox(context: AppContext, messageId: string): Promise<MboxFile | null> {
  const message = await context.store.getMessage(messageId);
  if (message === null) return null;
  const mails = await context.store.listThreadSources(message.messageId);
  const size = mails.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (size > MAX_MBOX_BYTES) {
    throw new TrackerError("too-large", `the thread is larger than ${MAX_MBOX_BYTES} bytes`);
  }
  return mboxOf(context, mails);
}

/**
 * The patches of a revision in their order, without the cover letter, as `git am` takes them.
 *
 * @throws TrackerError `not-found`, also when a patch that was announced is not stored
 */
export async function revisionMbox(context: AppContext, messageId: string): Promise<MboxFile> {
  const { revision } = await readRevision(context, messageId);
  const seen = new Set(revision.patches.map(({ position }) => position));
  const announced = Math.max(revision.total ?? 0, ...seen);
  const missing = Array.from({ length: announced }, (_, index) => index + 1).filter(
    (position) => !seen.has(position),
  );
  if (announced === 0 || missing.length > 0) {
    const which = missing.slice(0, 5).join(", ");
    throw new TrackerError(
      "not-found",
      announced === 0
        ? "no patch of this revision is stored"
        : `of ${announced} patches these are not stored: ${which}${missing.length > 5 ? ", …" : ""}`,
    );
  }
  const known = new Map<string, MailSource>();
  for (const { messageId } of revision.patches) {
    // Nearly always all patches are in one thread: it is listed once.
    if (known.has(messageId)) continue;
    for (const source of await context.store.listThreadSources(messageId))
      known.set(source.messageId, source);
  }
  return mboxOf(
    context,
    revision.patches.flatMap(({ messageId }) => known.get(messageId) ?? []),
  );
}
