import { Buffer } from "node:buffer";
import { MAX_MIME_PARTS } from "../limits.ts";
import { type Headers, NO_HEADERS, splitMail, type SplitMail } from "./headers.ts";
import { type MimePart, type PartHead, readPartHead } from "./mime-part.ts";
import { decodeTransfer } from "./transfer.ts";

/** RFC 2046 allows 70 characters. */
const MAX_BOUNDARY_CHARS = 200;
const MAX_DEPTH = 10;
/** Header bytes looked at of a part within a mail; real ones stay below 2 kB. */
const MAX_PART_HEAD_BYTES = 16 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A multipart whose end has not come. */
interface OpenMultipart {
  /** `--` and its boundary. */
  readonly delimiter: Buffer;
  /** Of the multipart/alternative that its parts stand in. */
  readonly alternative: number | null;
  /** A part of it has begun. */
  begun: boolean;
}

type Delimiter = "none" | "next" | "end" | "odd";

/**
 * The leaves of a mail's MIME tree in order, or null where its structure is not plainly what the
 * standard says: then the library has to look. Never throws; one pass over the bytes.
 * @see RFC 2046 section 5.1
 */
export function walkMime(mail: SplitMail): MimePart[] | null {
  const head = readPartHead(mail.headers);
  if (head === null) return null;
  const body = Buffer.from(mail.body.buffer, mail.body.byteOffset, mail.body.byteLength);
  if (!isMultipart(head)) {
    // Files and attached mails that are a whole mail are rare: theirs is the library.
    if (!/^text\/(?:plain|html)$/.test(head.contentType)) return null;
    const leaf = readLeaf(head, body, null);
    return leaf === null ? null : [leaf];
  }
  if (!endsWithBlankLine(Buffer.from(mail.mail.buffer, mail.mail.byteOffset), mail)) return null;
  return new MimeWalk(body).read(head);
}

function isMultipart({ contentType }: PartHead): boolean {
  return contentType.startsWith("multipart/");
}

/** Whether the header was ended by a blank line, and not by a line that is no field. */
function endsWithBlankLine(mail: Buffer, { body, mail: whole }: SplitMail): boolean {
  let at = body.byteOffset - whole.byteOffset;
  if (at < 2 || mail[at - 1] !== NEWLINE) return false;
  at -= mail[at - 2] === RETURN ? 2 : 1;
  return mail[at - 1] === NEWLINE;
}

function readLeaf(head: PartHead, body: Buffer, alternative: number | null): MimePart | null {
  if ("boundary" in head.params || head.contentType.startsWith("message/")) return null;
  const bytes = decodeTransfer(body, head.encoding);
  if (bytes === null) return null;
  const { contentType, params, attachment, filename } = head;
  return { contentType, params, attachment, filename, bytes, alternative };
}

class MimeWalk {
  readonly #body: Buffer;
  readonly #open: OpenMultipart[] = [];
  readonly #parts: MimePart[] = [];
  #alternatives = 0;
  #nodes = 1;
  /** The leaf being read and where its content starts; null between parts. */
  #leaf: { readonly head: PartHead; readonly start: number } | null = null;

  constructor(body: Buffer) {
    this.#body = body;
  }

  read(root: PartHead): MimePart[] | null {
    if (!this.#enter(root)) return null;
    for (let at = this.#lineWithDashes(0); at !== -1;) {
      const newline = this.#body.indexOf(NEWLINE, at);
      const next = newline === -1 ? this.#body.length : newline + 1;
      const found = this.#judge(this.#body.subarray(at, next));
      if (found === "odd") return null;
      if (found !== "none" && !this.#endLeaf(at)) return null;
      if (found === "next" && !this.#beginPart(next)) return null;
      if (found === "end") {
        if (this.#open.pop()?.begun !== true) return null;
        if (this.#open.length === 0) return this.#parts;
      }
      at = this.#lineWithDashes(next);
    }
    return null;
  }

  /** Index of the first line from `start` on, itself a line's start, that begins with `--`. */
  #lineWithDashes(start: number): number {
    if (this.#body[start] === 0x2d && this.#body[start + 1] === 0x2d) return start;
    const found = this.#body.indexOf("\n--", Math.max(0, start - 1));
    return found === -1 ? -1 : found + 1;
  }

  /** What a line is to the innermost multipart; odd when it is nearly a delimiter, or of another. */
  #judge(line: Buffer): Delimiter {
    const near = this.#open.filter(({ delimiter }) =>
      line.subarray(0, delimiter.length).equals(delimiter),
    );
    if (near.length === 0) return "none";
    const inner = this.#open.at(-1)!;
    // One boundary may begin with another.
    if (!near.includes(inner)) return "odd";
    const rest = line.toString("latin1", inner.delimiter.length);
    if (/^\r?\n$/.test(rest)) return "next";
    return /^--(?:\r?\n)?$/.test(rest) ? "end" : "odd";
  }

  #enter(head: PartHead): boolean {
    const boundary = head.params["boundary"] ?? "";
    if (boundary === "" || boundary.length > MAX_BOUNDARY_CHARS || !/^[!-9;-~ ]+$/.test(boundary))
      return false;
    const outer = this.#open.at(-1)?.alternative ?? null;
    const own = head.contentType === "multipart/alternative" ? (this.#alternatives += 1) : null;
    const delimiter = Buffer.from(`--${boundary}`, "latin1");
    this.#open.push({ delimiter, alternative: outer ?? own, begun: false });
    return this.#open.length <= MAX_DEPTH;
  }

  #beginPart(start: number): boolean {
    this.#nodes += 1;
    this.#open.at(-1)!.begun = true;
    if (this.#nodes >= MAX_MIME_PARTS) return false;
    const found = readHead(this.#body.subarray(start, start + MAX_PART_HEAD_BYTES));
    const head = found === null ? null : readPartHead(found.headers);
    if (found === null || head === null) return false;
    if (isMultipart(head)) return this.#enter(head);
    this.#leaf = { head, start: start + found.length };
    return true;
  }

  /** The line break before a delimiter belongs to it. */
  #endLeaf(end: number): boolean {
    const leaf = this.#leaf;
    if (leaf === null) return true;
    this.#leaf = null;
    let last = end;
    if (last > leaf.start && this.#body[last - 1] === NEWLINE) last -= 1;
    if (last > leaf.start && this.#body[last - 1] === RETURN) last -= 1;
    const alternative = this.#open.at(-1)!.alternative;
    const part = readLeaf(leaf.head, this.#body.subarray(leaf.start, last), alternative);
    if (part !== null) this.#parts.push(part);
    return part !== null;
  }
}

/** The header of a part, and how long it is with its blank line; null when it is none. */
function readHead(bytes: Buffer): { headers: Headers; length: number } | null {
  if (bytes[0] === NEWLINE) return { headers: NO_HEADERS, length: 1 };
  if (bytes[0] === RETURN && bytes[1] === NEWLINE) return { headers: NO_HEADERS, length: 2 };
  const split = splitMail(bytes);
  if (split.headers.count === 0 || split.mail.byteOffset !== bytes.byteOffset) return null;
  if (!endsWithBlankLine(bytes, split)) return null;
  return { headers: split.headers, length: split.body.byteOffset - bytes.byteOffset };
}
