import { Buffer, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

/** Labels that say nothing: what really came is found by looking. */
const VAGUE = new Set([
  "",
  "utf8",
  "ascii",
  "usascii",
  "unknown",
  "unknown8bit",
  "8bit",
  "default",
  "binary",
  "xunknown",
]);
/** Senders who say latin 1 mean Windows-1252; 0x80 to 0x9f are quotes and dashes there (WHATWG). */
const LATIN1 = new Set([
  "iso88591",
  "latin1",
  "isolatin1",
  "iso88591windows",
  "cp1252",
  "windows1252",
]);

function bare(label: string): string {
  return label.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Halves of surrogate pairs, as UTF-16 and UTF-7 may hold them, fit in no UTF-8 and in no database. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "\ufffd");
}

function decodeLine(line: Buffer): string {
  return isUtf8(line) ? line.toString("utf8") : iconv.decode(line, "windows-1252");
}

/** Each line for itself: a patch of an old file mixes UTF-8 text with latin 1 lines. */
function guess(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const parts: string[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const next = end === -1 ? bytes.length : end + 1;
    parts.push(decodeLine(bytes.subarray(start, next)));
    start = next;
  }
  return parts.join("");
}

function decodeByPlatform(bytes: Buffer, label: string): string | null {
  try {
    // iconv-lite has no ISO-2022 family; the platform has.
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}

/** What bytes say, and whether the label had to be set aside. */
export interface Decoded {
  readonly text: string;
  readonly guessed: boolean;
}

/**
 * Bytes to text by the charset label of their part. Never throws. Without a usable label, and
 * where UTF-8 is claimed and is not there, each line is UTF-8 if it can be, else Windows-1252.
 */
export function decodeBytes(input: Uint8Array, label: string | null): Decoded {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const name = bare(label ?? "");
  if (VAGUE.has(name)) return { text: guess(bytes), guessed: !isUtf8(bytes) };
  if (LATIN1.has(name)) return { text: iconv.decode(bytes, "windows-1252"), guessed: false };
  const known = label!.trim();
  if (/^iso-?2022/i.test(known)) {
    const text = decodeByPlatform(bytes, known);
    if (text !== null) return { text, guessed: false };
  }
  if (iconv.encodingExists(known)) {
    return { text: wellFormed(iconv.decode(bytes, known)), guessed: false };
  }
  const text = decodeByPlatform(bytes, known);
  if (text !== null) return { text, guessed: false };
  return { text: guess(bytes), guessed: true };
}
