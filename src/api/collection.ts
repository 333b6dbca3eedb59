import type { Place } from "../model/pages.ts";
import type { Answer } from "./answer.ts";
import { encodeCursor } from "./cursor.ts";

/** One page of a collection, with what else is said of it. */
export function collection(
  page: { readonly items: readonly unknown[]; readonly next: Place | null },
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  const { items, next } = page;
  const cursor = next === null ? null : encodeCursor(next);
  return { kind: "json", body: { ...more, items, next: cursor }, next };
}

/** The page of rows that are all at hand already, in ascending order of place. */
export function slicePage<T>(
  rows: readonly T[],
  page: { readonly limit: number; readonly after?: Place },
  placeOf: (row: T) => Place,
): { readonly items: readonly T[]; readonly next: Place | null } {
  const { after, limit } = page;
  const isAfter = ({ at, id }: Place) =>
    after === undefined || at > after.at || (at === after.at && id > after.id);
  const rest = rows.filter((row) => isAfter(placeOf(row)));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && rest.length > limit ? placeOf(last) : null };
}
