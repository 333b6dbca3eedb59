import { normaliseTitle } from "../patch/subject.ts";
import type { Revision, RevisionPatch } from "../model/series.ts";
import { minorOf, sideline } from "./label.ts";
import { isUnknown, personKeys } from "./person.ts";
import { titleStems } from "./title-words.ts";

export interface PatchTraits {
  readonly patch: RevisionPatch;
  readonly title: string;
  readonly stems: ReadonlySet<string>;
}

/** What comparing revisions needs again and again, computed once. */
export interface Traits {
  readonly revision: Revision;
  readonly title: string;
  /** Patches with their normalised titles and what these say. */
  readonly patches: readonly PatchTraits[];
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
    patches: patches.map(patchTraits),
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

function patchTraits(patch: RevisionPatch): PatchTraits {
  const title = normaliseTitle(patch.title);
  return { patch, title, stems: titleStems(title) };
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
