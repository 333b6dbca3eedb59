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
    ...mailFaults(field(data, "mail")),
    ...subscriptionFaults(items(field(data, "subscriptions"))),
  ];
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

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
  if (open && typeof host === "string" && !LOOPBACK.test(host)) {
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

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
