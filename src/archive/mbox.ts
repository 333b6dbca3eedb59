import { MAX_MAIL_BYTES } from "../limits.ts";
import type { Diagnostic } from "../model/mail.ts";
import {
  isFormatPatchLine,
  isHeaderLine,
  isMboxFromLine,
  isPipermailFromLine,
  MAX_FROM_LINE_BYTES,
} from "./from-line.ts";
import { unescapeFrom, withoutBlankTail } from "./mbox-escape.ts";
import { MboxWindow } from "./mbox-window.ts";

/** How mails are framed: the mbox family, or the monthly text of Mailman 2. */
export type MboxDialect = "mbox" | "pipermail";

export interface FramedMail {
  readonly type: "mail";
  readonly fromLine: string;
  readonly raw: Buffer;
  readonly diagnostics: readonly Diagnostic[];
}

/** Bytes before the first From_ line: no mail begins them. */
export interface Preamble {
  readonly type: "preamble";
  readonly raw: Buffer;
}

/** A From_ line and the start of the line after it. */
const LOOKAHEAD_BYTES = MAX_FROM_LINE_BYTES + 200;
/** A header that is longer has no Content-Length worth waiting for. */
const MAX_HEADER_BYTES = 256 * 1024;
const CONTENT_LENGTH = /^content-length:[ \t]{0,20}(\d{1,9})[ \t]{0,20}\r?$/im;

/**
 * Cuts a stream into mails, in constant memory whatever the size of the stream; a mail over
 * `MAX_MAIL_BYTES` is cut there (`mail-truncated`).
 *
 * mboxrd escaping is undone (one `>` off `>From `), which is also the best that can be done for
 * mboxo; a mail that its Content-Length frames and that holds bare From_ lines is mboxcl2, where
 * nothing is escaped. Pipermail escapes nothing that can be told, so nothing is undone there and a
 * From_ line counts only with its own date form, after a blank line and before `From: `.
 *
 * @param cutShort asked after the last mail: the stream ended early, so that mail is incomplete
 * @see RFC 4155; https://doc.dovecot.org/admin_manual/mailbox_formats/mbox/
 */
export async function* frameMails(
  source: AsyncIterable<Buffer>,
  dialect: MboxDialect,
  cutShort: () => boolean,
): AsyncGenerator<FramedMail | Preamble> {
  const framer = new Framer(source, dialect);
  try {
    const preamble = await framer.skipToFirst();
    if (preamble !== null) yield { type: "preamble", raw: preamble };
    for (;;) {
      const mail = await framer.next();
      if (mail === null) return;
      const known = mail.diagnostics.some(({ code }) => code === CUT_STREAM.code);
      const cut = !known && framer.atEnd() && cutShort();
      const diagnostics = cut ? [...mail.diagnostics, CUT_STREAM] : mail.diagnostics;
      yield { ...mail, diagnostics };
    }
  } finally {
    await framer.close();
  }
}

const CUT_STREAM: Diagnostic = { code: "mbox-cut", detail: "the file ends inside this mail" };

/** Where a mail ends, in bytes of the window. */
interface MailEnd {
  readonly at: number;
  readonly how: "separator" | "content-length" | "end-of-stream";
}

class Framer {
  readonly #window: MboxWindow;
  readonly #dialect: MboxDialect;
  #formatPatch = false;
  /** Mails whose Content-Length did not lead to the next mail. */
  #lengthsWrong = 0;
  #unescaped = false;

  constructor(source: AsyncIterable<Buffer>, dialect: MboxDialect) {
    this.#window = new MboxWindow(source);
    this.#dialect = dialect;
  }

  async close(): Promise<void> {
    await this.#window.close();
  }

  atEnd(): boolean {
    return this.#window.ended && this.#window.length === 0;
  }

