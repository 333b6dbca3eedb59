import { readQuery, search } from "../app/view/search.ts";
import type { SearchSort, SearchUnit } from "../model/search.ts";
import type { Answer } from "./answer.ts";
import type { ApiContext } from "./endpoint.ts";

const DEFAULT_HITS = 20;

/**
 * One page of what a query finds.
 *
 * @throws TrackerError `usage` for a query that cannot be read, or a cursor of another search
 */
export async function searchPage(
  { app }: ApiContext,
  asked: {
    readonly q: string;
    readonly limit?: number | undefined;
    readonly list?: string;
    readonly by?: SearchUnit;
    readonly sort?: SearchSort;
    readonly cursor?: string;
  },
): Promise<Answer> {
  const { q, limit = DEFAULT_HITS, ...options } = asked;
  const { hits, ...page } = await search(app, readQuery(q, Math.floor(Date.now() / 1000)), {
    ...options,
    limit,
  });
  return { kind: "json", body: { ...page, items: hits }, next: page.next };
}
