import { expect, test } from "vitest";
import type { StoredMessage } from "../../../src/model/series.ts";
import { parseMessage } from "../../../src/mail/parse-message.ts";
import { rebuildMail } from "../../../src/report/rebuilt-mail.ts";
import { aMessage } from "../../support/messages.ts";

const stored = (fields: Partial<StoredMessage>): StoredMessage => ({
  ...aMessage({ messageId: "a@example.org" }),
  form: "page-text",
  lists: ["widget-dev"],
  receivedAt: null,
  thread: "a@example.org",
  parent: null,
  ...fields,
});

test("what is known is read back the same", async () => {
  const message = stored({
    from: { name: 'Łukasz, "Ł" Żółć', email: "lukasz@example.org" },
    to: [{ name: "Ada (Widgets)", email: "ada@example.org" }],
    subject: `[PATCH 1/2] widget: größer ${"ą".repeat(60)}`,
    inReplyTo: ["b@example.org"],
    references: ["c@example.org", "b@example.org"],
    body: "Grüße\n---\n+From x",
  });
  const raw = Buffer.from(rebuildMail(message));
  const read = await parseMessage(
    {
      form: "rfc822",
      raw,
      attached: [],
      receivedAt: null,
      list: null,
      where: "test",
      diagnostics: [],
    },
    { zone: null },
  );
  const { from, to, subject, inReplyTo, references, sentAt, messageId } = read;
  expect({ from, to, subject, inReplyTo, references, sentAt, messageId }).toEqual({
    from: message.from,
    to: message.to,
    subject: message.subject,
    inReplyTo: message.inReplyTo,
    references: message.references,
    sentAt: message.sentAt,
    messageId: "a@example.org",
  });
  expect(read.body.trim()).toBe(message.body);
  for (const line of raw.toString().split("\n\n")[0]?.split("\n") ?? []) {
    expect(line.length).toBeLessThan(998);
  }
});

test("no text of a mail begins a header field of its own", () => {
  const evil = "x\r\nBcc: evil@example.org\n\nbody\u2028From: y";
  const text = rebuildMail(
    stored({
      from: { name: evil, email: `${evil}>` },
      cc: [{ name: null, email: evil }],
      subject: evil,
      messageId: evil,
      references: [evil],
    }),
  );
  const head = text.split("\n\n")[0] ?? "";
  expect(head.split("\n").filter((line) => /^(?:Bcc|body)/.test(line))).toEqual([]);
  expect(head.split("\n").filter((line) => line.startsWith("From:"))).toHaveLength(1);
});

test("a hidden address is not made up, and what nothing tells is left out", () => {
  const text = rebuildMail(stored({ from: { name: "Ada", email: null }, sentAt: null }));
  expect(text).toContain("From: Ada <hidden@archive.invalid>\n");
  expect(text).not.toContain("Date:");
  expect(text).toContain("X-Patchtrail-Rebuilt: page-text\n\n");
});
