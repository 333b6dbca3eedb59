import type { DigestInput, SeriesView } from "../model/report.ts";
import type { Revision, TagToken } from "../model/series.ts";
import type { Placed } from "./digest-place.ts";
import { inertText } from "./inert.ts";
import { periodWord } from "./iso-week.ts";
import { shorten } from "./layout.ts";
import { count, lastRevision, patchCount, personName } from "./words.ts";

const REVIEWS: ReadonlySet<TagToken> = new Set(["Reviewed-by", "Acked-by"]);

/** `reviewed by A`, `2 of 5 patches reviewed`; null without a review. */
export function reviewNote(view: SeriesView): string | null {
  const last = lastRevision(view.series);
  if (last === null) return null;
  const total = Math.max(1, patchCount(last));
  const reviewed = view.status.tags.filter(
    (one) => one.position > 0 && one.tags.some((tag) => REVIEWS.has(tag.token)),
  ).length;
  if (reviewed === 0) return null;
  if (reviewed < total) return `${reviewed} of ${total} patches reviewed`;
  const people = new Set(
    view.status.tags.flatMap((one) =>
      one.tags.filter((tag) => REVIEWS.has(tag.token)).map((tag) => personName(tag.person)),
    ),
  );
  const [first] = people;
  return people.size === 1
    ? `reviewed by ${first}`
    : `reviewed by ${first} and ${people.size - 1} more`;
}

function nackNote(view: SeriesView): string | null {
  const nack = view.status.tags.flatMap((one) => one.tags).find((tag) => tag.token === "Nacked-by");
  return nack === undefined ? null : `Nacked-by ${personName(nack.person)}`;
}

/**
 * `applied to powerpc/next as 1234567890ab`, `v2 applied, 2 of 5 patches`; null when it was not.
 * Of several commits the first is named.
 */
export function appliedNote(view: SeriesView): string | null {
  const applied = view.status.applied;
  if (applied === null) return null;
  const { revisions } = view.series;
  const taken = new Set(applied.messageIds);
  const named = revisions.filter(({ version }) => version === applied.revision);
  const holds = ({ patches }: Revision) => patches.some(({ messageId }) => taken.has(messageId));
  const own = named.findLast(holds) ?? named.at(-1);
  const part = own?.patches.filter(({ messageId }) => taken.has(messageId)).length ?? 0;
  const whole = own === undefined ? 0 : patchCount(own);
  const seen = part === own?.patches.length ? "all seen, " : "";
  const some = part > 0 && part < whole ? `, ${seen}${part} of ${count(whole, "patch")}` : "";
  const newest = own === undefined || own.version === revisions.at(-1)?.version;
  const label = newest ? "" : `${shorten(inertText(own.label), 30)} `;
  const tree = applied.tree === null ? "" : ` to ${shorten(inertText(applied.tree), 60)}`;
  const ids = new Set(own?.patches.map(({ messageId }) => messageId));
  const more = applied.commits.filter(({ messageId }) => ids.has(messageId)).length - 1;
  const rest = more > 0 ? ` and ${more} more` : "";
  const commit =
    applied.commit === null ? "" : ` as ${inertText(applied.commit.slice(0, 12))}${rest}`;
  return `${label}applied${tree}${commit}${some}`;
}

function historyNotes(placed: Placed, input: DigestInput): string[] {
  const { revisions } = placed.view.series;
  const last = lastRevision(placed.view.series);
  const notes: string[] = [];
  if (last?.resend === true) notes.push("sent again");
  const thisWeek = revisions.filter((one) => one.postedAt >= input.week.from);
  if (thisWeek.length > 1)
    notes.push(`${thisWeek.length} revisions this ${periodWord(input.week)}`);
  if (placed.key === "re-rolled" && revisions.length === 1) {
    notes.push("earlier revisions not seen");
  }
  const before = revisions.at(-2);
  if (before !== undefined && last !== null && before.postedAt < input.week.from) {
    const changed = patchCount(last) - patchCount(before);
    if (changed !== 0 && placed.key === "re-rolled") {
      notes.push(`${count(Math.abs(changed), "patch")} ${changed > 0 ? "more" : "fewer"}`);
    }
  }
  return notes;
}

/** Short remarks on a series for its line in a digest. */
export function notesFor(placed: Placed, input: DigestInput): readonly string[] {
  const { view, key } = placed;
  if (key === "accepted") return [appliedNote(view) ?? "applied"];
  const notes = key === "new" || key === "re-rolled" ? historyNotes(placed, input) : [];
  if (placed.newlyStalled) notes.push("newly stalled");
  for (const note of [reviewNote(view), nackNote(view)]) {
    if (note !== null) notes.push(note);
  }
  return notes;
}
