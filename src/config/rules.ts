import { type Fault, showValue } from "./faults.ts";

/**
 * What no single value can tell: faults between values. Works on the file as read, wrong parts
 * included, so that these faults are named together with those of the schema.
 */
export function ruleFaults(data: unknown): Fault[] {
  const lists = items(field(data, "lists"));
  return [
    ...nameFaults(lists),
    ...archiveFaults(lists),
    ...githubFaults(data, lists),
    ...webhookFaults(items(field(data, "webhooks")), lists),
  ];
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
  const names = new Set(lists.map((list) => field(list, "name")));
  return items(field(field(data, "github"), "lists")).flatMap((name, index): Fault[] => {
    if (typeof name !== "string" || names.has(name)) return [];
    const path = `github.lists[${index}]`;
    return [{ path, expected: "the name of one of the lists above", found: showValue(name) }];
  });
}

/** What each kind of webhook needs beside its address. */
const WEBHOOK_NEEDS: Readonly<Record<string, readonly string[]>> = {
  slack: [],
  matrix: ["secretVariable", "room"],
  json: ["secretVariable"],
};

function webhookFaults(webhooks: readonly unknown[], lists: readonly unknown[]): Fault[] {
  const known = new Set(lists.map((list) => field(list, "name")));
  const names = webhooks.map((webhook) => field(webhook, "name"));
  return webhooks.flatMap((webhook, index): Fault[] => {
    const path = `webhooks[${index}]`;
    const faults: Fault[] = [];
    const first = names.indexOf(names[index]);
    if (typeof names[index] === "string" && first < index) {
      const expected = `a name that webhooks[${first}] does not have`;
      faults.push({ path: `${path}.name`, expected, found: showValue(names[index]) });
    }
    const kind = String(field(webhook, "kind"));
    const needs = Object.hasOwn(WEBHOOK_NEEDS, kind) ? (WEBHOOK_NEEDS[kind] ?? []) : null;
    for (const key of needs === null ? [] : ["secretVariable", "room"]) {
      const given = (field(webhook, key) ?? null) !== null;
      if (needs?.includes(key) === given) continue;
      const expected = given
        ? `nothing, as a ${kind} webhook has none`
        : `a ${kind} webhook has one`;
      faults.push({ path: `${path}.${key}`, expected, found: given ? "a value" : "nothing" });
    }
    items(field(webhook, "lists")).forEach((name, at) => {
      if (typeof name !== "string" || known.has(name)) return;
      const expected = "the name of one of the lists above";
      faults.push({ path: `${path}.lists[${at}]`, expected, found: showValue(name) });
    });
    return faults;
  });
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
