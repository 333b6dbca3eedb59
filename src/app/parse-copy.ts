import { parseBlocks } from "../mail/blocks.ts";
import { changelogHeads } from "../mail/changelog.ts";
import { parseMessage } from "../mail/parse-message.ts";
import type { ArchivedMail, Message } from "../model/mail.ts";
import type { MessageFacts } from "../model/store.ts";
import { parsePatchFacts } from "../patch/facts.ts";
import { normaliseTitle, parsePatchSubject } from "../patch/subject.ts";

/** Reads one copy of a mail: the message, and what it says about patches. Never throws. */
export async function parseCopy(
  mail: ArchivedMail,
  zone: string | null,
): Promise<{ message: Message; facts: MessageFacts }> {
  const message = await parseMessage(mail, { zone });
  return { message, facts: factsOf(message) };
}

function factsOf(message: Message): MessageFacts {
  const subject = parsePatchSubject(message.subject);
  const blocks = parseBlocks(message.body, { patch: subject.patch && !subject.reply });
  const patch = parsePatchFacts(message, blocks);
  return {
    // A patch's subject on a mail that is no posting: an answer, also where its page lost the "Re:".
    subject: patch?.subject ?? { ...subject, reply: subject.reply || subject.patch },
    titleKey: normaliseTitle(subject.title),
    patch,
    // Answers quote and discuss changelogs; only postings have one.
    changelog: patch === null ? [] : changelogHeads(blocks),
  };
}
