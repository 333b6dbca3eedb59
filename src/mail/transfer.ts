import { Buffer } from "node:buffer";

/** A Content-Type header, taken apart. */
export interface ContentType {
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * A Content-Type value; a missing one is `text/plain`. Null for spellings with RFC 2231
 * continuations or encoded words, which are left to the MIME library.
 * @see RFC 2045 section 5
 */
export function parseContentType(header: string | null): ContentType | null {
  if (header === null) return { value: "text/plain", params: {} };
  if (header.length > 2_000 || header.includes("*") || header.includes("=?")) return null;
  const value = /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})\s*(?:;|$)/.exec(header)?.[1]?.toLowerCase();
  if (value === undefined) return null;
  const params: Record<string, string> = {};
  for (const match of header.matchAll(
    /;\s{0,20}([\w-]{1,60})\s{0,5}=\s{0,5}(?:"([^"]{0,300})"|([^\s;"]{1,300}))/g,
  )) {
    params[match[1]!.toLowerCase()] ??= match[2] ?? match[3] ?? "";
  }
  return { value, params };
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const lines = body.toString("latin1").split("\n");
  const parts = lines.map((raw, at) => {
    const returned = raw.endsWith("\r");
    let end = returned ? raw.length - 1 : raw.length;
    // Blanks before a line break were added on the way.
    while (end > 0 && (raw[end - 1] === " " || raw[end - 1] === "\t")) end -= 1;
    const soft = end > 0 && raw[end - 1] === "=";
    const line = raw.slice(0, soft ? end - 1 : end);
    const text = line.includes("=")
      ? line.replaceAll(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
          String.fromCharCode(parseInt(hex, 16)),
        )
      : line;
    return soft || at === lines.length - 1 ? text : `${text}${returned ? "\r\n" : "\n"}`;
  });
  return Buffer.from(parts.join(""), "latin1");
}

/**
 * A body with its transfer encoding undone; null for an encoding that is none of the standard's.
 * @see RFC 2045 section 6
 */
export function decodeTransfer(input: Uint8Array, encoding: string): Uint8Array | null {
  const body = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  switch (
    encoding
      .replaceAll(/\([^()]{0,100}\)/g, "")
      .trim()
      .toLowerCase()
  ) {
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return body;
    case "quoted-printable":
      return decodeQuotedPrintable(body);
    case "base64":
      return Buffer.from(body.toString("latin1"), "base64");
    default:
      return null;
  }
}
