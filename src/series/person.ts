import type { Mailbox } from "../model/mail.ts";

/** A name for comparing: lower case, accents, punctuation and "(…)" gone, "Doe, Jane" turned. */
export function nameKey(name: string | null): string {
  return (name ?? "")
    .slice(0, 200)
    .replace(/^([^,]{1,60}),\s{0,5}([^,]{1,60})$/, "$2 $1")
    .replaceAll(/\([^()]{0,60}\)/g, " ")
    .replace(/\bvia [\w .-]{1,60}$/i, " ")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Keys under which a person is looked up: address and full name. A name of one word alone names
 * nobody. Empty for somebody unknown.
 */
export function personKeys(person: Mailbox): string[] {
  const name = nameKey(person.name);
  const keys = person.email === null ? [] : [person.email.toLowerCase()];
  return name.includes(" ") || (name !== "" && person.email === null) ? [...keys, name] : keys;
}

/** True when address or full name are equal: people change addresses more often than names. */
export function samePerson(a: Mailbox, b: Mailbox): boolean {
  const keys = personKeys(a);
  return personKeys(b).some((key) => keys.includes(key));
}

/** True when nothing is known of a person: authors of postings that nobody saw. */
export function isUnknown(person: Mailbox): boolean {
  return personKeys(person).length === 0;
}

/** As a sentence names a person; "somebody" for nobody known. */
export function displayName(person: Mailbox | null): string {
  const local = person?.email?.split("@")[0];
  return person?.name?.trim() || local || "somebody";
}
