import { ExitStatus, TrackerError } from "../errors.ts";
import { MAX_QUERY_CHARS } from "../limits.ts";
import type { SearchHit, SearchTerms } from "../model/store.ts";
import type { AppContext } from "./context.ts";

const TERM = /(-?)"([^"]{1,1000})"|(-?)(\S{1,1000})/g;

/**
 * Reads words and "phrases"; a minus sign before one leaves out what holds it.
 *
 * @throws TrackerError `usage` for a query that is too long or asks for nothing
 */
export function parseTerms(words: readonly string[]): SearchTerms {
  // A shell takes one pair of quotes away: an argument with spaces is a phrase.
  const query = words
    .map((word) => (/\s/.test(word) && !word.includes('"') ? `"${word}"` : word))
    .join(" ");
  if (query.length > MAX_QUERY_CHARS) {
    throw new TrackerError("usage", `the query is longer than ${MAX_QUERY_CHARS} characters`, {
      exitStatus: ExitStatus.usage,
    });
  }
  const required: string[] = [];
  const excluded: string[] = [];
  for (const match of query.matchAll(TERM)) {
    const minus = match[1] === "-" || match[3] === "-";
    const term = (match[2] ?? match[4] ?? "").replaceAll('"', "");
    if (!/[\p{L}\p{N}_]/u.test(term)) continue;
    (minus ? excluded : required).push(term);
  }
  if (required.length === 0) {
    throw new TrackerError("usage", "the query names no word to look for", {
      exitStatus: ExitStatus.usage,
      hint: 'for example: patchtrail search eeh "memory hotplug"',
    });
  }
  return { required, excluded };
}

/** Mails that hold all required terms and none of the excluded, newest first. */
export function searchMail(
  { store }: AppContext,
  terms: SearchTerms,
  options: { readonly list?: string; readonly limit: number },
): Promise<SearchHit[]> {
  return store.search(terms, options);
}
