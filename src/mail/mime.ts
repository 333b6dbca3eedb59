import { Buffer } from "node:buffer";
import type { StructuredHeader } from "mailparser";
import type { Diagnostic } from "../model/mail.ts";
import { MAX_HEADER_BYTES, MAX_MIME_PARTS } from "../limits.ts";
import type { SplitMail } from "./headers.ts";
import { decodeTransfer, parseContentType } from "./transfer.ts";

/** A leaf of the MIME tree: its bytes after transfer decoding, its charset not yet applied. */
export interface MimePart {
  /** Lower case, `text/plain` where nothing is said. */
  readonly contentType: string;
  readonly params: Readonly<Record<string, string>>;
  readonly attachment: boolean;
  readonly filename: string | null;
  readonly bytes: Uint8Array;
  /** Number of the multipart/alternative it stands in, else null. */
  readonly alternative: number | null;
}

export interface MimeParts {
  readonly parts: readonly MimePart[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What mailparser hands out for a part; its own types leave the innards out. */
interface ParserNode {
  readonly contentType: string | false;
  readonly headers: unknown;
  readonly children: readonly ParserNode[];
}
interface ParserAttachment {
  readonly type: string;
  readonly content: NodeJS.ReadableStream;
  readonly contentType: string;
  readonly contentDisposition?: string;
  readonly filename?: string;
  readonly headers: Map<string, unknown>;
  readonly release: () => void;
}
interface ParserInside {
  textTypes: string[];
  readonly tree: ParserNode | false;
}

type Draft = Omit<MimePart, "alternative"> & { readonly key: unknown };

function structured(value: unknown): StructuredHeader | null {
  return typeof value === "object" && value !== null && "params" in value
    ? (value as StructuredHeader)
    : null;
}

/** Which multipart/alternative each leaf stands in, by its header object; iterative. */
function findAlternatives(tree: ParserNode | false): Map<unknown, number> {
  const found = new Map<unknown, number>();
  const pending: { node: ParserNode; inside: number | null }[] =
    tree === false ? [] : [{ node: tree, inside: null }];
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, inside } = next;
    if (inside !== null) found.set(node.headers, inside);
    const own = node.contentType === "multipart/alternative" ? (count += 1) : null;
    for (const child of node.children) pending.push({ node: child, inside: inside ?? own });
  }
  return found;
}

function toDraft(attachment: ParserAttachment, bytes: Uint8Array): Draft {
  const type = structured(attachment.headers.get("content-type"));
  const filename = attachment.filename ?? type?.params["name"] ?? null;
  return {
    contentType:
      (type?.value ?? attachment.contentType ?? "text/plain").toLowerCase() || "text/plain",
    params: type?.params ?? {},
    attachment: (attachment.contentDisposition ?? "inline").toLowerCase() !== "inline",
    filename: typeof filename === "string" ? filename.slice(0, 255) : null,
    bytes,
    key: attachment.headers,
  };
}

async function parseWithLibrary(mail: Uint8Array): Promise<MimeParts> {
  // Loaded when the first mail needs it: commands that only read the store start without it.
  const { MailParser } = await import("mailparser");
  return new Promise((resolve) => {
    const drafts: Draft[] = [];
    const options = {
      maxHeadSize: MAX_HEADER_BYTES,
      maxChildNodes: MAX_MIME_PARTS,
      ignoreEmbedded: true,
    };
    const parser = new MailParser({ ...options, skipHtmlToText: true, skipTextToHtml: true });
    const inside = parser as unknown as ParserInside;
    // Every leaf as an attachment: its bytes raw, because labels are wrong too often to obey them.
    inside.textTypes = [];
    const finish = (diagnostics: readonly Diagnostic[]): void => {
      const alternatives = findAlternatives(inside.tree);
      const parts = drafts.map(({ key, ...part }) => ({
        ...part,
        alternative: alternatives.get(key) ?? null,
      }));
      resolve({ parts, diagnostics });
    };
    parser.on("error", (error: unknown) => {
      finish([
        { code: "mime-broken", detail: error instanceof Error ? error.message : String(error) },
      ]);
    });
    parser.on("end", () => finish([]));
    // The first of these wins; a stream that closes without a word must not hang the run.
    parser.on("close", () => finish([]));
    parser.on("data", (data: unknown) => {
      const attachment = data as ParserAttachment;
      if (attachment.type !== "attachment") return;
      const chunks: Buffer[] = [];
      attachment.content.on("data", (chunk: Buffer) => chunks.push(chunk));
      attachment.content.on("end", () => {
        drafts.push(toDraft(attachment, Buffer.concat(chunks)));
        attachment.release();
      });
    });
    parser.end(Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength));
  });
}

/** The one part of a mail that is no multipart, or null where the library has to look. */
function singlePart(mail: SplitMail): MimePart | null {
  const type = parseContentType(mail.headers.first("content-type"));
  if (type === null || !/^text\/(?:plain|html)$/.test(type.value)) return null;
  if (
    mail.headers.all("content-type").length > 1 ||
    mail.headers.first("content-disposition") !== null
  )
    return null;
  const bytes = decodeTransfer(mail.body, mail.headers.first("content-transfer-encoding") ?? "");
  if (bytes === null) return null;
  const filename = type.params["name"] ?? null;
  return {
    contentType: type.value,
    params: type.params,
    attachment: false,
    filename,
    bytes,
    alternative: null,
  };
}

/** A multipart whose closing boundary never comes was cut on its way. RFC 2046 section 5.1.1. */
function unclosed(mail: SplitMail): Diagnostic[] {
  const type = parseContentType(mail.headers.first("content-type"));
  const boundary = type?.value.startsWith("multipart/") === true ? type.params["boundary"] : null;
  if (!boundary || Buffer.from(mail.body).includes(`--${boundary}--`)) return [];
  return [{ code: "mime-cut", detail: "the last part of a multipart mail does not end" }];
}

/**
 * The leaves of a mail's MIME tree in order. Never throws and never rejects: a structure that
 * cannot be read gives what was read of it, with `mime-broken`. Single text parts, nine mails in
 * ten, are read without the library; a test holds both ways to be equal.
 * @see RFC 2045, RFC 2046
 */
export async function readMime(
  mail: SplitMail,
  way: "fast" | "library" = "fast",
): Promise<MimeParts> {
  const single = way === "fast" ? singlePart(mail) : null;
  if (single !== null) return { parts: [single], diagnostics: [] };
  try {
    const { parts, diagnostics } = await parseWithLibrary(mail.mail);
    return { parts, diagnostics: [...diagnostics, ...unclosed(mail)] };
  } catch (error) {
    return {
      parts: [],
      diagnostics: [{ code: "mime-broken", detail: String(error).slice(0, 200) }],
    };
  }
}
