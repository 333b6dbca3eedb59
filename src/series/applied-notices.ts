import { normaliseTitle } from "../patch/subject.ts";
import type { Revision, SeriesMail } from "../model/series.ts";
import { readApplied, type AppliedWords } from "./applied-words.ts";
import { ownLines, ownSentences } from "./own-words.ts";
import { samePerson } from "./person.ts";
import { NOBODY } from "./revision.ts";
import { namedPositions } from "./tags.ts";

/** `[1/3] title` or `- [v2,1/3] title` of thank-you mails, which git commits follow. */
const LISTED =
  /^\s{0,8}(?:[-*]\s{1,3})?\[(?:[^\]]{0,60}[,\s])?(\d{1,3})\/(\d{1,3})\]\s{1,4}(\S.{0,300})$/;
const COMMIT =
  /\b(?:commit(?:[- ]id)?:?\s{0,12}|\/c\/|\/commit\/\??(?:id=)?|[?&;]id=|\/\+\/)([0-9a-f]{10,40})\b/i;
const NO_COMMIT = /\(no matching commit\)/i;
/** Sentences looked at for a notice. */
const MAX_SENTENCES = 200;
/** Lines after a listed title in which its commit may stand. */
const COMMIT_LINES = 4;

/** A mail that says that patches of the revision it answers were taken. */
export interface Notice {
  readonly mail: SeriesMail;
  readonly words: AppliedWords;
  /** The first commit that it names. */
  readonly commit: string | null;
  /** Message-ids of the patches taken, each with its commit where it is told. */
  readonly patches: ReadonlyMap<string, string | null>;
}

/** Reads a reply as a notice of what was applied; null for every other mail. */
export function readNotice(mail: SeriesMail, revisions: readonly Revision[]): Notice | null {
  const revision = revisions[mail.revision];
  if (revision === undefined || mail.role !== "reply") return null;
  const sentences = ownSentences(mail.blocks).slice(0, MAX_SENTENCES);
  const words = sentences.map(readApplied).find((each) => each !== null) ?? null;
  if (words === null) return null;
  const lines = ownLines(mail.blocks).map(({ text }) => text);
  const listed = listedPatches(lines, revision);
  const author = samePerson(mail.message.from ?? NOBODY, revision.author);
  const commit =
    lines.map((line) => COMMIT.exec(line)?.[1]).find((each) => each !== undefined) ?? null;
  const tree = words.tree ?? (commit === null ? null : repositoryIn(lines));
  const notice = { mail, words: { ...words, tree } };
  // An author who says where it went has the right to put it there.
  if (author && tree === null && commit === null) return null;
  if (listed !== null && revision.ghost) {
    // None of its patches was seen: the list alone tells whether all of them are in.
    const all = lines.filter((line) => LISTED.test(line)).length >= (revision.total ?? 1);
    const left = lines.some((line) => NO_COMMIT.test(line));
    return all && !left ? { ...notice, commit, patches: new Map() } : null;
  }
  if (listed !== null) {
    const first = [...listed.values()].find((each) => each !== null) ?? null;
    return listed.size === 0 ? null : { ...notice, commit: first, patches: listed };
  }
  const meant = meantPatches(mail, words, revision);
  // One commit for several patches is the last of them, or a merge: it is none of theirs alone.
  const own = meant.length === 1 ? commit : null;
  return { ...notice, commit, patches: new Map(meant.map((id) => [id, own])) };
}

/** `broonie/sound/for-next` of "https://…/git/broonie/sound.git for-next". */
function repositoryIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const match = /\/([\w.-]{1,40}\/[\w.-]{1,40}?)\.git(?:\s{1,4}([\w./-]{1,60}))?\s{0,4}$/.exec(
      line,
    );
    if (match !== null)
      return match[2] === undefined ? (match[1] ?? null) : `${match[1]}/${match[2]}`;
  }
  return null;
}

/** Patches that a thank-you mail lists, with their commits; null when it has no list. */
function listedPatches(
  lines: readonly string[],
  revision: Revision,
): ReadonlyMap<string, string | null> | null {
  const found = new Map<string, string | null>();
  let listed = 0;
  for (const [at, line] of lines.entries()) {
    const match = LISTED.exec(line);
    if (match === null) continue;
    listed += 1;
    const below = lines.slice(at + 1, at + 1 + COMMIT_LINES);
    const until = below.findIndex((each) => LISTED.test(each));
    const rest = until === -1 ? below : below.slice(0, until);
    if (rest.some((each) => NO_COMMIT.test(each))) continue;
    const patch = matchPatch(revision, Number(match[1]), match[3] ?? "");
    const commit = rest.map((each) => COMMIT.exec(each)?.[1]).find((each) => each !== undefined);
    if (patch !== null) found.set(patch, commit ?? null);
  }
  return listed === 0 ? null : found;
}

function matchPatch({ patches, total }: Revision, position: number, title: string): string | null {
  const wanted = normaliseTitle(title);
  const named = patches.find((patch) => normaliseTitle(patch.title) === wanted);
  if (named !== undefined) return named.messageId;
  const numbered = patches.find((patch) => patch.position === position);
  // Titles are mended on the way in: the number still tells, in a series of that length.
  return (total ?? 1) >= position ? (numbered?.messageId ?? null) : null;
}

function meantPatches(mail: SeriesMail, words: AppliedWords, { patches }: Revision): string[] {
  const positions = words.positions === null ? null : namedPositions(words.positions);
  const meant = patches.filter(({ position }) => {
    if (positions !== null && positions !== "all") return positions.has(position);
    return words.whole || mail.position === 0 || mail.position === position;
  });
  return meant.map(({ messageId }) => messageId);
}
