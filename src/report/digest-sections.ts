import { DIGEST_SECTION_KEYS, type DigestSectionKey } from "../model/report.ts";

/** How a section is told of. */
export interface SectionPlan {
  readonly key: DigestSectionKey;
  readonly title: string;
  /** Series shown before the rest is counted: a digest is read in a few minutes or not at all. */
  readonly rows: number;
  readonly command: (list: string) => string;
}

const everything = (list: string): string => `patchtrail status --list ${list}`;
const inState =
  (state: string) =>
  (list: string): string =>
    `patchtrail status --list ${list} --state ${state}`;
const next =
  (mover: string) =>
  (list: string): string =>
    `patchtrail status --list ${list} --next ${mover}`;

/** Every section there is. */
export const PLANS: Readonly<Record<DigestSectionKey, Omit<SectionPlan, "key">>> = {
  accepted: { title: "Accepted", rows: 15, command: inState("accepted") },
  new: { title: "New", rows: 12, command: everything },
  "re-rolled": { title: "Re-rolled", rows: 10, command: everything },
  author: { title: "Waiting for the author", rows: 8, command: next("author") },
  reviewers: { title: "Waiting for review", rows: 8, command: next("reviewers") },
  maintainer: { title: "Ready for the maintainer", rows: 8, command: next("maintainer") },
  stalled: { title: "Stalled", rows: 5, command: inState("stalled") },
  "loose-ends": {
    title: "Loose ends",
    rows: 8,
    command: (list) => `patchtrail todos --list ${list}`,
  },
};
/** What nobody acted on for long. */
export const LOOSE_ENDS: SectionPlan = { key: "loose-ends", ...PLANS["loose-ends"] };
/** The sections in which a series stands once at most, in order. */
export const FLOW: readonly SectionPlan[] = DIGEST_SECTION_KEYS.filter(
  (key) => key !== LOOSE_ENDS.key,
).map((key) => ({ key, ...PLANS[key] }));
