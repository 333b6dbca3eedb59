import type { MiddlewareHandler } from "hono";
import { MAX_URL_CHARS } from "../limits.ts";

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** The name in a Host header, lower case, without its port. */
export function hostName(header: string): string {
  return header.toLowerCase().replace(/:\d{1,5}$/u, "");
}

/** True for a name that this server answers to: this machine's own, or one that was configured. */
export function isOurName(name: string, names: ReadonlySet<string>): boolean {
  return LOOPBACK.test(name) || names.has(name);
}

/**
 * Keeps out what no reader sends: names that are not ours (DNS rebinding), endless addresses; and
 * tells browsers what pages of ours may do.
 *
 * @see Content Security Policy Level 3; RFC 9110 section 7.4 (misdirected requests)
 */
export function guard(names: ReadonlySet<string>): MiddlewareHandler {
  return async (context, next) => {
    const host = hostName(context.req.header("host") ?? "");
    if (!isOurName(host, names)) {
      context.res = context.text("This server does not go by that name.\n", 421);
    } else if (context.req.url.length > MAX_URL_CHARS) {
      context.res = context.text("That address is too long.\n", 414);
    } else {
      await next();
    }
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  };
}
