/** One of some words that a query names; null where it names none of them. */
export function oneOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | null {
  const given = query.get(name);
  return words.find((word) => word === given) ?? null;
}

/** Pages further on hold nothing. */
const MAX_PAGE = 100_000;

/** The page that a query asks for, from 1; null where it asks for none. */
export function pageNumber(query: URLSearchParams): number | null {
  const number = Number(query.get("page") ?? "0");
  return Number.isInteger(number) && number >= 1 && number <= MAX_PAGE ? number : null;
}

/** A line of text that a query holds, at most so long; empty where there is none. */
export function textIn(query: URLSearchParams, name: string, characters = 200): string {
  return (query.get(name) ?? "").trim().slice(0, characters);
}

/** The steps of a path, decoded; null when it is encoded wrongly. */
export function stepsOf(path: string): string[] | null {
  try {
    return path
      .split("/")
      .slice(1)
      .map((step) => decodeURIComponent(step));
  } catch {
    return null;
  }
}
