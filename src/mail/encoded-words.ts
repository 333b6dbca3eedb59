import { Buffer } from "node:buffer";
import { decodeBytes } from "./charset.ts";

const WORD = /=\?([^?\s]{1,60})\?([bqBQ])\?([^?]{0,2000})\?=/g;

function wordBytes(encoding: string, text: string): Buffer {
  if (encoding.toLowerCase() === "b") return Buffer.from(text, "base64");
  const plain = text.replaceAll("_", " ");
  return Buffer.from(
    plain.replaceAll(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    ),
    "latin1",
  );
}

/**
 * Text with its encoded words decoded. Neighbours in one charset are decoded together, because
 * mailers split characters between them; a broken label is guessed. Never throws.
 * @see RFC 2047
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes("=?")) return text;
  let out = "";
  let pending: { charset: string; bytes: Buffer[] } | null = null;
  let last = 0;
  const flush = (): void => {
    if (pending !== null) out += decodeBytes(Buffer.concat(pending.bytes), pending.charset).text;
    pending = null;
  };
  for (const match of text.matchAll(WORD)) {
    const [whole, label = "", encoding = "", payload = ""] = match;
    const between = text.slice(last, match.index);
    const charset = (label.split("*")[0] ?? "").toLowerCase();
    const joined = pending !== null && /^\s*$/.test(between);
    if (!joined) {
      flush();
      out += between;
    }
    if (pending !== null && (pending as { charset: string }).charset !== charset) flush();
    pending ??= { charset, bytes: [] };
    pending.bytes.push(wordBytes(encoding, payload));
    last = match.index + whole.length;
  }
  flush();
  return out + text.slice(last);
}

/** A header value as it came, one character a byte, to text: raw 8-bit and encoded words decoded. */
export function decodeHeaderValue(binary: string): string {
  const text = /[\u0080-\u00ff]/.test(binary)
    ? decodeBytes(Buffer.from(binary, "latin1"), null).text
    : binary;
  return decodeEncodedWords(text);
}
