import type { ArchivedMail, Diagnostic } from "../model/mail.ts";
import { decodeBytes } from "./charset.ts";
import { parsePageDate } from "./date.ts";
import { cleanSubject, type Draft } from "./draft.ts";
import { stripTags } from "./html.ts";
import { parseMessageId } from "./message-id.ts";
import { hiddenMailbox, takeScrubbed } from "./parse-pipermail-text.ts";
import { unobfuscateBody } from "./unobfuscate.ts";

const BEGIN = "<!--beginarticle-->";
const END = "<!--endarticle-->";
/** Subject, sender, date and links above the article; a few thousand characters in real pages. */
const MAX_HEAD_CHARS = 50_000;

/** The bytes of a page as text, by the charset that its head names. */
export function decodePage(raw: Uint8Array): string {
  const head = decodeBytes(raw.subarray(0, 4_096), "latin1").text;
  return decodeBytes(raw, /charset=["']?([\w:.-]{1,40})/i.exec(head)?.[1] ?? null).text;
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = Uint8Array.from(unescapeLatin1(text), (char) => char.charCodeAt(0) & 0xff);
    return decodeBytes(bytes, null).text;
  }
}

function unescapeLatin1(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

/** The page's own subject and id as its reply link names them. */
function readReplyLink(head: string): { messageId: string | null; subject: string | null } {
  const link = /href="mailto:[^"?]{0,300}\?([^"]{1,4000})"/i.exec(head)?.[1];
  if (link === undefined) return { messageId: null, subject: null };
  const query = stripTags(link);
  const id = /(?:^|&)In-Reply-To=([^&]{0,2000})/i.exec(query)?.[1] ?? "";
  const subject = /(?:^|&)Subject=([^&]{0,3000})/i.exec(query)?.[1] ?? "";
  // The link is for a reply: it always begins with a "Re:" that is not the page's own.
  const own = percentDecode(subject).replace(/^Re:\s?/i, "");
  return { messageId: parseMessageId(percentDecode(id)), subject: cleanSubject(own) };
}

/** The article as the mail had it: quoting markup and the line ends that it added undone. */
function readArticle(page: string): string {
  const start = page.indexOf(BEGIN);
  const end = page.indexOf(END, start);
  const article =
    start === -1 ? "" : page.slice(start + BEGIN.length, end === -1 ? page.length : end);
  const inner = article.replace(/^\s{0,10}<PRE>/i, "").replace(/<\/PRE>\s{0,10}$/i, "");
  // Older Mailmans put the next line right behind the tag, newer ones a line break between.
  const glued = /\n<\/I>[^\r\n]/i.test(inner);
  const plain = inner.replaceAll(/\n<\/I>/gi, glued ? "\n" : "").replaceAll(/&gt;<I>/gi, "&gt;");
  return stripTags(plain);
}

/**
 * A Mailman 2 message page. Its Message-ID is the In-Reply-To of its own reply link; dates are in
 * the zone of the list's host. Pages know neither References nor recipients.
 */
export function parsePipermailPage(mail: ArchivedMail, zone: string | null): Draft {
  const page = decodePage(mail.raw);
  const head = page.slice(0, Math.min(Math.max(0, page.indexOf(BEGIN)) || 20_000, MAX_HEAD_CHARS));
  const link = readReplyLink(head);
  const title = /<H1>([^]{0,3000}?)<\/H1>/i.exec(head)?.[1];
  const name = /<B>([^<]{0,500})<\/B>/i.exec(head)?.[1] ?? "";
  const address = /title="[^"]{0,3000}"\s{0,20}>([^<]{1,500})<\/A>/i.exec(head)?.[1] ?? "";
  const dateText = /<I>([^<]{5,100})<\/I>/i.exec(head)?.[1]?.trim() ?? null;
  const date = dateText === null ? null : parsePageDate(stripTags(dateText), zone);
  const diagnostics: Diagnostic[] = [...(date?.diagnostics ?? [])];
  if (date === null) diagnostics.push({ code: "date-missing", detail: "the page shows no date" });
  if (link.messageId === null)
    diagnostics.push({ code: "no-message-id", detail: "the page names no Message-ID" });
  if (!page.includes(BEGIN))
    diagnostics.push({ code: "no-article", detail: "the page marks no article" });
  const { text, attachments } = takeScrubbed(readArticle(page));
  return {
    messageId: link.messageId,
    sentAt: date?.at ?? null,
    dateText,
    from: hiddenMailbox(stripTags(address), stripTags(name)),
    subject: (title === undefined ? null : cleanSubject(stripTags(title))) ?? link.subject,
    body: unobfuscateBody(text),
    attachments,
    diagnostics,
  };
}
