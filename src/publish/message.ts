import { createHash } from "node:crypto";
import type { MailConfig } from "../model/config.ts";
import type { Delivery, MailPayload } from "../model/outbox.ts";

/** A mail as it goes over the wire, with the envelope it travels in. */
export interface BuiltMail {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

const ID_CHARS = 40;
/** Control characters would end a header field and begin another; no text of ours needs one. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
const NOT_IN_LABEL = /[^A-Za-z0-9.-]+/gu;
/** RFC 5322 section 2.1.1 allows 998; nothing of ours comes near. */
const MAX_HEADER_CHARS = 300;
const MAX_LIST_CHARS = 60;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, ID_CHARS);
}

function oneLine(text: string, characters = MAX_HEADER_CHARS): string {
  return text
    .replace(CONTROLS, " ")
    .slice(0, characters)
    .replace(/\p{Cs}/gu, "\ufffd")
    .trim();
}

/** `widget-dev.patchtrail.example.org`: what a mail client files a digest under (RFC 2919). */
function listIdOf(list: string, domain: string): string {
  const label = list
    .replace(NOT_IN_LABEL, "-")
    .split(".")
    .filter((part) => part !== "")
    .join(".");
  return `${label.slice(0, 100) || "digest"}.patchtrail.${domain}`;
}

/** Both ways out: by mail, and with one click where an address for that is configured (RFC 8058). */
function unsubscribeHeaders(mail: MailConfig, payload: MailPayload, sender: string) {
  const { mailto, url } = mail.unsubscribe;
  const subject = encodeURIComponent(`unsubscribe ${oneLine(payload.list, MAX_LIST_CHARS)}`);
  const byMail = `<mailto:${mailto ?? sender}?subject=${subject}>`;
  if (url === null) return { headers: { "List-Unsubscribe": byMail }, link: null };
  const link = url.replaceAll("{id}", hash(`${payload.thread}\n${payload.to}`));
  return {
    headers: {
      "List-Unsubscribe": `<${link}>,\r\n ${byMail}`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    link,
  };
}

/** The way out for people, in lines that stand below the text, where signatures do. */
function wayOutLines(payload: MailPayload, link: string | null, address: string): string[] {
  if (link !== null) return ["To stop these mails:", link];
  const subject = `unsubscribe ${oneLine(payload.list, MAX_LIST_CHARS)}`;
  return [`To stop these mails, write to ${address}`, `with the subject: ${subject}`];
}

/** Below the sheet of our pages, as wide as it; `muted` turns with their dark mode. */
const WAY_OUT_STYLE =
  "max-width:720px;margin:0 auto;padding:12px 16px 28px;font:12px/1.5 Arial,sans-serif;color:#57606a;text-align:center;overflow-wrap:anywhere";

/** The same at the end of the HTML. */
function withWayOut(html: string, lines: readonly string[]): string {
  const escape = (text: string): string =>
    text.replace(/[&<>"]/gu, (mark) => `&#${mark.charCodeAt(0)};`);
  const words = lines.map((line) =>
    line.startsWith("https://") ? `<a href="${escape(line)}">${escape(line)}</a>` : escape(line),
  );
  const end = html.lastIndexOf("</body>");
  const at = end < 0 ? html.length : end;
  const paragraph = `<p role="contentinfo" class="muted" style="${WAY_OUT_STYLE}">${words.join("<br>")}</p>`;
  return html.slice(0, at) + paragraph + html.slice(at);
}

/** Header values that hold no text of strangers, written as they are. */
function asPrepared(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([key, value]) => ({
    key,
    value: { prepared: true, foldLines: false, value },
  }));
}

/**
 * The mail of a delivery: text, HTML beside it where there is any, and the headers that make it
 * bulk mail of good manners. The same delivery gives the same bytes and the same Message-ID, by
 * which a receiver can tell a mail that comes twice.
 *
 * @throws Error when `mail.from` is not configured
 * @see RFC 2919 (List-Id), RFC 2369 and RFC 8058 (List-Unsubscribe), RFC 3834 (Auto-Submitted)
 */
export async function buildMail(delivery: Delivery, mail: MailConfig): Promise<BuiltMail> {
  if (mail.from === null) throw new Error("a mail needs a sender");
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const payload = delivery.payload as MailPayload;
  const { name, address } = mail.from;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const messageId = `${hash(delivery.key)}@${domain}`;
  const root = `<${hash(`thread\n${payload.thread}`)}@${domain}>`;
  const wayOut = unsubscribeHeaders(mail, payload, address);
  const lines = wayOutLines(payload, wayOut.link, mail.unsubscribe.mailto ?? address);
  const composer = new MailComposer({
    from: { name: oneLine(name ?? ""), address },
    to: { name: "", address: payload.to },
    subject: oneLine(payload.subject),
    date: new Date(payload.at * 1000),
    messageId: `<${messageId}>`,
    inReplyTo: root,
    references: [root],
    text: `${payload.text.trimEnd()}\n\n${lines.join("\n")}\n`,
    ...(payload.html === null ? {} : { html: withWayOut(payload.html, lines) }),
    attachments: payload.images.map(({ cid, contentType, base64 }) => ({
      cid,
      contentType,
      content: Buffer.from(base64, "base64"),
      contentDisposition: "inline",
      filename: false,
    })),
    headers: asPrepared({
      "List-Id": `<${listIdOf(payload.list, domain)}>`,
      ...wayOut.headers,
      "Auto-Submitted": "auto-generated",
      Precedence: "bulk",
      "X-Patchtrail-Key": encodeURI(oneLine(delivery.key)).slice(0, MAX_HEADER_CHARS * 3),
    }),
    baseBoundary: hash(`boundary\n${delivery.key}`).slice(0, 16),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  return { messageId, from: address, to: payload.to, bytes };
}
