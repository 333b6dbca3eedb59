import type { Mailbox } from "../model/mail.ts";
import { nameKey } from "../people.ts";

/**
 * Keys under which a person is looked up: address and full name. A name of one word alone names
 * nobody. Empty for somebody unknown.
 */
export function personKeys(person: Mailbox): string[] {
  const name = nameKey(person.name);
  const keys = person.email === null ? [] : [person.email.toLowerCase()];
  return name.includes(" ") || (name !== "" && person.email === null) ? [...keys, name] : keys;
}

/**
 * True when address or full name are equal: people change addresses more often than names. Stricter
 * than `samePerson` of people.ts: two postings of one list may well be by two Adas.
 */
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
