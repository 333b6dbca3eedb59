import { gitRangeDiff, type GitRevision, type Preimage } from "../../archive/git-range-diff.ts";
import { ExitStatus, TrackerError } from "../../errors.ts";
import { parseBlocks } from "../../mail/blocks.ts";
import type { RangeDiff, RangeSide } from "../../model/range-diff.ts";
import type { Revision, Series } from "../../model/series.ts";
import type { PlacedMessage } from "../../model/derived.ts";
import { commitMessageOf } from "../../patch/commit-message.ts";
import { parseDiff } from "../../patch/diff.ts";
import { readDiffHeader } from "../../patch/diff-header.ts";
import { diffText } from "../../patch/facts.ts";
import type { ComparedPatch } from "../../range-diff/patch-text.ts";
import { inertText } from "../../report/inert.ts";
import { count, formatDay } from "../../report/words.ts";
import { revisionsCalled, standingPatches } from "../../range-diff/pick-revision.ts";
import { compareRevisions, CREATION_FACTOR } from "../../range-diff/compare-revisions.ts";
import { readRangeDiff } from "../../range-diff/read-range-diff.ts";
import type { AppContext } from "../context.ts";

/** What to compare, and how. */
export interface RangeDiffRequest {
  /** Id of the series. */
  readonly series: string;
  /** Labels or message-ids as people write them; null for the last but one, and the last. */
  readonly older: string | null;
  readonly newer: string | null;
  /** Work trees or git directories in which git may find the files that the patches change. */
  readonly trees: readonly string[];
  /** As of git-range-diff(1), in percent; its own default where it is left out. */
  readonly creationFactor?: number;
}

/** One side, read from its mails. */
interface LoadedRevision {
  readonly side: RangeSide;
  readonly patches: readonly ComparedPatch[];
  readonly forGit: GitRevision;
}

/**
 * What changed between two revisions of a series: by git in the first of the trees that has all it
 * needs, else by the mails alone, with a note why.
 *
 * @throws TrackerError not-found; usage when a word for a revision names none or several
 */
export async function rangeDiff(
  { store }: Pick<AppContext, "store">,
  request: RangeDiffRequest,
): Promise<RangeDiff> {
  const loaded = await store.loadSeries(request.series);
  if (loaded === null) throw new TrackerError("not-found", `no series ${request.series}`);
  const { series, messages } = loaded;
  const [from, to] = chooseRevisions(series, request);
  const older = loadRevision(series, from, messages);
  const newer = loadRevision(series, to, messages);
  const sides = { older: older.patches, newer: newer.patches };
  const head = { series: series.id, title: series.title, older: older.side, newer: newer.side };
  const { creationFactor = CREATION_FACTOR } = request;
  const reasons: string[] = [];
  for (const tree of request.trees) {
    const { output, reason } = await gitRangeDiff(tree, {
      older: older.forGit,
      newer: newer.forGit,
      creationFactor,
    });
    if (output !== null) {
      return { ...head, by: "git", note: null, pairs: readRangeDiff(output, sides) };
    }
    reasons.push(`${tree}: ${reason}`);
  }
  const note = reasons.length === 0 ? null : reasons.join("; ");
  const pairs = compareRevisions(sides.older, sides.newer, { creationFactor });
  return { ...head, by: "mails", note, pairs };
}

function chooseRevisions(series: Series, request: RangeDiffRequest): [Revision, Revision] {
  const seen = series.revisions.filter(({ ghost }) => !ghost);
  const newer = request.newer === null ? seen.at(-1) : nameRevision(series, request.newer);
  const before = seen.findLast(({ id }) => id !== newer?.id);
  const older = request.older === null ? before : nameRevision(series, request.older);
  if (newer === undefined || older === undefined) {
    const only = newer === undefined ? "none" : `only ${newer.label}`;
    throw new TrackerError("not-found", `nothing to compare: ${only} of this series was seen`);
  }
  if (older.id !== newer.id) return [older, newer];
  throw wrongName(`${newer.label} would be compared with itself`, seen);
}

/** The one revision that a word names. */
function nameRevision({ revisions }: Series, word: string): Revision {
  const found = revisionsCalled(revisions, word);
  const seen = found.filter(({ ghost }) => !ghost);
  const [only] = seen;
  if (only !== undefined && seen.length === 1) return only;
  if (seen.length > 1) throw wrongName(`${word} may be any of ${seen.length} revisions`, seen);
  const what =
    found.length > 0 ? "was not seen, only answers to it" : "is no revision of this series";
  throw wrongName(`${word} ${what}`, revisions);
}

/** The error of a name that leads nowhere, with the names that lead to something. */
function wrongName(what: string, choices: readonly Revision[]): TrackerError {
  const lines = choices
    .filter(({ ghost }) => !ghost)
    .map(({ id, label, postedAt, patches }) =>
      inertText(`${label}  ${formatDay(postedAt)}  ${count(patches.length, "patch")}  ${id}`),
    );
  return new TrackerError("usage", what, {
    exitStatus: ExitStatus.usage,
    hint: ["name one of these, by label or message-id:", ...lines].join("\n    "),
  });
}

function loadRevision(
  series: Series,
  revision: Revision,
  messages: readonly PlacedMessage[],
): LoadedRevision {
  const mails = new Map(messages.map((placed) => [placed.message.messageId, placed]));
  const standing = standingPatches(series.revisions, revision.id);
  const own = new Set(revision.patches.map(({ messageId }) => messageId));
  const read = standing.map((patch) => {
    const placed = mails.get(patch.messageId);
    const body = placed?.message.body ?? "";
    const blocks = parseBlocks(body, { patch: true });
    const diff = diffText(blocks);
    const start = blocks.find(({ kind }) => kind === "diff")?.firstLine ?? blocks.length;
    const message = commitMessageOf(body, diff === "" ? Infinity : start);
    const { messageId, position, title, author, patchId } = patch;
    const files = parseDiff(diff);
    return { compared: { messageId, position, title, author, patchId, message, files }, diff };
  });
  const patches = read.map(({ compared }) => compared);
  const baseCommit = [revision.cover, ...standing.map(({ messageId }) => messageId)]
    .map((id) => mails.get(id ?? "")?.facts.patch?.baseCommit ?? null)
    .find((commit) => commit !== null);
  return {
    side: {
      id: revision.id,
      label: revision.label,
      postedAt: revision.postedAt,
      patches: patches.length,
      own: patches.filter(({ messageId }) => own.has(messageId)).length,
    },
    patches,
    forGit: {
      baseCommit: baseCommit ?? null,
      preimages: preimagesOf(patches),
      patches: read.map(({ compared: { author, title, message }, diff }) => ({
        author,
        message: [title, ...(message.length > 0 ? ["", ...message] : [])].join("\n"),
        diff,
      })),
    },
  };
}

/** The files that must be there before the first patch: what later patches find is made by earlier. */
function preimagesOf(patches: readonly ComparedPatch[]): Preimage[] {
  const known = new Set<string>();
  const preimages: Preimage[] = [];
  for (const file of patches.flatMap(({ files }) => files)) {
    const { created, oldMode, oldBlob } = readDiffHeader(file);
    const name = file.oldPath ?? file.path;
    if (!known.has(name) && !created) {
      preimages.push({ path: name, blob: oldBlob, mode: oldMode ?? "100644" });
    }
    known.add(name).add(file.path);
  }
  return preimages;
}
