import { ExitStatus, TrackerError } from "../../errors.ts";
import type { NamedRevision } from "../../model/report.ts";
import type { Revision, Series } from "../../model/series.ts";
import { revisionsCalled } from "../../range-diff/pick-revision.ts";
import type { AppContext } from "../context.ts";

/** What a user named: a whole series, one revision of it, or a mail that is not stored (yet). */
export type Named =
  | { readonly kind: "series"; readonly series: Series }
  | { readonly kind: "revision"; readonly series: Series; readonly revision: Revision }
  | { readonly kind: "unseen"; readonly messageId: string };

/**
 * What a series id, a message-id or `SERIES@v3` (any label, any mail of the series) leads to.
 *
 * @param unseen a message-id that is not stored is taken for one that is still to come
 * @throws TrackerError `not-found`, or `usage` with the choices when it may be several revisions
 */
export async function findNamed(
  { store }: AppContext,
  reference: string,
  unseen: boolean,
): Promise<Named> {
  const direct = await lookUp(store, reference);
  if (direct !== null) return direct;
  const at = reference.lastIndexOf("@");
  const before = at > 0 ? await lookUp(store, reference.slice(0, at)) : null;
  if (before !== null)
    return { kind: "revision", ...called(before.series, reference.slice(at + 1)) };
  if (unseen && at > 0 && !/\s/.test(reference)) return { kind: "unseen", messageId: reference };
  throw new TrackerError("not-found", `nothing stored is a series or a mail called ${reference}`, {
    hint: unseen
      ? "a mail that is still to come is named by its message-id"
      : "patchtrail search finds mails; --unseen takes a message-id that is still to come",
  });
}

/**
 * The same for a revision beside something named already: `v3` alone is that of its series.
 *
 * @throws TrackerError as `findNamed`
 */
export async function findBeside(
  context: AppContext,
  named: Named,
  reference: string,
  unseen = false,
): Promise<Named> {
  const isLabel = /^(?:rfc[ -])?v?\d{1,6}(?:\.\d{1,6})?(?:[ -]resend)?$/i.test(reference);
  return isLabel && named.kind !== "unseen"
    ? { kind: "revision", ...called(named.series, reference) }
    : findNamed(context, reference, unseen);
}

async function lookUp(
  store: AppContext["store"],
  reference: string,
): Promise<Exclude<Named, { kind: "unseen" }> | null> {
  const revisionId = await store.findRevisionId(reference);
  const seriesId = await store.findSeriesId(revisionId ?? reference);
  if (seriesId === null) return null;
  const series = (await store.listSeries({ ids: [seriesId] }))[0]?.series;
  if (series === undefined) return null;
  const revision = series.revisions.find(({ id }) => id === revisionId);
  return revision === undefined
    ? { kind: "series", series }
    : { kind: "revision", series, revision };
}

const plain = (label: string) =>
  label
    .toLowerCase()
    .replaceAll(/[\s-]+/g, " ")
    .trim();

function called(series: Series, label: string): { series: Series; revision: Revision } {
  const fitting = revisionsCalled(series.revisions, plain(label));
  const [revision] = fitting;
  if (revision === undefined) {
    throw new TrackerError("not-found", `${series.id} has no revision ${label}`, {
      hint: `there are: ${choices(series, series.revisions)}`,
    });
  }
  if (fitting.length > 1) throw severalRevisions(series, fitting);
  return { series, revision };
}

/**
 * The one revision that is meant; a series of one revision means that.
 *
 * @throws TrackerError `usage` when the series has several
 */
export function oneRevision(named: Named): NamedRevision {
  if (named.kind === "unseen") return { messageId: named.messageId, found: null };
  const { series } = named;
  const [first] = series.revisions;
  const only = series.revisions.length === 1 ? first : undefined;
  const revision = named.kind === "revision" ? named.revision : only;
  if (revision === undefined) throw severalRevisions(series, series.revisions);
  return toNamed(series, revision);
}

/** A revision as decisions name it: by its first mail. */
export function toNamed(series: Series, revision: Revision): NamedRevision {
  return { messageId: revision.id, found: { series, revision } };
}

function severalRevisions(series: Series, revisions: readonly Revision[]): TrackerError {
  return new TrackerError("usage", `${series.id} has several revisions: say which one`, {
    exitStatus: ExitStatus.usage,
    hint: `one of: ${choices(series, revisions)}`,
  });
}

/** `s0123456789@v2`; the message-id where several have one label. */
function choices(series: Series, revisions: readonly Revision[]): string {
  const labels = series.revisions.map(({ label }) => plain(label));
  return revisions
    .map(({ id, label }) => {
      const unique = labels.filter((other) => other === plain(label)).length === 1;
      return unique ? `${series.id}@${label.replaceAll(" ", "-")}` : id;
    })
    .join(", ");
}
