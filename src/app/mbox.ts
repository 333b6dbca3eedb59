import type { StoredMessage } from "../model/series.ts";
import type { AppContext } from "./context.ts";

/** The envelope line that public-inbox gives: git am and mutt take it, and it tells nothing. */
const ENVELOPE = "From mboxrd@z Thu Jan  1 00:00:00 1970\n";

/**
 * Mails as one mbox (mboxrd), each as its archive holds it. Of a mail that is known from an archive
 * page alone, a mail is made of what the page tells.
 */
export async function* mboxOf(
  { store }: AppContext,
  messageIds: readonly string[],
): AsyncIterable<Buffer> {
  for (const messageId of messageIds) {
    const message = await store.getMessage(messageId);
    if (message === null) continue;
    const raw = message.form === "rfc822" ? await store.getRaw(message.messageId) : null;
    yield asMboxrd(raw === null ? Buffer.from(mailOf(message)) : Buffer.from(raw));
  }
}

/**
 * One mail as an mbox holds it: with an envelope line, `>` before each line that looks like one,
 * and an empty line at the end.
 *
 * @see mbox(5), mboxrd
 */
export function asMboxrd(raw: Buffer): Buffer {
  // Bytes as they are: Latin-1 takes each for one character.
  const text = raw.toString("latin1").replace(/^From [^\n]*\n/, "");
  const quoted = text.replace(/^>*From /gm, ">$&");
  return Buffer.from(`${ENVELOPE}${quoted}${quoted.endsWith("\n") ? "" : "\n"}\n`, "latin1");
}

function mailOf(message: StoredMessage): string {
  const { from, subject, messageId } = message;
  const at = message.sentAt ?? message.receivedAt;
  const header = [
    `From: ${encoded(from?.name ?? from?.email ?? "unknown")} <${oneLine(from?.email ?? "unknown@none.invalid")}>`,
    `Subject: ${encoded(subject ?? "")}`,
    ...(at === null ? [] : [`Date: ${new Date(at * 1000).toUTCString().replace("GMT", "+0000")}`]),
    `Message-ID: <${oneLine(messageId)}>`,
    ...message.inReplyTo.slice(0, 1).map((id) => `In-Reply-To: <${oneLine(id)}>`),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
  ];
  return `${header.join("\n")}\n\n${message.body}`;
}

function oneLine(text: string): string {
  return text.replace(/[\s<>]+/g, " ").trim();
}

/** RFC 2047, in pieces of at most 75 characters; plain words stay readable. */
function encoded(text: string): string {
  const line = oneLine(text);
  if (/^[\w ./:,()[\]'+-]*$/.test(line)) return line;
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > 42) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece]
    .map((part) => `=?utf-8?B?${Buffer.from(part).toString("base64")}?=`)
    .join("\n ");
}
