import { Buffer } from "node:buffer";

const EQUALS = 0x3d;
const RETURN = 0x0d;
const NEWLINE = 0x0a;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** Length of a line break, 0 where there is none. */
function breakLength(body: Buffer, at: number): number {
  if (body[at] === NEWLINE) return 1;
  return body[at] === RETURN && body[at + 1] === NEWLINE ? 2 : 0;
}

/**
 * Soft line breaks joined, blanks at the end of lines (they came on the way) dropped, `=XX` made
 * bytes, other equals signs kept. Null where decoders differ: lone returns, half an `=XX` before a
 * soft break. One pass.
 */
function decodeQuotedPrintable(body: Buffer): Buffer | null {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length;) {
    const byte = body[at]!;
    if (byte === EQUALS || isBlank(byte)) {
      let end = at + 1;
      while (isBlank(body[end])) end += 1;
      const atBreak = end === body.length || breakLength(body, end) > 0;
      const [high, low] = [hexDigit(body[at + 1]), hexDigit(body[at + 2])];
      if (byte !== EQUALS) {
        if (!atBreak) length += body.copy(out, length, at, end);
        at = end;
      } else if (atBreak) at = end + breakLength(body, end);
      else if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 3;
      } else {
        if (body[at + 1] === EQUALS || body[at + 2] === EQUALS) return null;
        out[length++] = byte;
        at += 1;
      }
    } else {
      if (byte === RETURN && body[at + 1] !== NEWLINE) return null;
      out[length++] = byte;
      at += 1;
    }
  }
  return out.subarray(0, length);
}

/** Null where decoders differ: other characters than those of the alphabet, padding amid. */
function decodeBase64(body: Buffer): Buffer | null {
  const text = body
    .toString("latin1")
    .trimEnd()
    .replace(/={1,2}$/, "");
  return /[^A-Za-z0-9+/ \t\r\n]/.test(text) ? null : Buffer.from(text, "base64");
}

/**
 * A body with its transfer encoding undone; null for an encoding that is none of the standard's, and
 * for a body whose encoding is damaged so that decoders differ.
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
      return decodeBase64(body);
    default:
      return null;
  }
}
