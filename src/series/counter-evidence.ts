import type { Evidence } from "../model/series.ts";
import type { Pairing } from "./pair-patches.ts";
import type { Traits } from "./traits.ts";

const DAY = 86_400;

/**
 * What speaks against two revisions being one series; weights are negative. Where the author says
 * himself that one follows the other, numbers, files and dates say nothing.
 */
export function counterEvidence(
  older: Traits,
  newer: Traits,
  { pairing, declared }: { readonly pairing: Pairing; readonly declared: boolean },
): Evidence[] {
  const found: [string, number][] = [];
  const [from, to] = [older.revision, newer.revision];
  if (from.changeId !== null && to.changeId !== null && from.changeId !== to.changeId) {
    const text = `different change-ids: ${from.changeId}, ${to.changeId}`;
    // Look-alikes of one author can agree in all else; only an author's own word weighs more.
    found.push([text, declared ? -9 : -20]);
  }
  if (older.sideline !== newer.sideline) {
    found.push([
      `another branch of work: ${older.sideline ?? "mainline"}, ${newer.sideline ?? "mainline"}`,
      -20,
    ]);
  }
  if (older.sideline === "pull" && newer.sideline === "pull") {
    found.push(["pull requests follow each other, they do not replace each other", -20]);
  }
  if (!declared) found.push(...oddities(older, newer, pairing));
  return found.map(([text, weight]) => ({ kind: "counter", messageId: to.id, text, weight }));
}

function oddities(older: Traits, newer: Traits, pairing: Pairing): [string, number][] {
  const found: [string, number][] = [];
  const [from, to] = [older.revision, newer.revision];
  const days = Math.abs(to.postedAt - from.postedAt) / DAY;
  const comparable = pairing.smaller > 0;
  if (takesBack(older) !== takesBack(newer)) {
    found.push(["one takes back what the other does", -4]);
  }
  if (isSameNumber(older, newer) && !isSameContent(pairing) && !to.resend) {
    found.push([`both are ${to.label} with different content`, -4]);
  }
  if (to.version < from.version && !to.resend && !to.rfc && to.postedAt > from.postedAt) {
    const disjoint = comparable && !shareFiles(older, newer);
    found.push([`${to.label} came after ${from.label}`, disjoint ? -5 : -2.5]);
  }
  if (older.files.size > 0 && newer.files.size > 0 && !shareFiles(older, newer)) {
    found.push(["no file is touched by both", isNextAttempt(older, newer, pairing) ? -1.5 : -3]);
  } else if (
    comparable &&
    pairing.unlike > 0 &&
    pairing.unlike === pairing.paired &&
    pairing.smaller === 1
  ) {
    found.push(["no changed line in common", -1]);
  }
  if (days > 365)
    found.push([`${Math.round(days / 365)} years apart`, -Math.min(3, Math.floor(days / 365))]);
  return found;
}

/** Under one telling title the next number may well try another place. */
function isNextAttempt(older: Traits, newer: Traits, { titles, telling }: Pairing): boolean {
  return titles > 0 && telling && newer.revision.version - older.revision.version === 1;
}

/** `Revert "title"`, but not a revert of that revert. */
function takesBack({ title }: Traits): boolean {
  const marks = /^(?:revert[\s:"']{1,3}){1,9}/.exec(title)?.[0] ?? "";
  return (marks.split("revert").length - 1) % 2 === 1;
}

/** The same patches once more: sent again, whatever the subject says. */
function isSameContent({ smaller, larger, titles, alike, equal }: Pairing): boolean {
  if (larger === 0 || smaller !== larger) return false;
  return equal === larger || (titles === larger && alike === larger);
}

/** Both claim one number, neither as the RFC of the other. */
function isSameNumber(older: Traits, newer: Traits): boolean {
  const [from, to] = [older.revision, newer.revision];
  return from.version === to.version && older.minor === newer.minor && from.rfc === to.rfc;
}

function shareFiles(a: Traits, b: Traits): boolean {
  const [small, large] = a.files.size < b.files.size ? [a.files, b.files] : [b.files, a.files];
  for (const file of small) if (large.has(file)) return true;
  return false;
}
