import { finishDraft } from "../../src/mail/draft.ts";
import { splitMail } from "../../src/mail/headers.ts";
import { walkMime } from "../../src/mail/mime-walk.ts";
import { parseRfc822 } from "../../src/mail/parse-rfc822.ts";
import type { ArchivedMail, Message } from "../../src/model/mail.ts";

/** Whether a mail is read without the library. */
export function isWalked(mail: ArchivedMail): boolean {
  return walkMime(splitMail(mail.raw)) !== null;
}

/**
 * The one thing in which both ways may differ: where a header ends at a line that is no field, we
 * begin the body there; the library drops all up to the next blank line, words and all.
 */
export function hasWholeHeader(mail: ArchivedMail): boolean {
  const split = splitMail(mail.raw);
  const head = split.mail.subarray(0, split.body.byteOffset - split.mail.byteOffset);
  return split.body.length === 0 || /\n\r?\n$/.test(Buffer.from(head).toString("latin1"));
}

/** One mail as both ways of reading MIME see it. */
export async function readBothWays(
  mail: ArchivedMail,
): Promise<{ readonly fast: Message; readonly library: Message }> {
  return {
    fast: finishDraft(mail, await parseRfc822(mail, "fast")),
    library: finishDraft(mail, await parseRfc822(mail, "library")),
  };
}
