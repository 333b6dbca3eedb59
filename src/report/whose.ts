import type { Mailbox } from "../model/mail.ts";
import type { Series } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";

const MAX_KNOWN = 20_000;
const known = new Map<string, string>();

/** The key of a name; lists of thousands of TODOs name the same few hundred people. */
function key(name: string | null): string {
  const text = name ?? "";
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const made = makeKey(text);
  known.set(text, made);
  return made;
}

/** A name as it is compared: "LEROY Christophe", "Leroy, Christophe" and the plain order are one. */
function makeKey(name: string): string {
  return name
    .slice(0, 200)
    .replaceAll(/\(.{0,60}?\)|\bvia [\w-]{1,60}$/giu, " ")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .toSorted()
    .join(" ");
}

/** True when two mailboxes are one person as far as address or full name can tell. */
export function isPerson(person: Mailbox, other: Mailbox | null): boolean {
  if (other === null) return false;
  if (person.email !== null && person.email.toLowerCase() === other.email?.toLowerCase()) {
    return true;
  }
  const name = key(person.name);
  return name !== "" && name === key(other.name);
}

/** True when a person has to act on a TODO. */
export function owes(series: Pick<Series, "author">, todo: Todo, person: Mailbox): boolean {
  if (todo.ownerName !== null) return isPerson(person, { name: todo.ownerName, email: null });
  if (todo.owner === "writer") return isPerson(person, todo.saidBy);
  return todo.owner === "patch-author" && isPerson(person, series.author);
}
