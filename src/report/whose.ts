import type { Mailbox } from "../model/mail.ts";
import type { Series } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";

/** Names are few and asked for again with every TODO; so many are remembered. */
const MAX_REMEMBERED = 5_000;
const remembered = new Map<string, string>();

/** A name as it is compared: "LEROY Christophe", "Leroy, Christophe" and the plain order are one. */
function keyOf(name: string): string {
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

function key(name: string | null): string {
  const text = name ?? "";
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const made = keyOf(text);
  remembered.set(text, made);
  return made;
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
