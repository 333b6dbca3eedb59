import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Place } from "../model/pages.ts";
import { encodeCursor } from "./cursor.ts";

/** What an endpoint answers, before it is a response. */
export type Answer =
  | {
      readonly kind: "json";
      readonly body: unknown;
      /** Where the next page begins, or its cursor; null or left out where there is none. */
      readonly next?: Place | string | null;
    }
  | {
      readonly kind: "text";
      readonly body: string | Uint8Array;
      readonly contentType: string;
      /** Name to save it under. */
      readonly fileName?: string;
      readonly fresh?: boolean;
    }
  | {
      readonly kind: "stream";
      readonly open: () => Readable;
      readonly contentType: string;
      readonly fileName: string;
      /** Differs whenever the bytes do. */
      readonly tag: string;
    };

/** Everything may change with the next mail, so a copy is used only after asking. */
const CACHE_CONTROL = "no-cache";
const MAX_FILE_NAME_CHARS = 100;

/** An answer as response: ETag and 304, Link to the next page, a name to save it under. */
export function respond(request: Request, answer: Answer): Response {
  const headers = new Headers({
    "Cache-Control": CACHE_CONTROL,
    "X-Content-Type-Options": "nosniff",
  });
  const { bytes, type } = contentOf(answer);
  headers.set("Content-Type", type);
  if (answer.kind === "json" && answer.next != null) {
    headers.set("Link", `<${nextPage(request.url, answer.next)}>; rel="next"`);
  }
  if (answer.kind !== "json" && answer.fileName !== undefined) {
    headers.set("Content-Disposition", `inline; filename="${safeName(answer.fileName)}"`);
  }
  if (answer.kind === "text" && answer.fresh === true) {
    headers.set("Cache-Control", "no-store");
    return new Response(request.method === "HEAD" ? null : bytes, { headers });
  }
  const tag = hashOf(answer.kind === "stream" ? answer.tag : (bytes ?? ""));
  // What is packed on the way is the same mails, but not promised to be the same bytes for ever.
  const etag = answer.kind === "stream" ? `W/"${tag}"` : `"${tag}"`;
  headers.set("ETag", etag);
  if (matches(request.headers.get("If-None-Match"), etag)) {
    headers.delete("Content-Type");
    headers.delete("Content-Disposition");
    return new Response(null, { status: 304, headers });
  }
  if (request.method === "HEAD") return new Response(null, { headers });
  if (answer.kind === "stream") {
    return new Response(Readable.toWeb(answer.open()) as ReadableStream, { headers });
  }
  return new Response(bytes, { headers });
}

function contentOf(answer: Answer): {
  bytes: string | Uint8Array<ArrayBuffer> | null;
  type: string;
} {
  switch (answer.kind) {
    case "json":
      return { bytes: JSON.stringify(answer.body), type: "application/json" };
    case "text": {
      const { body, contentType } = answer;
      return { bytes: typeof body === "string" ? body : new Uint8Array(body), type: contentType };
    }
    case "stream":
      return { bytes: null, type: answer.contentType };
  }
}

/** The same address behind the next place; relative, so that it holds behind any proxy (RFC 8288). */
function nextPage(url: string, next: Place | string): string {
  const query = new URL(url).searchParams;
  query.set("cursor", typeof next === "string" ? next : encodeCursor(next));
  return `?${query.toString()}`;
}

function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 27);
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}

/** A name that neither a header nor a file system can misread. */
function safeName(name: string): string {
  const plain = name.replaceAll(/[^\w.@+-]+/g, "_").replace(/^[.-]+/, "");
  return plain.slice(-MAX_FILE_NAME_CHARS) || "mail";
}
