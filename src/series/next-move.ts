import type { Applied, Mover, SeriesContext, SeriesState } from "../model/series.ts";
import { currentPatches, lastWholeIndex } from "./current.ts";
import { displayName, isUnknown } from "./person.ts";
import type { Round } from "./round.ts";
import { isReviewed, type PositionTags } from "./tags.ts";

export interface Move {
  readonly mover: Mover;
  /** One sentence on facts of mails; no dates that move. */
  readonly reason: string;
}

interface Facts {
  readonly state: SeriesState;
  /** The state before silence was laid over it. */
  readonly active: SeriesState;
  readonly round: Round;
  readonly tags: readonly PositionTags[];
  readonly applied: Applied | null;
}

/** Whose move it is, and why. */
export function nextMove(context: SeriesContext, facts: Facts): Move {
  const { mover, reason } = moveOf(context, facts);
  return { mover, reason: reason.replace(/^the author/, "The author") };
}

function moveOf({ series }: SeriesContext, { state, active, round, tags, applied }: Facts): Move {
  const last = series.revisions.at(-1);
  const label = last?.label ?? "v1";
  const poster = last?.author ?? series.author;
  const author = isUnknown(poster) ? "the author" : displayName(poster);
  if (active === "accepted" && applied !== null) {
    const where = applied.tree === null ? "" : ` to ${applied.tree}`;
    return { mover: "nobody", reason: `v${applied.revision} was applied${where}.` };
  }
  if (active === "rejected" && round.refusal !== null) {
    const { byAuthor, person } = round.refusal;
    const reason = byAuthor
      ? `${author} withdrew ${label}.`
      : `${displayName(person)} rejected ${label}.`;
    return { mover: "nobody", reason };
  }
  if (state === "abandoned") {
    return {
      mover: "nobody",
      reason: `Nothing was heard of ${label} by ${author} for half a year.`,
    };
  }
  if (round.request !== null) {
    const { person } = round.request;
    const promised = round.promise === round.request;
    const reason = promised
      ? `${author} said on ${label} that more is to come.`
      : `${displayName(person)} asked for changes to ${label}, and ${author} has not re-rolled it.`;
    return { mover: "author", reason };
  }
  return waiting(
    { label, author },
    { active, round, ...howFar(series.revisions, { tags, applied }) },
  );
}

interface Progress {
  /** How many patches have a review, in words. */
  readonly reviews: string;
  readonly partlyApplied: boolean;
}

function waiting(
  { label, author }: { readonly label: string; readonly author: string },
  facts: Pick<Facts, "active" | "round"> & Progress,
): Move {
  const { active, round } = facts;
  if (active === "ready") {
    const reason = `Every patch of ${label} has a review and no request is open.`;
    return { mover: "maintainer", reason };
  }
  if (facts.partlyApplied) {
    return { mover: "maintainer", reason: `Only a part of ${label} was applied so far.` };
  }
  if (round.latest === null) {
    return { mover: "reviewers", reason: `Nobody has answered ${label} yet.` };
  }
  const people = round.reviewers.slice(0, 2).map(displayName).join(" and ");
  const reason =
    round.authorAnswered === null
      ? `${people} wrote on ${label}; ${facts.reviews}.`
      : `${author} answered ${people} on ${label} and waits for a verdict.`;
  return { mover: "reviewers", reason };
}

function howFar(
  revisions: SeriesContext["series"]["revisions"],
  { tags, applied }: Pick<Facts, "tags" | "applied">,
): Progress {
  const patches = currentPatches(revisions);
  const reviewed = patches.filter(({ patch }) => isReviewed(tags, patch.position)).length;
  const none = patches.length === 0 || reviewed === 0;
  const base = revisions[lastWholeIndex(revisions)];
  return {
    reviews: none
      ? "no patch has a review tag yet"
      : `${reviewed} of ${Math.max(patches.length, base?.total ?? 1)} patches reviewed`,
    partlyApplied: patches.some(({ patch }) => applied?.messageIds.includes(patch.messageId)),
  };
}
