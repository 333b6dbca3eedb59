import { setTimeout as delay } from "node:timers/promises";
import { createRequire } from "node:module";
import { ExitStatus, TrackerError } from "../errors.ts";
import { wordsOf } from "./events.ts";

/** What a page was when it was last fetched, to ask whether it changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type Answer =
  | { readonly type: "ok"; readonly body: Buffer; readonly validators: Validators }
  | { readonly type: "not-modified" }
  /** Not there, not allowed, too large, or elsewhere: asking again would not help. */
  | { readonly type: "refused"; readonly code: string; readonly detail: string };

export interface WebOptions {
  /** Requests a second; robots.txt may ask for fewer. */
  readonly requestsPerSecond?: number;
  /** An address or a page by which the archive's operators can reach ours. */
  readonly contact?: string | null;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Ends requests and pauses early, with its reason as the error. */
  readonly signal?: AbortSignal | undefined;
}

interface Robot {
  isAllowed(url: string, userAgent?: string): boolean | undefined;
  getCrawlDelay(userAgent?: string): number | undefined;
}

// Both are CommonJS-shaped: the parser's types do not describe its export, and JSON has no import.
const load = createRequire(import.meta.url);
const parseRobots = load("robots-parser") as (url: string, text: string) => Robot;
const { version } = load("../../package.json") as { version: string };

const AGENT = "patchtrail";
/** Tries of one request; with the waits between them some 15 seconds. */
const MAX_TRIES = 4;
const FIRST_WAIT_MILLISECONDS = 2_000;
/** Whoever asks for a longer pause gets it: we stop, and the next run goes on. */
const MAX_RETRY_AFTER_MILLISECONDS = 120_000;
const MAX_CRAWL_DELAY_SECONDS = 60;
const TIMEOUT_MILLISECONDS = 60_000;
const MAX_REDIRECTS = 5;
const MAX_ROBOTS_BYTES = 512 * 1024;

/**
 * Fetches pages below one address, one at a time, as a guest should: at a bounded rate, within
 * robots.txt (RFC 9309), with a name, waiting when told to (Retry-After), never beyond the start
 * address's folder, wherever links and redirects point.
 */
export class PoliteWeb {
  readonly #base: URL;
  readonly #options: WebOptions;
  #robots: Robot | null = null;
  #pauseMilliseconds: number;
  #nextAt = 0;

  constructor(start: string, options: WebOptions) {
    this.#base = new URL(".", start);
    this.#options = options;
    this.#pauseMilliseconds = 1_000 / Math.max(0.001, options.requestsPerSecond ?? 1);
  }

  /** Reads robots.txt. @throws TrackerError remote-unavailable */
  async readRobots(): Promise<void> {
    const url = new URL("/robots.txt", this.#base).href;
    const answer = await this.#ask(url, null, MAX_ROBOTS_BYTES);
    if (answer.type !== "ok") return;
    this.#robots = parseRobots(url, answer.body.toString("utf8"));
    const wish = Math.min(this.#robots.getCrawlDelay(AGENT) ?? 0, MAX_CRAWL_DELAY_SECONDS);
    this.#pauseMilliseconds = Math.max(this.#pauseMilliseconds, wish * 1_000);
  }

  /** The address lies on the start page's server, in its folder or below. */
  isInside(url: string): boolean {
    const { origin, pathname } = new URL(url);
    return origin === this.#base.origin && pathname.startsWith(this.#base.pathname);
  }

  /**
   * One page of at most `limit` bytes after decoding. With the validators of an earlier visit the
   * answer may be `not-modified`.
   *
   * @throws TrackerError remote-unavailable when the server does not answer, or has no time
   */
  async get(url: string, known: Validators | null, limit: number): Promise<Answer> {
    let at = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      if (!this.isInside(at)) {
        return {
          type: "refused",
          code: "outside-archive",
          detail: `${at} is not part of the archive`,
        };
      }
      if (this.#robots?.isAllowed(at, AGENT) === false) {
        return {
          type: "refused",
          code: "robots-disallowed",
          detail: `robots.txt keeps us from ${at}`,
        };
      }
      const answer = await this.#ask(at, known, limit);
      if (answer.type !== "moved") return answer;
      at = answer.to;
    }
    return { type: "refused", code: "too-many-redirects", detail: `${url} redirects without end` };
  }

  async #ask(
    url: string,
    known: Validators | null,
    limit: number,
  ): Promise<Answer | { readonly type: "moved"; readonly to: string }> {
    let failure = "";
    let cause: unknown;
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      await this.#pace();
      let wait = FIRST_WAIT_MILLISECONDS * 2 ** attempt;
      try {
        const response = await this.#fetch(url, known);
        if (response.status !== 429 && response.status < 500)
          return await settle(response, url, limit);
        await response.body?.cancel();
        failure = `the server answers ${response.status}`;
        wait = Math.max(wait, retryAfter(response, this.#now()));
      } catch (error) {
        this.#options.signal?.throwIfAborted();
        failure = wordsOf(
          error instanceof Error && error.cause !== undefined ? error.cause : error,
        );
        cause = error;
      }
      if (wait > MAX_RETRY_AFTER_MILLISECONDS) break;
      if (attempt + 1 < MAX_TRIES) await this.#sleep(wait);
    }
    throw new TrackerError("remote-unavailable", `cannot fetch ${url}: ${failure}`, {
      exitStatus: ExitStatus.unavailable,
      hint: "what was read so far is kept: the next run goes on from there",
      cause,
    });
  }

  #fetch(url: string, known: Validators | null): Promise<Response> {
    const { contact, signal } = this.#options;
    const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const who = contact === undefined || contact === null ? "" : ` (+${contact})`;
    const headers = new Headers({ "user-agent": `${AGENT}/${version}${who}` });
    if (known?.etag) headers.set("if-none-match", known.etag);
    if (known?.lastModified) headers.set("if-modified-since", known.lastModified);
    return fetch(url, {
      headers,
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
  }

  async #pace(): Promise<void> {
    const wait = this.#nextAt - this.#now();
    if (wait > 0) await this.#sleep(wait);
    this.#nextAt = this.#now() + this.#pauseMilliseconds;
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  async #sleep(milliseconds: number): Promise<void> {
    const { sleep, signal } = this.#options;
    if (sleep !== undefined) return sleep(milliseconds);
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  }
}

async function settle(
  response: Response,
  url: string,
  limit: number,
): Promise<Answer | { readonly type: "moved"; readonly to: string }> {
  const { status, headers } = response;
  const location = headers.get("location");
  if (status === 200) {
    const body = await bodyOf(response, limit);
    if (body === null)
      return { type: "refused", code: "page-too-large", detail: `${url} is over ${limit} bytes` };
    const validators = { etag: headers.get("etag"), lastModified: headers.get("last-modified") };
    return { type: "ok", body, validators };
  }
  await response.body?.cancel();
  if (status === 304) return { type: "not-modified" };
  if (status >= 300 && location !== null && URL.canParse(location, url)) {
    return { type: "moved", to: new URL(location, url).href };
  }
  return { type: "refused", code: "page-missing", detail: `${url} answers ${status}` };
}

/** Null when there is more than `limit`; the rest is then not fetched. */
async function bodyOf(response: Response, limit: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return Buffer.alloc(0);
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Milliseconds that a server asks to wait, in seconds or as a date (RFC 9110 section 10.2.3). */
function retryAfter(response: Response, now: number): number {
  const value = response.headers.get("retry-after");
  if (value === null) return 0;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
