import type { Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import { foldName, remembering, samePerson } from "../people.ts";

/** Who speaks where the archive does not tell. */
export const NOBODY: Mailbox = { name: null, email: null };

/**
 * A name, or words in which one is looked for, as they are compared: "Last, First" turned, quotation
 * marks, list mangling and accents gone.
 */
export const plainName = remembering((name) => {
  let text = name.slice(0, 200).replaceAll(/["'`]|\(.{0,60}?\)|\bvia [\w-]{1,60}$/gi, "");
  const turned = /^([^,]{1,60}),\s{0,4}([^,]{1,60})$/.exec(text.trim());
  if (turned !== null) text = `${turned[2] ?? ""} ${turned[1] ?? ""}`;
  return foldName(text);
});

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