  /** Goes to the first From_ line; gives what stands before it, blank lines aside. */
  async skipToFirst(): Promise<Buffer | null> {
    while (!this.#window.ended && this.#window.length < LOOKAHEAD_BYTES) await this.#window.fill();
    this.#formatPatch = isFormatPatchLine(this.#lineAt(0) ?? "");
    const { at, found } = await this.#findSeparator();
    const before = this.#window.copy(0, Math.min(at, MAX_MAIL_BYTES));
    if (found) this.#window.drop(at);
    else await this.#skipRest(at);
    return before.toString("latin1").trim() === "" ? null : before;
  }

  /** The next mail; null at the end. The window stands at a From_ line. */
  async next(): Promise<FramedMail | null> {
    if (this.#window.length === 0 && this.#window.ended) return null;
    const fromLine = this.#lineAt(0) ?? "";
    const lineEnd = this.#window.find(10, 0);
    this.#window.drop(lineEnd < 0 ? this.#window.length : lineEnd + 1);
    const declared = this.#dialect === "mbox" ? await this.#declaredEnd() : null;
    const end = declared?.found ?? (await this.#findEnd());
    const kept = end.at <= MAX_MAIL_BYTES ? this.#window.copy(0, end.at) : null;
    const diagnostics: Diagnostic[] = [];
    let raw: Buffer;
    if (kept === null) {
      raw = this.#window.copy(0, MAX_MAIL_BYTES);
      diagnostics.push({ code: "mail-truncated", detail: `cut after ${MAX_MAIL_BYTES} bytes` });
      await this.#skipRest(MAX_MAIL_BYTES);
    } else {
      raw = kept;
      this.#window.drop(end.at);
      this.#skipBlank(end);
    }
    const missing = declared !== null && end.how === "end-of-stream" ? declared.wanted - end.at : 0;
    if (missing > 0 && this.#lengthsWrong === 0 && kept !== null) {
      diagnostics.push({ code: "mbox-cut", detail: `${missing} bytes missing by Content-Length` });
    } else if (kept !== null && this.#endsInLine(raw, end)) {
      // Writers of mboxes end each mail with a newline (RFC 4155).
      diagnostics.push({ code: "mbox-cut", detail: "the file ends inside a line" });
    } else if (declared !== null) {
      this.#countLength(declared.found !== null, raw);
    }
    return { type: "mail", fromLine, raw: this.#clean(raw, end), diagnostics };
  }

  /** Follows Content-Length to where the mail must end; `found` is null when nothing ends there. */
  async #declaredEnd(): Promise<{ wanted: number; found: MailEnd | null } | null> {
    const bodyAt = await this.#findBody();
    if (bodyAt === null) return null;
    const header = this.#window.view(0, bodyAt).toString("latin1");
    const length = CONTENT_LENGTH.exec(header)?.[1];
    if (length === undefined) return null;
    const wanted = bodyAt + Number(length);
    if (wanted > MAX_MAIL_BYTES) return { wanted, found: null };
    while (!this.#window.ended && this.#window.length < wanted + LOOKAHEAD_BYTES) {
      await this.#window.fill();
    }
    if (wanted > this.#window.length) return { wanted, found: null };
    let next = wanted;
    while (next < this.#window.length && next < wanted + 4 && isNewline(this.#window.view(next)[0]))
      next += 1;
    const ends = next === this.#window.length || this.#isSeparator(next) === true;
    const lineBegins = next > wanted || this.#window.view(wanted - 1)[0] === 10;
    return { wanted, found: ends && lineBegins ? { at: wanted, how: "content-length" } : null };
  }

  async #findBody(): Promise<number | null> {
    let from = 0;
    for (;;) {
      const lf = this.#window.find("\n\n", from);
      const crlf = this.#window.find("\r\n\r\n", from, lf < 0 ? this.#window.length : lf);
      const ends = [lf < 0 ? null : lf + 2, crlf < 0 ? null : crlf + 4].filter((at) => at !== null);
      if (ends.length > 0) return Math.min(...ends);
      if (this.#window.ended || this.#window.length > MAX_HEADER_BYTES) return null;
      from = Math.max(0, this.#window.length - 3);
      await this.#window.fill();
    }
  }

  async #findEnd(): Promise<MailEnd> {
    const end = await this.#findSeparator();
    return { at: end.at, how: end.found ? "separator" : "end-of-stream" };
  }

  /** First From_ line at a line's start; stops looking once the mail is over the bound. */
  async #findSeparator(): Promise<{ at: number; found: boolean }> {
    let from = 0;
    let first = true;
    for (;;) {
      const line = first ? 0 : this.#window.find("\nFrom ", from) + 1;
      if (line === 0 && !first) {
        if (this.#window.ended) return { at: this.#window.length, found: false };
        from = Math.max(0, this.#window.length - 5);
      } else {
        const separator = this.#isSeparator(line);
        if (separator === true) return { at: line, found: true };
        if (separator === false) {
          from = line;
          first = false;
          continue;
        }
      }
      if (this.#window.length > MAX_MAIL_BYTES + LOOKAHEAD_BYTES) {
        return { at: this.#window.length, found: false };
      }
      await this.#window.fill();
    }
  }

  /** Drops all up to the next From_ line, or the end, in bounded memory. */
  async #skipRest(known: number): Promise<void> {
    this.#window.drop(known);
    for (;;) {
      const { at, found } = await this.#findSeparator();
      // What may be the beginning of a From_ line stays in the window.
      const keep = found || this.#window.ended ? 0 : Math.min(LOOKAHEAD_BYTES, at);
      this.#window.drop(at - keep);
      if (found || this.#window.ended) return;
    }
  }

  /** Null when more bytes are needed to tell. */
  #isSeparator(at: number): boolean | null {
    const window = this.#window;
    const enough = window.ended || window.length - at >= LOOKAHEAD_BYTES;
    if (window.view(at, at + 5).toString("latin1") !== "From ") {
      return enough || window.length - at >= 5 ? false : null;
    }
    const line = this.#lineAt(at);
    if (line === null) return enough ? false : null;
    const nextAt = at + line.length + 1;
    const nextLine = window.view(nextAt, nextAt + 200).toString("latin1");
    if (!enough && !nextLine.includes("\n")) return null;
    if (this.#dialect === "pipermail") {
      return isPipermailFromLine(line) && nextLine.startsWith("From: ") && this.#afterBlank(at);
    }
    if (isFormatPatchLine(line) && !this.#formatPatch) return false;
    const begins = nextLine === "" || /^\r?\n/.test(nextLine) || isHeaderLine(nextLine);
    return begins && isMboxFromLine(line);
  }

  #afterBlank(at: number): boolean {
    return at < 2 || /\n\r?\n$/.test(this.#window.view(Math.max(0, at - 3), at).toString("latin1"));
  }

  /** The line at a place without its newline; null when it is not all there, or too long. */
  #lineAt(at: number): string | null {
    const head = this.#window.view(at, at + MAX_FROM_LINE_BYTES);
    const length = head.indexOf(10);
    if (length >= 0) return head.toString("latin1", 0, length);
    const whole = this.#window.ended && head.length < MAX_FROM_LINE_BYTES;
    return whole ? head.toString("latin1") : null;
  }

  #skipBlank(end: MailEnd): void {
    if (end.how !== "content-length") return;
    while (this.#window.length > 0 && isNewline(this.#window.view(0, 1)[0])) this.#window.drop(1);
  }

  #endsInLine(raw: Buffer, end: MailEnd): boolean {
    return this.#dialect === "mbox" && end.how === "end-of-stream" && raw.at(-1) !== 10;
  }

  #countLength(right: boolean, raw: Buffer): void {
    if (!right) this.#lengthsWrong += 1;
    if (right && raw.includes("\nFrom ")) this.#unescaped = true;
  }

  #clean(raw: Buffer, end: MailEnd): Buffer {
    if (this.#dialect === "pipermail") return withoutBlankTail(raw);
    if (end.how === "content-length") return this.#unescaped ? raw : unescapeFrom(raw);
    return unescapeFrom(withoutBlankTail(raw));
  }
}

function isNewline(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}
