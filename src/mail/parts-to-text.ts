import type { AttachmentSummary, Diagnostic } from "../model/mail.ts";
import { MAX_BODY_CHARS } from "../limits.ts";
import { decodeBytes } from "./charset.ts";
import { unflow } from "./flowed.ts";
import { htmlToMailText } from "./html.ts";
import type { MimePart } from "./mime-part.ts";

/** The text of a mail over all its parts, and what else it carries. */
export interface PartsText {
  readonly text: string;
  readonly attachments: readonly AttachmentSummary[];
  readonly diagnostics: readonly Diagnostic[];
}

const PATCH_TYPE = /^(?:text|application)\/(?:x-)?(?:patch|diff)$/;
const PATCH_NAME = /\.(?:patch|diff)(?:\.txt)?$/i;
const DIFF = /^(?:diff --git |--- [^\r\n\u2028\u2029]{1,500}\r?\n\+\+\+ )/m;

/** Whether an attached file is a patch that readers of the mail would open. */
function isPatchFile(name: string | null, contentType: string, text: string): boolean {
  if (PATCH_TYPE.test(contentType) || PATCH_NAME.test(name ?? "")) return true;
  return contentType === "text/plain" && DIFF.test(text.slice(0, MAX_BODY_CHARS));
}

/** Text of an attached patch, or null when the file is none. */
export function attachedPatch(
  name: string | null,
  contentType: string,
  bytes: Uint8Array,
): string | null {
  const type = contentType.toLowerCase().split(";")[0]!.trim();
  const textual = type.startsWith("text/") || PATCH_TYPE.test(type) || PATCH_NAME.test(name ?? "");
  if (!textual || bytes.includes(0)) return null;
  const { text } = decodeBytes(bytes.subarray(0, MAX_BODY_CHARS), null);
  return isPatchFile(name, type, text) ? text : null;
}

function summary(part: MimePart): AttachmentSummary {
  return { name: part.filename, contentType: part.contentType, sizeBytes: part.bytes.length };
}

class TextBuilder {
  readonly texts: string[] = [];
  readonly patches: string[] = [];
  readonly attachments: AttachmentSummary[] = [];
  readonly diagnostics: Diagnostic[] = [];

  decode(part: MimePart): string {
    const label = part.params["charset"] ?? null;
    const { text, guessed } = decodeBytes(part.bytes, label);
    if (guessed) {
      this.diagnostics.push({
        code: "charset-guessed",
        detail: `${(label ?? "no charset").slice(0, 60)} is not what came`,
      });
    }
    return text;
  }

  addPlain(part: MimePart): void {
    const text = this.decode(part);
    const flowed = part.params["format"]?.toLowerCase() === "flowed";
    this.texts.push(flowed ? unflow(text, part.params["delsp"]?.toLowerCase() === "yes") : text);
  }

  addFile(part: MimePart): void {
    this.attachments.push(summary(part));
    const patch = attachedPatch(part.filename, part.contentType, part.bytes);
    if (patch !== null) this.patches.push(patch);
  }
}

function isInline(part: MimePart, type: string): boolean {
  return part.contentType === type && !part.attachment && !PATCH_NAME.test(part.filename ?? "");
}

function joined(texts: readonly string[]): string {
  const nonBlank = texts.filter((text) => text.trim() !== "");
  return nonBlank
    .map((text, at) => (at + 1 < nonBlank.length && !text.endsWith("\n") ? `${text}\n` : text))
    .join("\n");
}

/**
 * What a reader sees of a mail's parts as one text: plain parts in order, HTML only where no plain
 * part says the same, attached patches at the end. Signatures, pictures, attached mails and other
 * files are only listed.
 */
export function partsToText(parts: readonly MimePart[]): PartsText {
  const builder = new TextBuilder();
  const said = new Set<number>();
  for (const part of parts) {
    const blank = !part.bytes.some((byte) => byte > 0x20);
    if (part.alternative !== null && isInline(part, "text/plain") && !blank)
      said.add(part.alternative);
  }
  for (const part of parts) {
    const repeated = part.alternative !== null && said.has(part.alternative);
    if (isInline(part, "text/plain")) builder.addPlain(part);
    else if (isInline(part, "text/html")) {
      if (!repeated) builder.texts.push(htmlToMailText(builder.decode(part)));
    } else builder.addFile(part);
  }
  const { attachments, diagnostics } = builder;
  return { text: joined([...builder.texts, ...builder.patches]), attachments, diagnostics };
}
