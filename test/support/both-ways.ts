import { finishDraft } from "../../src/mail/draft.ts";
import { splitMail } from "../../src/mail/headers.ts";
import { walkMime } from "../../src/mail/mime-walk.ts";
import { parseRfc822 } from "../../src/mail/parse-rfc822.ts";
import type { ArchivedMail, Message } from "../../src/model/mail.ts";

/** Whether a mail is read without the library. */
export function isWalked(mail: ArchivedMail): boolean {
  return walkMime(splitMail(mail.raw)) !== null;
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
