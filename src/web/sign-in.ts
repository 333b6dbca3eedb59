import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { WebConfig } from "../model/config.ts";
import { inertText } from "../report/inert.ts";
import type { Viewer } from "./page.ts";

/** A working week: after that the token is asked for again. */
const SESSION_SECONDS = 7 * 86_400;
/** Wrong tokens that are borne in a minute, from anybody: nobody guesses one at that pace. */
const MAX_FAILURES = 20;
const MINUTE_MS = 60_000;
const MAX_NAME_CHARS = 100;

/** Who may sign in, and how. */
export interface SignInOptions {
  readonly proxy: WebConfig["signIn"]["proxy"];
  /** Token by name; people without one cannot sign in. */
  readonly tokens: ReadonlyMap<string, string | null>;
  /** Whether readers come over https: cookies are sent over nothing else then. */
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signs people in: by a token of theirs and a signed cookie, or by a reverse proxy's word. */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #cookie: string;
  /** Signs forms of people whom a proxy names; gone with the process. */
  readonly #key = randomBytes(32);
  #failures: number[] = [];

  constructor(options: SignInOptions) {
    this.#options = options;
    const known = [...options.tokens].filter((pair): pair is [string, string] => pair[1] !== null);
    this.#tokens = new Map(known);
    this.#cookie = options.secure ? "__Host-patchtrail" : "patchtrail";
  }

  /** Whether there is a form to sign in with. */
  get hasForm(): boolean {
    return this.#tokens.size > 0;
  }

  /** Whether anybody may change anything here. */
  get isOpen(): boolean {
    return this.hasForm || this.#options.proxy !== null;
  }

  /** Who asks; null for a reader. */
  viewerOf(context: Context): Viewer | null {
    const named = this.#namedByProxy(context);
    if (named !== null) return { name: named, csrf: mac(this.#key, `csrf\n${named}`) };
    const session = this.#session(getCookie(context, this.#cookie) ?? "");
    return session;
  }

  #namedByProxy(context: Context): string | null {
    const { proxy } = this.#options;
    if (proxy === null || !proxy.addresses.includes(peerOf(context))) return null;
    const name = inertText(context.req.header(proxy.header) ?? "").slice(0, MAX_NAME_CHARS);
    return name === "" ? null : name;
  }

  /** A cookie is `name.end.signature`; the key is made of the token, so that a new one ends it. */
  #session(cookie: string): Viewer | null {
    const [name64 = "", end = "", signature = "", ...rest] = cookie.split(".");
    const name = Buffer.from(name64, "base64url").toString("utf8");
    const token = this.#tokens.get(name);
    if (token === undefined || rest.length > 0 || !/^\d{1,12}$/u.test(end)) return null;
    const key = sessionKey(token);
    if (!same(signature, mac(key, `${name64}.${end}`))) return null;
    if (Number(end) * 1000 < this.#options.now()) return null;
    return { name, csrf: mac(key, `csrf\n${cookie}`) };
  }

  /** Signs in whoever holds a token; null where nobody does, `slow` after too many wrong ones. */
  signIn(context: Context, token: string): Viewer | "slow" | null {
    const now = this.#options.now();
    this.#failures = this.#failures.filter((at) => now - at < MINUTE_MS);
    if (this.#failures.length >= MAX_FAILURES) return "slow";
    // All are compared, so that time tells nothing.
    const names = [...this.#tokens].filter(([, known]) => same(token, known)).map(([name]) => name);
    const [name] = names;
    if (name === undefined) {
      this.#failures.push(now);
      return null;
    }
    const name64 = Buffer.from(name, "utf8").toString("base64url");
    const end = Math.floor(now / 1000) + SESSION_SECONDS;
    const key = sessionKey(this.#tokens.get(name) ?? "");
    const value = `${name64}.${end}.${mac(key, `${name64}.${end}`)}`;
    setCookie(context, this.#cookie, value, {
      httpOnly: true,
      sameSite: "Strict",
      secure: this.#options.secure,
      path: "/",
      maxAge: SESSION_SECONDS,
    });
    return this.#session(value);
  }

  signOut(context: Context): void {
    deleteCookie(context, this.#cookie, { path: "/", secure: this.#options.secure });
  }
}

/** True for the word that forms of this person carry. */
export function isOwnForm(viewer: Viewer, csrf: unknown): boolean {
  return typeof csrf === "string" && same(csrf, viewer.csrf);
}

function peerOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as {
    readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  };
  return (incoming?.socket?.remoteAddress ?? "").replace(/^::ffff:/u, "");
}

function sessionKey(token: string): Buffer {
  return createHash("sha256").update(`patchtrail session\n${token}`).digest();
}

function mac(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function same(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
