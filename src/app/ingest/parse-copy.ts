import { parseBlocks } from "../../mail/blocks.ts";
import { changelogHeads } from "../../mail/changelog.ts";
import { parseMessage } from "../../mail/parse-message.ts";
import type { ArchivedMail, Block, Message } from "../../model/mail.ts";
import type { SearchText } from "../../model/query.ts";
import type { PackedCopy } from "../../model/ingest.ts";
import type { MessageFacts } from "../../model/patch.ts";
import { parsePatchFacts } from "../../patch/facts.ts";
import { normaliseTitle, parsePatchSubject } from "../../patch/subject.ts";
import { indexText } from "../../search/index-text.ts";
import { pack } from "../../store/codec.ts";
import { packContent } from "../../store/content.ts";

/** What one copy of a mail says: all that can be told from it alone. */
export interface ReadCopy {
  readonly message: Message;
  readonly facts: MessageFacts;
  readonly text: SearchText;
}

/** As it goes into the store. */
export type PreparedCopy = ReadCopy & { readonly packed: PackedCopy };

/** Reads one copy of a mail: the message, what it says about patches, what is searched. Never throws. */
export async function parseCopy(mail: ArchivedMail, zone: string | null): Promise<ReadCopy> {
  const message = await parseMessage(mail, { zone });
  const blocks = blocksOf(message);
  return { message, facts: factsOf(message, blocks), text: indexText(message, blocks) };
}

/**
 * All work on one new copy that needs nothing but the copy: reading it and making it small. What
 * belongs here runs beside the writing, in as many threads as there are cores.
 */
export async function prepareCopy(mail: ArchivedMail, zone: string | null): Promise<PreparedCopy> {
  const read = await parseCopy(mail, zone);
  const content = packContent(read.message, read.facts, mail.raw);
  return { ...read, packed: { raw: pack(mail.raw), ...content } };
}

/** The body of a message as it was cut when it was read. */
function blocksOf(message: Message): Block[] {
  const subject = parsePatchSubject(message.subject);
  return parseBlocks(message.body, { patch: subject.patch && !subject.reply });
}

/** What is searched of a message that was read before. */
export function searchTextOf(message: Message): SearchText {
  return indexText(message, blocksOf(message));
}

function factsOf(message: Message, blocks: readonly Block[]): MessageFacts {
  const subject = parsePatchSubject(message.subject);
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
