import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** Pages kept; a busy day's readers look at some hundred. */
const MAX_PAGES = 300;
/** Bytes kept of all of them. */
const MAX_BYTES = 48 * 1024 * 1024;
/** Smaller ones gain nothing. */
const MIN_GZIP_BYTES = 1_000;

/** A page as it is sent. */
export interface SentPage {
  readonly status: 200 | 400 | 404;
  readonly type: string;
  readonly body: Buffer;
  readonly gzip: Buffer | null;
  readonly etag: string;
}

/** Makes a page ready to be sent. */
export function toSent(text: string, as: Pick<SentPage, "status" | "type">): SentPage {
  const body = Buffer.from(text, "utf8");
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  return {
    ...as,
    body,
    gzip: body.length < MIN_GZIP_BYTES ? null : gzipSync(body, { level: 5 }),
    etag: `W/"${hash}"`,
  };
}

/** Pages of one state of the store; all go when anything stored changes. */
export class PageCache {
  readonly #pages = new Map<string, SentPage>();
  #version = "";
  #bytes = 0;

  /** The page kept under a key, if the store is still what it was made of. */
  get(key: string, version: string): SentPage | null {
    this.#renew(version);
    const page = this.#pages.get(key);
    if (page === undefined) return null;
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  put(key: string, version: string, page: SentPage): void {
    this.#renew(version);
    const size = page.body.length + (page.gzip?.length ?? 0);
    if (size > MAX_BYTES / 8) return;
    this.#pages.set(key, page);
    this.#bytes += size;
    for (const [oldest, old] of this.#pages) {
      if (this.#pages.size <= MAX_PAGES && this.#bytes <= MAX_BYTES) break;
      this.#pages.delete(oldest);
      this.#bytes -= old.body.length + (old.gzip?.length ?? 0);
    }
  }

  #renew(version: string): void {
    if (version === this.#version) return;
    this.#version = version;
    this.#pages.clear();
    this.#bytes = 0;
  }
}
