import { normaliseTitle } from "../patch/subject.ts";
import type { Revision, RevisionPatch } from "../model/series.ts";
import { minorOf, sideline } from "./label.ts";
import { isUnknown, personKeys } from "./person.ts";

/** Words that say what is done to a thing, not which thing: alone they name no work. */
const VAGUE = new Set(
  "a an and the of for to in on with fix fixes fixing fixup fixups build error errors warning warnings update updates add remove cleanup cleanups clean up misc various small minor improve improvements use support bug bugs typo typos patch patches series some few more new code change changes".split(
    " ",
  ),
);

/** What comparing revisions needs again and again, computed once. */
export interface Traits {
  readonly revision: Revision;
  readonly title: string;
  /** Patches with their normalised titles. */
  readonly patches: readonly { readonly patch: RevisionPatch; readonly title: string }[];
  readonly files: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  /** Keys of the poster, or of the one author of all patches. */
  readonly people: readonly string[];
  readonly minor: number;
  /** Every patch announced was seen, or nothing was announced. */
  readonly full: boolean;
  readonly sideline: string | null;
  readonly unknownAuthor: boolean;
}

const cache = new WeakMap<Revision, Traits>();

/** Traits of a revision; the same object for the same revision. */
export function traitsOf(revision: Revision): Traits {
  const known = cache.get(revision);
  if (known !== undefined) return known;
  const { patches } = revision;
  const traits: Traits = {
    revision,
    title: normaliseTitle(revision.title),
    patches: patches.map((patch) => ({ patch, title: normaliseTitle(patch.title) })),
    files: new Set(patches.flatMap(({ files }) => files)),
    ids: new Set([
      revision.id,
      ...(revision.cover === null ? [] : [revision.cover]),
      ...patches.map(({ messageId }) => messageId),
    ]),
    people: peopleOf(revision),
    minor: minorOf(revision),
    full: new Set(patches.map(({ position }) => position)).size >= (revision.total ?? 1),
    sideline: sideline([...revision.tags, ...bracketed(revision.title)]),
    unknownAuthor: isUnknown(revision.author),
  };
  cache.set(revision, traits);
  return traits;
}

/** Words in brackets that a title begins with: `[for 5.15/5.10] title`. */
function bracketed(title: string): string[] {
  const words = /^\[([^\][]{1,80})\]/.exec(title)?.[1] ?? "";
  return words
    .toLowerCase()
    .split(/[\s,/]+/)
    .filter((word) => word !== "");
}

function peopleOf({ author, patches }: Revision): string[] {
  const own = patches.length === 1 ? patches.map((patch) => patch.author) : [];
  return [...new Set([author, ...own].flatMap(personKeys))];
}

/** True when a title names its subject well enough to stand without its author. */
export function isTelling(title: string): boolean {
  const words = title
    .split(/[^\p{L}\p{N}_.-]+/u)
    .filter((word) => word.length > 1 && !VAGUE.has(word));
  return words.length >= 3;
}
