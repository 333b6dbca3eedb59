import type { Evidence } from "../model/series.ts";
import type { Pairing } from "./pair-patches.ts";
import { isTelling, type Traits } from "./traits.ts";

/** A number that follows the other's, on patches that pair in part. */
const FOLLOWS = 1.6;

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
  const next = newer.revision.version - older.revision.version;
  if (samePeople && next === 1 && pairing.paired > 0 && (pairing.alike > 0 || pairing.telling)) {
    const text = `${newer.revision.label} follows ${older.revision.label}`;
    evidence.push({ kind: "content", messageId: id, text, weight: FOLLOWS });
  }
  return evidence;
}

function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}
