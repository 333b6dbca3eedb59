import type { AppliedCommit, Revision, RevisionPatch, SeriesContext } from "../model/series.ts";
import type { CommitLink, TreeCommit } from "../model/tree.ts";
import { samePerson } from "./person.ts";
import { traitsOf } from "./traits.ts";

/** A commit this much before its patch still came of it: clocks and zones are off. */
const CLOCK_SLACK_SECONDS = 86_400;
/** All mails of one posting are out within this time. */
const POSTING_SECONDS = 2 * 3_600;
/** A commit with the same title by the same person that came later is more likely a namesake. */
const TITLE_WINDOW_SECONDS = 400 * 86_400;
/** "fix build" by the same person is done again and again. */
const MIN_TITLE_WORDS = 3;

/** A patch as it was posted, with what commits are compared with. */
interface Posted {
  readonly patch: RevisionPatch;
  readonly titleKey: string;
  readonly at: number;
  /** A backport or the like: what was committed with its diff or title is the original. */
  readonly sideline: boolean;
}
interface Match {
  readonly patch: RevisionPatch;
  readonly how: Exclude<AppliedCommit["how"], "notice">;
}

const HOWS: readonly Match["how"][] = ["link-trailer", "patch-id", "title"];

/**
 * The commits of watched trees that are patches of a series, at most one a patch: those that name
 * its mail in a trailer first, then those with its patch-id, then those with its author and title.
 * A commit counts for one patch only: of several revisions for the one with its date.
 */
export function matchCommits(context: SeriesContext, asOf: number): AppliedCommit[] {
  const commits = (context.commits ?? []).filter(({ committedAt }) => committedAt <= asOf);
  if (commits.length === 0) return [];
  const posted = context.series.revisions.flatMap(postedPatches);
  const mails = new Set(context.mails.map(({ message }) => message.messageId));
  const found = commits.flatMap((commit) => {
    const elsewhere = commit.links.some(
      ({ token, messageId }) => token !== "closes" && !mails.has(messageId),
    );
    const match = matchCommit(commit, posted, elsewhere);
    return match === null ? [] : { ...match, commit };
  });
  const best = new Map<string, AppliedCommit>();
  found.sort(
    (a, b) =>
      HOWS.indexOf(a.how) - HOWS.indexOf(b.how) ||
      a.commit.committedAt - b.commit.committedAt ||
      compare(a.commit.tree, b.commit.tree) ||
      compare(a.commit.commit, b.commit.commit),
  );
  for (const { patch, how, commit } of found) {
    const { messageId } = patch;
    if (best.has(messageId)) continue;
    const { tree, committedAt } = commit;
    best.set(messageId, { messageId, commit: commit.commit, tree, how, at: committedAt });
  }
  return [...best.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function postedPatches(revision: Revision): Posted[] {
  const { patches, sideline } = traitsOf(revision);
  return patches.map(({ patch, title }) => ({
    patch,
    titleKey: title,
    at: revision.postedAt,
    sideline: sideline !== null,
  }));
}

/** @param elsewhere it names a mail that is none of this series, most likely its own */
function matchCommit(
  commit: TreeCommit,
  posted: readonly Posted[],
  elsewhere: boolean,
): Match | null {
  const named = posted.findLast((each) => isNamed(commit, each));
  if (named !== undefined) return { patch: named.patch, how: "link-trailer" };
  const latest = commit.committedAt + CLOCK_SLACK_SECONDS;
  const before = posted.filter(({ at, sideline }) => at <= latest && !sideline);
  const equal = likeliest(
    commit,
    before.filter(({ patch }) => hasPatchId(commit, patch)),
  );
  if (equal !== null) return { patch: equal.patch, how: "patch-id" };
  if (elsewhere) return null;
  const alike = likeliest(
    commit,
    before.filter((each) => hasTitle(commit, each)),
  );
  return alike === null ? null : { patch: alike.patch, how: "title" };
}

/**
 * Who applies a mail gives the commit its date. Where none has that date, the newest posted before
 * the commit; one within the slack only when there is no other.
 */
function likeliest(commit: TreeCommit, posted: readonly Posted[]): Posted | null {
  const { authoredAt, committedAt } = commit;
  const dated = posted.findLast(({ at }) => authoredAt >= at && authoredAt <= at + POSTING_SECONDS);
  return dated ?? posted.findLast(({ at }) => at <= committedAt) ?? posted[0] ?? null;
}

/**
 * True when a trailer means this very patch. Links also name reports and earlier talk, so one to a
 * patch that looks otherwise counts only as the last, which is added on applying, and for its author.
 */
function isNamed(commit: TreeCommit, { patch, titleKey }: Posted): boolean {
  const links = commit.links.filter(({ messageId }) => messageId === patch.messageId);
  if (links.length === 0) return false;
  if (links.some(({ token }) => token === "message-id")) return true;
  if (hasPatchId(commit, patch) || commit.titleKey === titleKey) return true;
  const last: CommitLink | undefined = commit.links.findLast(({ token }) => token === "link");
  return last?.messageId === patch.messageId && samePerson(commit.author, patch.author);
}

function hasPatchId(commit: TreeCommit, { patchId }: RevisionPatch): boolean {
  return patchId !== null && patchId === commit.patchId;
}

/** A commit that was authored later than the posting came of a later mail. */
function hasTitle(commit: TreeCommit, { patch, titleKey, at }: Posted): boolean {
  return (
    titleKey === commit.titleKey &&
    titleKey.split(" ").length >= MIN_TITLE_WORDS &&
    commit.committedAt <= at + TITLE_WINDOW_SECONDS &&
    commit.authoredAt <= at + POSTING_SECONDS &&
    samePerson(commit.author, patch.author)
  );
}
