import { type Fault, showValue } from "./faults.ts";

/**
 * What no single value can tell: faults between values. Works on the file as read, wrong parts
 * included, so that these faults are named together with those of the schema.
 */
export function ruleFaults(data: unknown): Fault[] {
  const lists = items(field(data, "lists"));
  return [...nameFaults(lists), ...archiveFaults(lists), ...githubFaults(data, lists)];
}

function nameFaults(lists: readonly unknown[]): Fault[] {
  const firstAt = new Map<unknown, number>();
  return lists.flatMap((list, index): Fault[] => {
    const name = field(list, "name");
    if (typeof name !== "string") return [];
    const first = firstAt.get(name);
    if (first === undefined) {
      firstAt.set(name, index);
      return [];
    }
    const path = `lists[${index}].name`;
    return [
      { path, expected: `a name that lists[${first}] does not have`, found: showValue(name) },
    ];
  });
}

function archiveFaults(lists: readonly unknown[]): Fault[] {
  return lists.flatMap((list, listIndex) =>
    items(field(list, "archives")).flatMap((archive, index): Fault[] => {
      if (typeof archive !== "object" || archive === null) return [];
      const given = ["url", "path"].filter((key) => (field(archive, key) ?? null) !== null);
      if (given.length === 1) return [];
      const path = `lists[${listIndex}].archives[${index}]`;
      return [{ path, expected: "url or path", found: given.length === 0 ? "neither" : "both" }];
    }),
  );
}

function githubFaults(data: unknown, lists: readonly unknown[]): Fault[] {
  const github = field(data, "github");
  const names = new Set(lists.map((list) => field(list, "name")));
  const unknown = items(field(github, "lists")).flatMap((name, index): Fault[] => {
    if (typeof name !== "string" || names.has(name)) return [];
    const path = `github.lists[${index}]`;
    return [{ path, expected: "the name of one of the lists above", found: showValue(name) }];
  });
  return [...unknown, ...personFaults(github)];
}

/** People are compared without case: the same one twice would have two logins. */
function personFaults(github: unknown): Fault[] {
  const people = field(github, "assignees");
  if (typeof people !== "object" || people === null) return [];
  const seen = new Set<string>();
  return Object.keys(people).flatMap((person): Fault[] => {
    const key = person.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const path = `github.assignees.${person}`;
    return [{ path, expected: "each person once (case does not count)", found: showValue(person) }];
  });
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
