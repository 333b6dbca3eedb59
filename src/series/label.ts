import type { PatchSubject } from "../model/patch.ts";
import type { Revision } from "../model/series.ts";

type Named = Pick<PatchSubject, "version" | "minor" | "rfc" | "resend">;

/** As people call a revision: `v7`, `RFC v1`, `v3.1`, `v2 RESEND`. */
export function revisionLabel({ version, minor, rfc, resend }: Named): string {
  const number = `v${version ?? 1}${minor === null ? "" : `.${minor}`}`;
  return `${rfc ? "RFC " : ""}${number}${resend ? " RESEND" : ""}`;
}

/**
 * True for `v5.10`, `v6.6`: a kernel's number, not a re-roll's. Partial re-rolls get few minors
 * (`v3.1`, `v3.2`), stable trees many.
 */
export function isTreeNumber({ version, minor }: Pick<PatchSubject, "version" | "minor">): boolean {
  return version !== null && version >= 3 && version <= 9 && minor !== null && minor >= 4;
}

/** What stands behind the dot of a label; 0 for a whole re-roll. */
export function minorOf(revision: Pick<Revision, "label">): number {
  return Number(/v\d{1,6}\.(\d{1,6})/.exec(revision.label)?.[1] ?? 0);
}

const STABLE_TAG =
  /^(?:(?:for[- ])?stable\b.*|backport.*|autosel\b.*|(?:linux-)?\d+\.\d+(?:\.\d+|\.y)?(?:[- ](?:stable|y|rc\d*|autosel|review).*)?|.*-stable(?:-.*)?|.*\bautosel\b.*)$/;
const PULL_TAG = /^(?:.*\b)?(?:git[- ]?pull|pull(?:[- ]?request)?|gitpull)\b/;

/**
 * The branch of work beside the mainline that a posting belongs to: `pull`, or a stable tree such
 * as `5.10`; null for mainline. Postings of different branches are never one series.
 */
export function sideline(tags: readonly string[]): string | null {
  if (tags.some((tag) => PULL_TAG.test(tag.slice(0, 80)))) return "pull";
  const stable = tags.filter((tag) => STABLE_TAG.test(tag.slice(0, 80)));
  return stable.length === 0 ? null : stable.toSorted().join(" ");
}
