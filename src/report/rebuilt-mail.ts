import { Buffer } from "node:buffer";
import type { Mailbox } from "../model/mail.ts";
import type { StoredMessage } from "../model/series.ts";

/** RFC 2047: an encoded word is at most 75 characters; so many bytes fit into one. */
const WORD_BYTES = 42;
/** Where an archive hides an address; RFC 2606 says that nobody has one there. */
const HIDDEN = "hidden@archive.invalid";

/** One line without anything that could begin another header field. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

/** Unstructured text of a header field; encoded words (RFC 2047) where it is not plain ASCII. */
function words(text: string): string {
  const line = oneLine(text);
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes("=?")) return line;
  const encoded: string[] = [];
  let part = "";
  for (const character of line) {
    if (Buffer.byteLength(part + character) > WORD_BYTES) {
      encoded.push(part);
      part = "";
    }
    part += character;
  }
  encoded.push(part);
  return encoded.map((each) => `=?UTF-8?B?${Buffer.from(each).toString("base64")}?=`).join("\n ");
}

function mailbox({ name, email }: Mailbox): string {
  const address = `<${oneLine(email ?? HIDDEN).replaceAll(/[<>\s]/g, "")}>`;
  if (name === null) return address;
  const line = oneLine(name);
  const quoted = `"${line.replaceAll(/["\\]/g, "\\$&")}"`;
  return `${/^[\w -]+$/.test(line) ? line : /^[\x20-\x7e]*$/.test(line) ? quoted : words(line)} ${address}`;
}

const ids = (all: readonly string[]): string =>
  all.map((id) => `<${oneLine(id).replaceAll(/[<>\s]/g, "")}>`).join("\n ");

/**
 * A mail (RFC 5322) made of what is known of one that its archive holds only as a page or as text.
 * It says so itself: `X-Patchtrail-Rebuilt` names the form that it was read from. What is not known
 * is left out, but for a hidden address, which becomes one under `.invalid`.
 */
export function rebuildMail(message: StoredMessage): string {
  const { from, to, cc, sentAt, inReplyTo, references } = message;
  const at = sentAt ?? message.receivedAt;
  const fields: readonly (readonly [string, string])[] = [
    ["From", from === null ? `<${HIDDEN}>` : mailbox(from)],
    ["To", to.map(mailbox).join(",\n ")],
    ["Cc", cc.map(mailbox).join(",\n ")],
    ["Subject", words(message.subject ?? "")],
    ["Date", at === null ? "" : new Date(at * 1000).toUTCString().replace("GMT", "+0000")],
    ["Message-ID", ids([message.messageId])],
    ["In-Reply-To", ids(inReplyTo.slice(0, 1))],
    ["References", ids(references)],
    ["MIME-Version", "1.0"],
    ["Content-Type", "text/plain; charset=UTF-8"],
    ["Content-Transfer-Encoding", "8bit"],
    ["X-Patchtrail-Rebuilt", message.form],
  ];
  const head = fields
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}`);
  return `${head.join("\n")}\n\n${message.body}${message.body.endsWith("\n") ? "" : "\n"}`;
}
