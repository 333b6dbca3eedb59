import type { Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";

/** Who speaks where the archive does not tell. */
export const NOBODY: Mailbox = { name: null, email: null };

/** Names are compared over and over: each is made plain once. Bounded, or a flood would stay. */
const MAX_KNOWN = 10_000;
const known = new Map<string, string>();

/** A name as it is compared: "Last, First" turned, list mangling and accents gone. */
export function plainName(name: string | null): string {
  const before = known.get(name ?? "");
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const plain = makePlain(name);
  known.set(name ?? "", plain);
  return plain;
}

function makePlain(name: string | null): string {
  let text = (name ?? "").slice(0, 200).replaceAll(/["'`]|\(.{0,60}?\)|\bvia [\w-]{1,60}$/gi, "");
  const turned = /^([^,]{1,60}),\s{0,4}([^,]{1,60})$/.exec(text.trim());
  if (turned !== null) text = `${turned[2] ?? ""} ${turned[1] ?? ""}`;
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Whether two mailboxes are one person: by address, else by name. Unknown people match nobody. */
export function samePerson(a: Mailbox | null, b: Mailbox | null): boolean {
  if (a === null || b === null) return false;
  if (a.email !== null && a.email === b.email) return true;
  if (a.name === b.name) return plainName(a.name) !== "";
  const name = inAnyOrder(a.name);
  return name !== "" && name === inAnyOrder(b.name);
}

/** "LEROY Christophe" and "Christophe Leroy" are one. */
function inAnyOrder(name: string | null): string {
  return plainName(name).split(" ").toSorted().join(" ");
}

/** What a person is called: the name, else the address without its domain. */
export function callName(person: Mailbox | null): string | null {
  if (person === null) return null;
  return person.name ?? person.email?.split("@")[0] ?? null;
}

/** The author of what a mail is or talks about: of its patch, else of its revision. */
export function authorOf(mail: SeriesMail, context: SeriesContext): Mailbox {
  const revision = context.series.revisions[mail.revision];
  if (revision === undefined) return context.series.author;
  // Who posts a patch of somebody else has to carry it on.
  const { author } = revision;
  return author.name === null && author.email === null ? context.series.author : author;
}

/** Whether a person wrote the revision that a mail is about, or the patch itself. */
export function isAuthor(
  person: Mailbox | null,
  mail: SeriesMail,
  context: SeriesContext,
): boolean {
  const revision = context.series.revisions[mail.revision];
  if (samePerson(person, authorOf(mail, context))) return true;
  const patch = revision?.patches.find(({ position }) => position === mail.position);
  return samePerson(person, patch?.author ?? null);
}
