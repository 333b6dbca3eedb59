import type { Evidence } from "../model/series.ts";
import type { Pairing } from "./pair-patches.ts";
import { isTelling } from "./title-words.ts";
import type { Traits } from "./traits.ts";

/** A number that follows the other's, on patches that pair in part. */
const FOLLOWS = 1.6;
/** A next number of one author for the same files, however it is titled. */
const SAME_FILES = 1.5;
const SEQUEL_DAYS = 60;
const DAY = 86_400;
/** Patches to one file whose titles are nearly the same, of one author or of two. */
const NEAR = { same: 3.6, other: 1.8 };

/** Evidence of equal titles and like content, weighed by whether the people are the same. */
export function contentEvidence(
  older: Traits,
  newer: Traits,
  { pairing, samePeople }: { readonly pairing: Pairing; readonly samePeople: boolean },
): Evidence[] {
  const evidence: Evidence[] = [];
  const { id, title } = newer.revision;
  const messageId = pairing.example?.messageId ?? id;
  if (older.title !== "" && older.title === newer.title) {
    const telling = isTelling(title.toLowerCase());
    const weight = samePeople ? (telling ? 4 : 3) : telling ? 2 : 0.5;
    evidence.push({ kind: "same-title", messageId: id, text: title, weight });
  }
  const covers = older.revision.cover !== null || newer.revision.cover !== null;
  const series = covers || pairing.larger > 1;
  if (pairing.titles > 0 && series) {
    const share = pairing.titles / pairing.smaller;
    const whole = pairing.titles / pairing.larger;
    const full = samePeople ? 4 : 2.5;
    const weight = round(full * (0.55 * share + 0.45 * whole) * (pairing.telling ? 1 : 0.75));
    const text = `${pairing.titles} of ${pairing.larger} patches have the same title`;
    evidence.push({ kind: "member-title", messageId, text, weight });
  }
  if (pairing.alike > 0 || pairing.equal > 0) {
    const alike = Math.max(pairing.alike, pairing.equal);
    const share = alike / pairing.smaller;
    const whole = alike / pairing.larger;
    const weight = round((samePeople ? 3.5 : 2.5) * (0.6 * share + 0.4 * whole));
    const text = `${alike} of ${pairing.larger} patches change the same lines`;
    evidence.push({ kind: "content", messageId, text, weight });
  }
  if (pairing.near > 0) {
    const share = pairing.near / pairing.smaller;
    const whole = pairing.near / pairing.larger;
    const full = (samePeople ? NEAR.same : NEAR.other) * pairing.nearness;
    const weight = round(full * (0.6 * share + 0.4 * whole));
    const text = `${pairing.near} of ${pairing.larger} patches have nearly the same title and change the same file`;
    evidence.push({ kind: "member-title", messageId, text, weight });
  }
  if (samePeople) evidence.push(...sequelEvidence(older, newer, pairing));
  return evidence;
}

/** A number that follows the other's, on what pairs in part or changes the very same files. */
function sequelEvidence(older: Traits, newer: Traits, pairing: Pairing): Evidence[] {
  const { id, label, version, postedAt } = newer.revision;
  if (version - older.revision.version !== 1) return [];
  const evidence: Evidence[] = [];
  const soon = Math.abs(postedAt - older.revision.postedAt) <= SEQUEL_DAYS * DAY;
  const again = soon && pairing.titles === 0 && pairing.larger === 1 && sameFiles(older, newer);
  if (again) {
    const text = "changes the very same files";
    evidence.push({ kind: "content", messageId: id, text, weight: SAME_FILES });
  }
  const paired = pairing.alike > 0 || pairing.near > 0 || (pairing.paired > 0 && pairing.telling);
  if (paired || again) {
    const text = `${label} follows ${older.revision.label}`;
    evidence.push({ kind: "content", messageId: id, text, weight: FOLLOWS });
  }
  return evidence;
}

function sameFiles({ files: a }: Traits, { files: b }: Traits): boolean {
  return a.size > 0 && a.size === b.size && [...a].every((file) => b.has(file));
}

function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}
