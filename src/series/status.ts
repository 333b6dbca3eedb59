import type {
  Applied,
  SeriesContext,
  SeriesMail,
  SeriesState,
  SeriesStatus,
} from "../model/series.ts";
import { findApplied } from "./applied.ts";
import { currentPatches, lastWholeIndex } from "./current.ts";
import { nextMove } from "./next-move.ts";
import { mailsUntil, timeOf } from "./own-words.ts";
import { reviewRound, type Round } from "./round.ts";
import { displayName } from "./person.ts";
import { ABANDONED_DAYS, lastCommitAt, STALLED_DAYS } from "./silence.ts";
import { collectTags, isReviewed, type PositionTags } from "./tags.ts";

const DAY = 86_400;

/** What the state of a series is, and which mail says so. */
export interface Finding {
  readonly state: SeriesState;
  readonly messageId: string;
  readonly text: string | null;
}

/**
 * The state of a series at a moment (Unix seconds UTC), from the mails known then: whether it was
 * taken, refused, asked to change, is ready, waits, or went silent; with the mail that says so, and
 * who has to move. Nothing in it depends on today's date but `stalled` and `abandoned`. Requests and
 * promises of the mails in `settled` (message-ids) count no more.
 */
export function trackStatus(
  context: SeriesContext,
  asOf: number,
  settled?: ReadonlySet<string>,
): SeriesStatus {
  const known = knownAt(context, asOf);
  const mails = mailsUntil(known.mails, asOf);
  const tags = collectTags(known, asOf);
  const applied = findApplied(known, asOf);
  const round = reviewRound(known, mails, settled);
  const lastActivityAt = activity(known, mails);
  const quiet = asOf - Math.max(lastActivityAt, lastCommitAt(applied));
  const active = judge(known, { round, tags, applied });
  const { state, messageId, text } = silence(active, mails, quiet);
  const move = nextMove(known, { state, active: active.state, round, tags, applied });
  return {
    state,
    stateMessageId: messageId,
    stateText: text,
    nextMove: move.mover,
    nextMoveReason: move.reason,
    applied,
    tags,
    lastActivityAt,
  };
}

/** The series without revisions that were posted later; at least the first stays. */
function knownAt(context: SeriesContext, asOf: number): SeriesContext {
  const { series, mails } = context;
  const revisions = series.revisions.filter(({ postedAt }, at) => at === 0 || postedAt <= asOf);
  if (revisions.length === series.revisions.length) return context;
  const index = new Map(revisions.map((revision, at) => [revision.id, at]));
  const kept = mails.flatMap((mail) => {
    const revision = index.get(series.revisions[mail.revision]?.id ?? "");
    return revision === undefined ? [] : [{ ...mail, revision }];
  });
  return { ...context, series: { ...series, revisions }, mails: kept };
}

function activity({ series }: SeriesContext, mails: readonly SeriesMail[]): number {
  const byPeople = mails.filter(({ message }) => !message.bot);
  const newest = (byPeople.length > 0 ? byPeople : mails).at(-1);
  return newest === undefined ? (series.revisions.at(-1)?.postedAt ?? 0) : timeOf(newest);
}

interface Facts {
  readonly round: Round;
  readonly tags: readonly PositionTags[];
  readonly applied: Applied | null;
}

function judge({ series }: SeriesContext, { round, tags, applied }: Facts): Finding {
  const last = series.revisions.at(-1);
  const posted = last?.id ?? "";
  const patches = currentPatches(series.revisions);
  if (applied !== null && isWhollyApplied(series.revisions, applied)) {
    return { state: "accepted", messageId: applied.messageId, text: applied.text };
  }
  if (round.refusal !== null) {
    return { state: "rejected", messageId: round.refusal.messageId, text: round.refusal.text };
  }
  if (last?.rfc === true) return { state: "rfc", messageId: round.latest ?? posted, text: null };
  if (round.request !== null) {
    return {
      state: "changes-requested",
      messageId: round.request.messageId,
      text: round.request.text,
    };
  }
  const whole = series.revisions[lastWholeIndex(series.revisions)];
  const complete = patches.length > 0 && patches.length >= (whole?.total ?? 1);
  // Of a series that went to several lists in parts, the rest may have no review at all.
  if (complete && patches.every(({ patch }) => isReviewed(tags, patch.position))) {
    const all = patches.flatMap(
      ({ patch }) => tags.find((each) => each.position === patch.position)?.tags ?? [],
    );
    const tag = all.filter(({ token }) => token === "Reviewed-by" || token === "Acked-by").at(-1);
    const text = tag === undefined ? null : `${tag.token}: ${displayName(tag.person)}`;
    return { state: "ready", messageId: tag?.messageId ?? posted, text };
  }
  if (round.latest !== null) return { state: "under-review", messageId: round.latest, text: null };
  return { state: "new", messageId: posted, text: null };
}

/** Every patch as it stands was taken, or every patch of a revision that nothing followed. */
function isWhollyApplied(
  revisions: SeriesContext["series"]["revisions"],
  applied: Applied,
): boolean {
  const taken = new Set(applied.messageIds);
  const patches = currentPatches(revisions);
  const base = revisions[lastWholeIndex(revisions)];
  // Of a series whose patches went elsewhere only the cover was seen: its word counts.
  if (patches.length === 0) return base?.version === applied.revision;
  if (patches.every(({ patch }) => taken.has(patch.messageId))) return true;
  const later = revisions.at(-1)?.postedAt ?? 0;
  const named = revisions.find(
    ({ version, patches: own }) =>
      version === applied.revision && own.some(({ messageId }) => taken.has(messageId)),
  );
  return (
    applied.at > later &&
    named !== undefined &&
    named.patches.every(({ messageId }) => taken.has(messageId))
  );
}

const FINAL: ReadonlySet<SeriesState> = new Set(["accepted", "rejected"]);

function silence(active: Finding, mails: readonly SeriesMail[], quiet: number): Finding {
  if (FINAL.has(active.state) || quiet < STALLED_DAYS * DAY) return active;
  const last = mails.findLast(({ message }) => !message.bot) ?? mails.at(-1);
  const state = quiet >= ABANDONED_DAYS * DAY ? "abandoned" : "stalled";
  return { state, messageId: last?.message.messageId ?? active.messageId, text: active.text };
}
