import type { ArchivedMail, CopyForm, Message } from "../model/mail.ts";
import { MAX_BODY_CHARS } from "../limits.ts";
import { decodeBytes } from "./charset.ts";
import { type Draft, finishDraft } from "./draft.ts";
import { parseMhonarcPage } from "./parse-mhonarc-page.ts";
import { parsePageText } from "./parse-page-text.ts";
import { parsePipermailPage } from "./parse-pipermail-page.ts";
import { parsePipermailText } from "./parse-pipermail-text.ts";
import { parseRfc822 } from "./parse-rfc822.ts";

/** How mails of one archive are to be read. */
export interface ParseOptions {
  /** IANA zone of the list's host, for pages that show local times; null when not known. */
  readonly zone: string | null;
}

type Reader = (mail: ArchivedMail, options: ParseOptions) => Draft | Promise<Draft>;

const READERS: Readonly<Record<CopyForm, Reader>> = {
  rfc822: (mail) => parseRfc822(mail),
  "pipermail-text": parsePipermailText,
  "pipermail-page": (mail, { zone }) => parsePipermailPage(mail, zone),
  "mhonarc-page": parseMhonarcPage,
  "page-text": (mail, { zone }) => parsePageText(mail, zone),
};

function salvage(mail: ArchivedMail, error: unknown): Draft {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200);
  const body = decodeBytes(mail.raw.subarray(0, MAX_BODY_CHARS), null).text;
  return { messageId: null, body, diagnostics: [{ code: "parse-failed", detail }] };
}

/**
 * One archived mail, read by the rules of its form. Total: never rejects, whatever the bytes;
 * what cannot be read is null or cut and named in `diagnostics`, those of the archive first.
 */
export async function parseMessage(mail: ArchivedMail, options: ParseOptions): Promise<Message> {
  try {
    return finishDraft(mail, await READERS[mail.form](mail, options));
  } catch (error) {
    return finishDraft(mail, salvage(mail, error));
  }
}
