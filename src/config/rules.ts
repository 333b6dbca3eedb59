import { type Fault, showValue } from "./faults.ts";

/**
 * What no single value can tell: faults between values. Works on the file as read, wrong parts
 * included, so that these faults are named together with those of the schema.
 */
export function ruleFaults(data: unknown): Fault[] {
  const lists = items(field(data, "lists"));
  const trees = items(field(data, "trees"));
  return [
    ...nameFaults("lists", lists),
    ...lists.flatMap((list, at) =>
      placeFaults(`lists[${at}].archives`, items(field(list, "archives"))),
    ),
    ...nameFaults("trees", trees),
    ...placeFaults("trees", trees),
    ...trees.flatMap((tree, at) => unknownLists(`trees[${at}].lists`, field(tree, "lists"), lists)),
    ...unknownLists("github.lists", field(field(data, "github"), "lists"), lists),
  ];
}

function nameFaults(key: string, entries: readonly unknown[]): Fault[] {
  const firstAt = new Map<unknown, number>();
  return entries.flatMap((entry, index): Fault[] => {
    const name = field(entry, "name");
    if (typeof name !== "string") return [];
    const first = firstAt.get(name);
    if (first === undefined) {
      firstAt.set(name, index);
      return [];
    }
    const path = `${key}[${index}].name`;
    const expected = `a name that ${key}[${first}] does not have`;
    return [{ path, expected, found: showValue(name) }];
  });
}

/** Where something is read from is said by exactly one of two keys. */
function placeFaults(key: string, entries: readonly unknown[]): Fault[] {
  return entries.flatMap((entry, index): Fault[] => {
    if (typeof entry !== "object" || entry === null) return [];
    const given = ["url", "path"].filter((each) => (field(entry, each) ?? null) !== null);
    if (given.length === 1) return [];
    const found = given.length === 0 ? "neither" : "both";
    return [{ path: `${key}[${index}]`, expected: "url or path", found }];
  });
}

function unknownLists(key: string, named: unknown, lists: readonly unknown[]): Fault[] {
  const names = new Set(lists.map((list) => field(list, "name")));
  return items(named).flatMap((name, index): Fault[] => {
    if (typeof name !== "string" || names.has(name)) return [];
    const expected = "the name of one of the lists above";
    return [{ path: `${key}[${index}]`, expected, found: showValue(name) }];
  });
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
