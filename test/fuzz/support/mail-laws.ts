import { parseCopy } from "../../../src/app/ingest/parse-copy.ts";
import {
  MAX_BODY_CHARS,
  MAX_MESSAGE_ID_CHARS,
  MAX_RECIPIENTS,
  MAX_REFERENCES,
  MAX_SUBJECT_CHARS,
} from "../../../src/limits.ts";
import { parseBlocks } from "../../../src/mail/blocks.ts";
import { changelogHeads } from "../../../src/mail/changelog.ts";
import type { ArchivedMail, CopyForm, Message } from "../../../src/model/mail.ts";
import { splitSentences } from "../../../src/todo/sentences.ts";

/** One mail as an archive would hand it over. */
export function archived(raw: Uint8Array, form: CopyForm = "rfc822"): ArchivedMail {
  return { form, raw, attached: [], receivedAt: null, list: null, where: "fuzz", diagnostics: [] };
}

/** What is wrong with a message as read; an empty list where all bounds hold. */
export function brokenLaws(message: Message): string[] {
  const laws: [holds: boolean, law: string][] = [
    // The salvage of parseMessage is for faults that nobody knows of: a known one is a crash.
    [!message.diagnostics.some(({ code }) => code === "parse-failed"), "a parser threw"],
    [message.body.length <= MAX_BODY_CHARS, "the body is over its bound"],
    [!/\p{Cs}/u.test([message.messageId, message.subject, message.body, ...message.references].join(" ")), "half a character, which no database keeps"],
    [!message.body.includes("\0"), "the body holds a NUL"],
    [message.messageId !== "" && !/[\s<>\0]/.test(message.messageId), "the id is none"],
    [message.messageId.length <= MAX_MESSAGE_ID_CHARS, "the id is over its bound"],
    [message.references.length <= MAX_REFERENCES, "more references than kept"],
    [message.to.length <= MAX_RECIPIENTS && message.cc.length <= MAX_RECIPIENTS, "more recipients than kept"],
    [(message.subject ?? "").length <= MAX_SUBJECT_CHARS, "the subject is over its bound"],
    [!/[\r\n\0]/.test(message.subject ?? ""), "the subject has more than one line"],
    [message.sentAt === null || Number.isSafeInteger(message.sentAt), "the time is none"],
    [message.diagnostics.every(({ detail }) => detail.length <= 500), "a diagnostic tells a tale"],
  ]; // prettier-ignore
  return laws.flatMap(([holds, law]) => (holds ? [] : [law]));
}

/** Reads a mail as ingest does, and its sentences as `track` does; throws where a law is broken. */
export async function readWholeMail(raw: Uint8Array, form: CopyForm): Promise<void> {
  const { message } = await parseCopy(archived(raw, form), "Europe/Berlin");
  const broken = brokenLaws(message);
  if (broken.length > 0) {
    const failed = message.diagnostics.find(({ code }) => code === "parse-failed");
    throw new Error([...broken, failed?.detail ?? ""].join("; "));
  }
  const blocks = parseBlocks(message.body, { patch: true });
  const lines = blocks.reduce((count, block) => count + block.lines.length, 0);
  const there = message.body.split("\n").length;
  if (lines > there) throw new Error(`${lines} lines in blocks of a body of ${there}`);
  changelogHeads(blocks);
  for (const block of blocks) splitSentences(block);
}
