import type { Applied, AppliedCommit, Revision, SeriesContext } from "../model/series.ts";
import { matchCommits } from "./applied-commits.ts";
import { readNotice, type Notice } from "./applied-notices.ts";
import { mailsUntil, timeOf } from "./own-words.ts";

/** A commit that names the mail is sure, one with its diff nearly; a title may be a namesake's. */
const RANK: Readonly<Record<AppliedCommit["how"], number>> = {
  "link-trailer": 3,
  "patch-id": 2,
  notice: 1,
  title: 0,
};

/** A moment at which some patches of the newest revision are known to be in. */
interface Arrival {
  readonly at: number;
  readonly patches: readonly string[];
}

/**
 * What was applied of a series up to a moment: from what people with the right to said, and from
 * commits of the trees that are watched. It speaks of the newest revision that either names;
 * `messageIds` and `commits` hold patches of older revisions too, since a series is often taken in
 * parts. Null when nothing was.
 */
export function findApplied(context: SeriesContext, asOf: number): Applied | null {
  const { revisions } = context.series;
  const notices = mailsUntil(context.mails, asOf).flatMap(
    (mail) => readNotice(mail, revisions) ?? [],
  );
  const inTrees = matchCommits(context, asOf);
  const newest = Math.max(
    -1,
    ...notices.map(({ mail }) => mail.revision),
    ...inTrees.map(({ messageId }) => revisionOf(revisions, messageId)),
  );
  const revision = revisions[newest];
  if (revision === undefined) return null;
  const said = notices.filter(({ mail }) => mail.revision === newest);
  const commits = bestCommits(revisions, inTrees, notices);
  const own = commits.filter(({ messageId }) => holds(revision, messageId));
  const word = wordOf(said, own);
  if (word === null) return null;
  const taken = [...notices.flatMap(({ patches }) => [...patches.keys()]), ...idsOf(commits)];
  return {
    ...word,
    commit: own[0]?.commit ?? word.commit,
    revision: revision.version,
    messageIds: [...new Set(taken)].sort(),
    commits,
    at: lastArrival(said, own) ?? word.at,
  };
}

/** Who says it: the notice that tells most, else the first commit for its patch. */
function wordOf(
  said: readonly Notice[],
  commits: readonly AppliedCommit[],
): Pick<Applied, "tree" | "commit" | "messageId" | "text" | "at"> | null {
  const best = said.toSorted((a, b) => weight(b) - weight(a))[0];
  const [first] = commits;
  if (best !== undefined) {
    const named = [best, ...said].find(({ words }) => words.tree !== null)?.words.tree;
    return {
      tree: named ?? first?.tree ?? null,
      commit: best.commit,
      messageId: best.mail.message.messageId,
      text: best.words.text,
      at: timeOf(best.mail),
    };
  }
  if (first === undefined) return null;
  const { tree, commit, messageId, at } = first;
  return { tree, commit, messageId, text: `commit ${commit.slice(0, 12)} in ${tree}`, at };
}

function weight({ patches, words, commit }: Notice): number {
  return patches.size * 4 + (words.tree === null ? 0 : 1) + (commit === null ? 0 : 2);
}

/** For each patch the commit with the best evidence; one that a notice shortens in full. */
function bestCommits(
  revisions: readonly Revision[],
  inTrees: readonly AppliedCommit[],
  notices: readonly Notice[],
): AppliedCommit[] {
  const best = new Map<string, AppliedCommit>();
  for (const found of [...inTrees, ...notices.flatMap(commitsOf)]) {
    const before = best.get(found.messageId);
    if (before === undefined || RANK[found.how] > RANK[before.how]) {
      const same = before?.commit.startsWith(found.commit) === true ? before : found;
      best.set(found.messageId, { ...found, commit: same.commit, tree: found.tree ?? same.tree });
    } else if (found.how === "notice" && before.how === "notice") best.set(found.messageId, found);
  }
  return revisions.flatMap(({ patches }) =>
    patches.flatMap(({ messageId }) => best.get(messageId) ?? []),
  );
}

function commitsOf({ mail, words, patches }: Notice): AppliedCommit[] {
  return [...patches].flatMap(([messageId, commit]) =>
    commit === null
      ? []
      : { messageId, commit, tree: words.tree, how: "notice" as const, at: timeOf(mail) },
  );
}

/** When the last patch came in of those that anybody told of; null when nobody told of any. */
function lastArrival(said: readonly Notice[], commits: readonly AppliedCommit[]): number | null {
  const arrivals: Arrival[] = [
    ...said.map(({ mail, patches }) => ({ at: timeOf(mail), patches: [...patches.keys()] })),
    ...commits.map(({ at, messageId }) => ({ at, patches: [messageId] })),
  ];
  const seen = new Set<string>();
  let last: number | null = null;
  for (const { at, patches } of arrivals.toSorted((a, b) => a.at - b.at)) {
    if (patches.every((id) => seen.has(id))) continue;
    for (const id of patches) seen.add(id);
    last = at;
  }
  return last;
}

function idsOf(commits: readonly AppliedCommit[]): string[] {
  return commits.map(({ messageId }) => messageId);
}

function revisionOf(revisions: readonly Revision[], messageId: string): number {
  return revisions.findIndex((revision) => holds(revision, messageId));
}

function holds({ patches }: Revision, messageId: string): boolean {
  return patches.some((patch) => patch.messageId === messageId);
}
