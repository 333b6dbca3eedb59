import { Buffer } from "node:buffer";
import type { StructuredHeader } from "mailparser";
import type { Diagnostic } from "../model/mail.ts";
import { MAX_HEADER_BYTES, MAX_MIME_PARTS } from "../limits.ts";
import type { SplitMail } from "./headers.ts";
import { type MimePart, readPartHead } from "./mime-part.ts";
import { walkMime } from "./mime-walk.ts";

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

/** A multipart whose closing boundary never comes was cut on its way. RFC 2046 section 5.1.1. */
function unclosed(mail: SplitMail): Diagnostic[] {
  const head = readPartHead(mail.headers);
  const boundary = head?.contentType.startsWith("multipart/") ? head.params["boundary"] : undefined;
  if (!boundary || Buffer.from(mail.body).includes(`--${boundary}--`)) return [];
  return [{ code: "mime-cut", detail: "the last part of a multipart mail does not end" }];
}

/** By which way parts are read: the library's is the measure, the other one faster. */
export type MimeWay = "fast" | "library";

/**
 * The leaves of a mail's MIME tree in order. Never throws and never rejects: a structure that
 * cannot be read gives what was read of it, with `mime-broken`. What is plainly as the standard
 * says, all but one mail in a thousand, is read without the library; tests hold both ways equal.
 * @see RFC 2045, RFC 2046
 */
export async function readMime(mail: SplitMail, way: MimeWay = "fast"): Promise<MimeParts> {
  const walked = way === "fast" ? walkMime(mail) : null;
  if (walked !== null) return { parts: walked, diagnostics: [] };
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
