import type { Mailbox } from "./model/mail.ts";

/** Names are few and compared over and over: each is folded once. Bounded, or a flood would stay. */
const MAX_REMEMBERED = 10_000;

/** The same function of a name, which remembers what it made. */
export function remembering(make: (name: string) => string): (name: string | null) => string {
  const known = new Map<string, string>();
  return (name) => {
    const text = name ?? "";
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

/** A text as names are compared: lower case, accents gone, all but letters and figures one space. */
export function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** A name for comparing: folded, "(…)" and "via some-list" gone, "Doe, Jane" turned. */
export const nameKey = remembering((name) =>
  foldName(
    name
      .slice(0, 200)
      .replace(/^([^,]{1,60}),\s{0,5}([^,]{1,60})$/, "$2 $1")
      .replaceAll(/\([^()]{0,60}\)/g, " ")
      .replace(/\bvia [\w .-]{1,60}$/i, " "),
  ),
);

/**
 * Whether two mailboxes are one person, among the few who talk about one piece of work or whom a
 * reader names: by address, else by name, where the first name alone will do and "LEROY Christophe" is
 * "Christophe Leroy". Nobody is like somebody unknown. Across whole lists, where many are called
 * Ada, `series/person.ts` asks for more.
 */
export function samePerson(a: Mailbox | null, b: Mailbox | null): boolean {
  if (a === null || b === null) return false;
  if (a.email !== null && a.email.toLowerCase() === b.email?.toLowerCase()) return true;
  if (a.name === b.name) return nameKey(a.name) !== "";
  const name = inAnyOrder(a.name);
  return name !== "" && name === inAnyOrder(b.name);
}

const inAnyOrder = remembering((name) => nameKey(name).split(" ").toSorted().join(" "));
