import { Buffer } from "node:buffer";
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from "../limits.ts";

/** The header of a mail, field names in lower case; values unfolded, one character a byte. */
export interface Headers {
  /** All values of a field, in order. */
  readonly all: (name: string) => readonly string[];
  /** The first value of a field, or null. */
  readonly first: (name: string) => string | null;
  readonly count: number;
}

export interface SplitMail {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** From the first field on: the mail without envelope lines. */
  readonly mail: Uint8Array;
}

const FIELD = /^([!-9;-~]{1,200})[ \t]{0,10}:(.*)$/s;

class HeaderTable implements Headers {
  readonly #fields = new Map<string, string[]>();
  count = 0;

  add(name: string, value: string): void {
    const key = name.toLowerCase();
    const values = this.#fields.get(key);
    if (values === undefined) this.#fields.set(key, [value]);
    else values.push(value);
    this.count += 1;
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }

  first(name: string): string | null {
    return this.#fields.get(name)?.[0] ?? null;
  }
}

/** The header of a part that has none. */
export const NO_HEADERS: Headers = new HeaderTable();

/** End of the header (index of the blank line or of the first line that is none) and of its gap. */
function findBody(text: string, start: number): { end: number; body: number } {
  let at = start;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, newline === -1 ? text.length : newline).replace(/\r$/, "");
    if (line === "") return { end: at, body: next };
    const continued = /^[ \t]/.test(line) && at > start;
    if (!continued && !FIELD.test(line)) return { end: at, body: at };
    at = next;
  }
  return { end: at, body: at };
}

function skipEnvelope(text: string): number {
  let at = 0;
  for (let lines = 0; lines < 3; lines += 1) {
    const found = /^(?:>?From [^\n]{0,500}\n|\r?\n)/.exec(text.slice(at, at + 600));
    if (found === null) return at;
    at += found[0].length;
  }
  return at;
}

/**
 * Header and body of a mail, apart. Total: a line that is no field ends the header and begins the
 * body, so text without a header is all body. `From ` envelope lines and leading blank lines are
 * skipped; past `MAX_HEADER_BYTES` or `MAX_HEADER_FIELDS` fields are left out.
 * @see RFC 5322 section 2.2
 */
export function splitMail(raw: Uint8Array): SplitMail {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const text = bytes.toString("latin1", 0, Math.min(bytes.length, MAX_HEADER_BYTES));
  const start = skipEnvelope(text);
  const { end, body } = findBody(text, start);
  const headers = new HeaderTable();
  const unfolded = text.slice(start, end).replaceAll(/\r?\n(?=[ \t])/g, "");
  for (const line of unfolded.split("\n")) {
    const field = FIELD.exec(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (field !== null && headers.count < MAX_HEADER_FIELDS)
      headers.add(field[1]!, field[2]!.trim());
  }
  const bare = headers.count === 0;
  return {
    headers,
    body: bare ? bytes.subarray(start) : bytes.subarray(body),
    mail: bytes.subarray(start),
  };
}
