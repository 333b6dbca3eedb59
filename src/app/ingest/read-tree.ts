import { findTip, openTree, treeNameOf } from "../../archive/tree-place.ts";
import {
  countCommits,
  lostCommits,
  treeCommits,
  type LoggedCommit,
  type TreeRange,
} from "../../archive/tree-log.ts";
import { TrackerError } from "../../errors.ts";
import type { TreeBatch, TreeCommit, TreeState } from "../../model/tree.ts";
import { readCommitMessage } from "../../patch/commit-facts.ts";
import type { AppContext } from "../context.ts";
import { stopPoint } from "../stop-point.ts";

/** Commits written in one transaction. */
const BATCH_COMMITS = 1_000;

export interface TreeRequest {
  /** A repository on disk, a bundle, or an address. */
  readonly place: string;
  /** As people call it; null: after its place. */
  readonly name: string | null;
  /** Null: what is checked out. */
  readonly branch: string | null;
  /** Unix seconds UTC; commits committed before are passed over. Null: none are. */
  readonly since: number | null;
  /** Lists whose series it may apply; empty: all. */
  readonly lists: readonly string[];
}

export interface TreeSummary {
  /** Name and branch: `powerpc/next`. */
  readonly tree: string;
  readonly place: string;
  commits: number;
  /** Among them copies of commits of another tree, which tell nothing. */
  backports: number;
  /** Commits known from before that are no longer in the branch. */
  forgotten: number;
}

/**
 * Reads what is new in a branch of a git tree, from where the last reading ended; cut off, the next
 * one goes on. A branch that was rebased forgets the commits that it no longer holds. Read anew
 * with another `since` or for other lists, it begins from the start.
 *
 * @throws TrackerError archive-unreadable, archive-unknown, not-found, git-failed, remote-unavailable
 */
export async function readTree(context: AppContext, request: TreeRequest): Promise<TreeSummary> {
  const { store, reporter } = context;
  const gitDir = await openTree(request.place, context.cacheFolder, context.signal);
  const to = await findTip(gitDir, request.branch);
  const name = treeLabel(request);
  const known = await store.getTree(name);
  const same = known !== null && isSameRequest(known, request);
  const from = same ? known.tip : null;
  const lost = from === null ? null : await lostCommits(gitDir, { from, to });
  const range: TreeRange = { from: lost === null ? null : from, to, since: request.since };
  const state = { name, since: request.since, lists: request.lists };
  const summary = { tree: name, place: request.place, commits: 0, backports: 0, forgotten: 0 };
  const total = await countCommits(gitDir, range);
  let gone: TreeBatch["gone"] = lost ?? (known === null ? [] : "all");
  let batch: TreeCommit[] = [];
  const flush = async (tip: string | null) => {
    const saved = await store.saveTree({ state: { ...state, tip }, commits: batch, gone });
    summary.forgotten += saved.forgotten;
    batch = [];
    gone = [];
    reporter.progress({ label: `reading ${name}`, done: summary.commits, total, unit: "commits" });
    await stopPoint(context);
  };
  for await (const logged of treeCommits(gitDir, range, context.signal)) {
    summary.commits += 1;
    const commit = toTreeCommit(logged, name);
    if (commit === null) summary.backports += 1;
    else batch.push(commit);
    if (batch.length >= BATCH_COMMITS) await flush(logged.commit);
  }
  await flush(to);
  reporter.finished(`reading ${name}`);
  return summary;
}

/**
 * Takes back all that a tree told; read again, it begins from the start.
 *
 * @param tree its name with the branch, as results show it
 * @throws TrackerError not-found
 */
export async function forgetTree({ store }: AppContext, tree: string): Promise<TreeSummary> {
  const known = await store.getTree(tree);
  if (known === null) {
    const hint = "name it as results do: powerpc/next";
    throw new TrackerError("not-found", `no tree ${tree} was ever read`, { hint });
  }
  const state = { ...known, tip: null };
  const { forgotten } = await store.saveTree({ state, commits: [], gone: "all" });
  return { tree, place: tree, commits: 0, backports: 0, forgotten };
}

/** `powerpc/next` of the tree `powerpc` and its branch `next`, and of `powerpc/next` itself. */
function treeLabel({ place, name, branch }: TreeRequest): string {
  const tree = name ?? treeNameOf(place);
  return branch === null || tree.endsWith(`/${branch}`) ? tree : `${tree}/${branch}`;
}

function isSameRequest({ since, lists }: TreeState, request: TreeRequest): boolean {
  return since === request.since && lists.join("\n") === request.lists.join("\n");
}

function toTreeCommit(logged: LoggedCommit, tree: string): TreeCommit | null {
  const { commit, author, authoredAt, committedAt, message, patchId } = logged;
  const { title, titleKey, links, backport } = readCommitMessage(message);
  if (backport) return null;
  return { tree, commit, author, authoredAt, committedAt, title, titleKey, patchId, links };
}
