import { createHash } from "node:crypto";
import type { Message } from "../../src/model/mail.ts";
import type { PatchSubject, MessageFacts } from "../../src/model/patch.ts";
import { searchTextOf } from "../../src/app/ingest/parse-copy.ts";
import type { ParsedCopy } from "../../src/model/ingest.ts";
import { pack } from "../../src/store/codec.ts";
import { packContent } from "../../src/store/content.ts";

/** Monday 2025-02-03, 00:00 UTC: test mails count from here. */
export const MONDAY = Date.UTC(2025, 1, 3) / 1000;
export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** A message with everything that a test does not care about filled in. */
export function aMessage(fields: Partial<Message> & { messageId: string }): Message {
  return {
    inferredId: false,
    form: "rfc822",
    sentAt: MONDAY,
    from: { name: "Ada Example", email: "ada@example.org" },
    to: [],
    cc: [],
    subject: "hello",
    inReplyTo: [],
    references: [],
    listIds: [],
    bot: false,
    body: "text",
    attachments: [],
    contentKey: null,
    diagnostics: [],
    ...fields,
  };
}

export function aSubject(fields: Partial<PatchSubject> = {}): PatchSubject {
  return {
    reply: false,
    patch: false,
    version: null,
    minor: null,
    position: null,
    total: null,
    rfc: false,
    resend: false,
    tags: [],
    title: "hello",
    ...fields,
  };
}

/** A parsed copy of a message on one list; its bytes stand for its content. */
export function aCopy(
  message: Partial<Message> & { messageId: string },
  fields: Partial<ParsedCopy> & { facts?: MessageFacts } = {},
): ParsedCopy {
  const whole = aMessage(message);
  const raw = fields.raw ?? Buffer.from(JSON.stringify(whole));
  const reply = /^re:/i.test(whole.subject ?? "");
  const titleKey = (whole.subject ?? "").replace(/^re:\s*/i, "").toLowerCase();
  const {
    facts = {
      subject: aSubject({ reply, title: titleKey }),
      titleKey,
      patch: null,
      changelog: [],
    },
  } = fields;
  return {
    message: whole,
    facts,
    text: searchTextOf(whole),
    raw,
    packed: { raw: pack(raw), ...packContent(whole, facts, raw) },
    attached: [],
    archiveDiagnostics: [],
    contentHash: createHash("sha256").update(raw).digest("hex"),
    list: "widget-dev",
    receivedAt: null,
    zone: null,
    source: "test",
    where: "test",
    ...fields,
  };
}
