import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import type { MailConfig } from "../../../src/model/config.ts";
import type { MailPayload } from "../../../src/model/outbox.ts";
import { buildMail } from "../../../src/publish/message.ts";
import { buildDigest } from "../../../src/report/digest.ts";
import { renderMailHtml } from "../../../src/report/mail-html.ts";
import { WAY_OUT_BYTES } from "../../../src/limits.ts";
import { checkHtml } from "../../support/html-check.ts";
import { aDigestInput, aSeriesView } from "../../support/views.ts";
import { aDelivery, aMailConfig, aMailPayload } from "../../support/deliveries.ts";

async function built(payload: Partial<MailPayload> = {}, mail: Partial<MailConfig> = {}) {
  const delivery = aDelivery({ payload: aMailPayload(payload) });
  const { bytes, ...rest } = await buildMail(delivery, aMailConfig(25, mail));
  const raw = bytes.toString();
  return {
    ...rest,
    raw,
    head: raw.slice(0, raw.indexOf("\r\n\r\n")),
    mail: await simpleParser(bytes),
  };
}

const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("text of 72 columns arrives line for line", async () => {
  const line = "é".repeat(10) + "  two  spaces ".padEnd(62, "x");
  const { mail } = await built({ text: `${line}\n    indented\n\n> quote\n.\nFrom here\n` });
  expect(mail.text?.startsWith(`${line}\n    indented\n\n> quote\n.\nFrom here\n`)).toBe(true);
  expect(mail.headers.get("content-type")).toMatchObject({
    value: "text/plain",
    params: { charset: "utf-8" },
  });
});

test("the headers are those of polite bulk mail", async () => {
  const { mail, head } = await built();
  expect(head).toMatch(/^List-Id: <widget-dev\.patchtrail\.lists\.example\.org>$/im);
  expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(head).toMatch(/^Precedence: bulk$/m);
  expect(head).toMatch(/^X-Patchtrail-Key: digest\/widget-dev\/2025-W08\/ada@example\.org$/m);
  expect(head).toContain(
    "List-Unsubscribe: <mailto:digest@lists.example.org?subject=unsubscribe%20widget-dev>",
  );
  expect(head).not.toContain("List-Unsubscribe-Post");
  expect(mail.date?.toISOString()).toBe("2025-02-24T00:00:00.000Z");
  expect(mail.text).toMatch(
    /program\.\n\nTo stop these mails, write to digest@lists\.example\.org\nwith the subject: unsubscribe widget-dev\n$/,
  );
});

test("one click is offered where an address for it is configured", async () => {
  const unsubscribe = { mailto: "bye@example.org", url: "https://example.org/stop?id={id}" };
  const one = await built({}, { unsubscribe });
  const unfolded = one.head.replaceAll("\r\n ", " ");
  expect(unfolded).toMatch(
    /^List-Unsubscribe: <https:\/\/example\.org\/stop\?id=[0-9a-f]{40}>, <mailto:bye@example\.org\?subject=unsubscribe%20widget-dev>$/m,
  );
  expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  const again = await built({ at: 1_741_000_000 }, { unsubscribe });
  const idOf = (text: string) => /stop\?id=(\w+)/.exec(text)?.[1];
  expect(idOf(again.head)).toBe(idOf(one.head));
  const other = await built({ to: "bob@example.org" }, { unsubscribe });
  expect(idOf(other.head)).not.toBe(idOf(one.head));
});

test("the same delivery is the same bytes; digests of one list stand in one thread", async () => {
  const first = await built();
  expect((await built()).raw).toBe(first.raw);
  const next = await buildMail(
    aDelivery({ key: "digest/widget-dev/2025-W09/ada@example.org" }),
    aMailConfig(25),
  );
  expect(next.messageId).not.toBe(first.messageId);
  const parsed = await simpleParser(next.bytes);
  expect(parsed.inReplyTo).toBe(first.mail.inReplyTo);
  expect(parsed.references).toBe(first.mail.inReplyTo);
  expect((await built({ thread: "digest/gfx-dev" })).mail.inReplyTo).not.toBe(parsed.inReplyTo);
});

test("HTML stands beside the text, its pictures within", async () => {
  const html = '<p>Höhe <img src="cid:todos@patchtrail" alt="open TODOs"></p>';
  const images = [{ cid: "todos@patchtrail", contentType: "image/png", base64: PICTURE }];
  const { mail, raw } = await built({ html, images });
  expect(raw).toMatch(/multipart\/alternative/);
  expect(mail.text).toContain("Nothing moved.");
  expect(mail.html).toContain("<p>Höhe");
  expect(mail.html).toMatch(/unsubscribe widget-dev<\/p>$/);
  const url = "https://example.org/stop?a=1&id={id}";
  const page = await built({ html: "<body>x</body>" }, { unsubscribe: { mailto: null, url } });
  expect(page.mail.html).toMatch(
    /^<body>x<p [^>]*>To stop[^<]*<br><a href="https:\/\/example\.org\/stop\?a=1&#38;id=\w{40}">[^<]*<\/a><\/p><\/body>$/,
  );
  expect(
    mail.attachments.map(({ cid, contentType, content }) => [
      cid,
      contentType,
      content.toString("base64"),
    ]),
  ).toEqual([["todos@patchtrail", "image/png", PICTURE]]);
  expect((await built({ html, images })).raw).toBe(raw);
});

test("the way out stays within what is kept for it, and a page with it is good HTML", async () => {
  const url = `https://example.org/${"%C3%A4&".repeat(60)}?id={id}`;
  const html = renderMailHtml(buildDigest(aDigestInput([aSeriesView()])), {
    charts: [],
    whole: null,
  });
  for (const unsubscribe of [
    { mailto: null, url },
    { mailto: `${"a".repeat(64)}@${"b".repeat(180)}.example.org`, url: null },
  ]) {
    const { mail } = await built({ html, list: "x".repeat(200) }, { unsubscribe });
    const page = String(mail.html);
    expect(page).toContain("To stop these mails");
    expect(Buffer.byteLength(page) - Buffer.byteLength(html)).toBeLessThan(WAY_OUT_BYTES);
    expect(checkHtml(page)).toEqual([]);
  }
});

test.each([
  "x\r\nBcc: eve@example.org",
  "x\nBcc: eve@example.org",
  "x\u2028Bcc: eve@example.org\u0000",
  "=?utf-8?q?x=0D=0ABcc:_eve@example.org?=",
  "ü".repeat(2_000),
  "\ud83d".repeat(400),
])("a subject cannot add a header: %.40j", async (subject) => {
  const { mail, raw, to } = await built({ subject, list: subject, thread: subject });
  expect(mail.bcc).toBeUndefined();
  expect(raw).not.toMatch(/^Bcc:/im);
  expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThan(998);
  expect(to).toBe("ada@example.org");
});

test("a sender's name of any letters arrives", async () => {
  const from = { name: 'Zoë, "the" <bot>', address: "digest@example.org" };
  const { mail } = await built({}, { from });
  expect(mail.from?.value).toEqual([from]);
});
