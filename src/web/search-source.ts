import type { AppContext } from "../app/context.ts";
import { parseTerms, searchMail } from "../app/search.ts";
import type { SearchHit } from "../model/store.ts";

/** Mails shown of one search. */
export const SEARCH_LIMIT = 50;

/**
 * What a search finds, newest first: the one place where the pages meet the search.
 *
 * @throws TrackerError `usage` for a query that cannot be answered
 */
export function searchFor(
  app: AppContext,
  query: string,
  list: string | null,
): Promise<SearchHit[]> {
  const terms = parseTerms(query.split(/\s+/u).filter(Boolean));
  return searchMail(app, terms, { limit: SEARCH_LIMIT, ...(list === null ? {} : { list }) });
}
