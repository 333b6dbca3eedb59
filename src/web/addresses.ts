import { createHash } from "node:crypto";

/** First steps of addresses that are no lists. */
const TAKEN = new Set(
  (
    "api assets actions healthz help l metrics opensearch.xml people r robots.txt search " +
    "search.atom series sign-in sign-out todos"
  ).split(" "),
);

/** One step of a path: nothing in it can leave it; `@`, `+` and `=` stay readable. */
export function step(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).replace(/%(?:40|2B|3D)/gu, (code) =>
    decodeURIComponent(code),
  );
}

/** Where a list's pages are; one whose name is taken stands a step lower. */
export function listPath(list: string): string {
  return TAKEN.has(list) ? `/l/${step(list)}/` : `/${step(list)}/`;
}

/** A mail's own page, at the address that lore gives it. */
export function mailPath(list: string | null, messageId: string): string {
  return `${list === null ? "/r/" : listPath(list)}${step(messageId)}/`;
}

/** A mail within its thread. */
export function threadPath(list: string | null, messageId: string): string {
  return `${mailPath(list, messageId)}T/#${mailAnchor(messageId)}`;
}

/** Where a mail stands on a page. */
export function mailAnchor(messageId: string): string {
  return `m${createHash("sha256").update(messageId).digest("hex").slice(0, 12)}`;
}

/** Where the sentence of a TODO stands on a page. */
export function todoAnchor(id: string): string {
  return `t-${id.replaceAll(/[^\w-]/gu, "_")}`;
}

/** The sentence of a TODO within its thread. */
export function todoPath(list: string | null, todo: { id: string; messageId: string }): string {
  return `${mailPath(list, todo.messageId)}T/#${todoAnchor(todo.id)}`;
}

export function seriesPath(id: string): string {
  return `/series/${step(id)}/`;
}

export function personPath(who: string): string {
  return `/people/${step(who)}/`;
}

/** A path with a query; what is null, empty or false is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== "" && value !== false,
  );
  if (given.length === 0) return path;
  const text = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, value === true ? "1" : String(value)]),
  );
  return `${path}?${text.toString()}`;
}
