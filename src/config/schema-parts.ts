import * as z from "zod";
import { parseQuery } from "../search/parse.ts";
import { ADDRESS } from "./mail-address.ts";

/** Values that several parts of the configuration are made of. */

const MAX_TEXT_CHARS = 2_000;

/** Any text that is there; `expected` is what a fault prints. */
export const text = (expected: string) => z.string().min(1).max(MAX_TEXT_CHARS).describe(expected);

/**
 * What docs/reference/configuration.md says of a key, as `meta` of its schema.
 *
 * @param unset what holds where it is left out: a value as YAML writes it, or words
 */
export const told = (about: string, unset = "") => ({ about, unset });

/** How sure the program must be. */
export const confidence = z.number().min(0).max(1).describe("a number from 0 to 1");

export const zone = text(
  'an IANA time zone such as Australia/Melbourne or UTC (not "EST", which means several)',
).refine(isZone);

export const listName = text("a list name: letters, digits and . _ + -, at most 100").regex(
  /^[\w][\w.+-]{0,99}$/,
);

/** What `patchtrail search` takes; no clock is needed to tell whether it is right. */
export const searchQuery = text("a search that patchtrail search takes (docs/search.md)").refine(
  (query) => parseQuery(query, 0).fault === null,
);

export const address = text("an e-mail address").regex(ADDRESS);

/** Abbreviations are refused although IANA keeps some: "EST" is not what lists.ozlabs.org means. */
function isZone(name: string): boolean {
  if (name !== "UTC" && !name.includes("/")) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** True for a name or address of this very machine, without brackets. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);
}
