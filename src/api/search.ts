import type { AppContext } from "../app/context.ts";
import { parseTerms, searchMail } from "../app/search.ts";
import type { Place, SearchHit } from "../model/store.ts";
import { Refusal } from "./problem.ts";

/** Hits that can be reached page by page; who has read so many narrows the search. */
const MAX_HITS = 500;

/** One page of hits. `at` of a place counts the hits before it. */
export interface HitPage {
  readonly items: readonly SearchHit[];
  readonly next: Place | null;
}

/**
 * One page of what a query finds. The only place where the API knows how searching works.
 *
 * @throws TrackerError `usage` for a query that cannot be read
 */
export async function searchPage(
  app: AppContext,
  query: { readonly q: string; readonly list?: string },
  page: { readonly limit: number; readonly after?: Place },
): Promise<HitPage> {
  const start = page.after?.at ?? 0;
  if (start < 0 || start >= MAX_HITS || !Number.isInteger(start)) {
    throw new Refusal(400, `hits are paged up to ${MAX_HITS}; narrow the search`);
  }
  const hits = await searchMail(app, parseTerms([query.q]), {
    limit: start + page.limit + 1,
    ...(query.list === undefined ? {} : { list: query.list }),
  });
  const end = start + page.limit;
  const more = hits.length > end && end < MAX_HITS;
  return { items: hits.slice(start, end), next: more ? { at: end, id: "" } : null };
}
