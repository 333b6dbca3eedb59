import { type Fault, showValue } from "./faults.ts";
import { isLoopback } from "./schema-parts.ts";

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
    ...nameFaults("searches", items(field(data, "searches"))),
    ...nameFaults("trees", trees),
    ...placeFaults("trees", trees),
    ...trees.flatMap((tree, at) => unknownLists(`trees[${at}].lists`, field(tree, "lists"), lists)),
    ...unknownLists("github.lists", field(field(data, "github"), "lists"), lists),
    ...personFaults(field(data, "github")),
    ...mailFaults(field(data, "mail")),
    ...subscriptionFaults(items(field(data, "subscriptions"))),
    ...webhookFaults(items(field(data, "webhooks")), lists),
    ...watchFaults(data),
  ];
}

/** A job that has nothing to do was not meant so. */
function watchFaults(data: unknown): Fault[] {
  const github = field(data, "github");
  const places = [field(github, "repository") ?? null, ...items(field(github, "routes"))];
  const needs = [
    ["sync", "lists or trees", [...items(field(data, "lists")), ...items(field(data, "trees"))]],
    ["digests", "subscriptions", items(field(data, "subscriptions"))],
    ["issues", "github.repository or github.routes", places.filter((place) => place !== null)],
    ["webhooks", "webhooks", items(field(data, "webhooks"))],
  ] as const;
  const watch = field(data, "watch");
  return needs.flatMap(([job, needed, found]): Fault[] => {
    if ((field(watch, job) ?? null) === null || found.length > 0) return [];
    return [{ path: `watch.${job}`, expected: `${needed} to work on`, found: "none" }];
  });
}

function mailFaults(mail: unknown): Fault[] {
  const faults: Fault[] = [];
  const smtp = field(mail, "smtp") ?? null;
  const sendmail = field(mail, "sendmail") ?? null;
  if (smtp !== null && sendmail !== null) {
    faults.push({ path: "mail", expected: "smtp or sendmail", found: "both" });
  }
  if ((smtp !== null || sendmail !== null) && (field(mail, "from") ?? null) === null) {
    faults.push({ path: "mail.from", expected: "the sender's address", found: "nothing" });
  }
  const host = field(smtp, "host");
  const open = field(smtp, "security") === "none" && field(smtp, "allowPlaintext") !== true;
  if (open && typeof host === "string" && !isLoopback(host)) {
    faults.push({
      path: "mail.smtp.security",
      expected: "tls or starttls (or allowPlaintext: true) for a host that is not this one",
      found: showValue("none"),
    });
  }
  return faults;
}

const TOPICS = ["list", "person", "paths", "search"];

function subscriptionFaults(subscriptions: readonly unknown[]): Fault[] {
  return subscriptions.flatMap((subscription, index): Fault[] => {
    if (typeof subscription !== "object" || subscription === null) return [];
    const given = TOPICS.filter((key) => (field(subscription, key) ?? null) !== null);
    if (given.length === 1) return [];
    const found = given.length === 0 ? "none of them" : given.join(" and ");
    return [
      { path: `subscriptions[${index}]`, expected: "one of list, person, paths, search", found },
    ];
  });
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
