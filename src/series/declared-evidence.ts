import type { DeclaredLink } from "../model/patch.ts";
import type { Evidence } from "../model/series.ts";
import type { Traits } from "./traits.ts";

/** Weights of what authors say themselves; 4 is enough to link (`LINKED` in link.ts). */
const WEIGHT = {
  changeId: 10,
  supersedes: 10,
  declared: 8,
  declaredOddly: 3,
  sharedAncestor: 6,
  answersOlder: 7,
  sameThread: 5,
} as const;

/** Evidence in which the author of the newer revision says what it follows. */
export function declaredEvidence(older: Traits, newer: Traits, samePeople: boolean): Evidence[] {
  const evidence: Evidence[] = [];
  const { changeId } = newer.revision;
  if (changeId !== null && changeId === older.revision.changeId) {
    evidence.push({
      kind: "change-id",
      messageId: newer.revision.id,
      text: `change-id: ${changeId}`,
      weight: WEIGHT.changeId,
    });
  }
  evidence.push(
    ...namedEvidence(older, newer, samePeople),
    ...threadEvidence(older, newer, samePeople),
  );
  return evidence;
}

function namedEvidence(older: Traits, newer: Traits, samePeople: boolean): Evidence[] {
  const named = (link: DeclaredLink, traits: Traits) =>
    link.messageId !== null &&
    (traits.ids.has(link.messageId) || link.messageId === traits.revision.thread);
  for (const link of newer.revision.declared) {
    if (link.kind === "superseded-by" || !named(link, older) || named(link, newer)) continue;
    const sure = link.kind === "supersedes" || fits(link, older, newer, samePeople);
    const weight = link.kind === "supersedes" ? WEIGHT.supersedes : WEIGHT.declared;
    const kind = link.kind === "supersedes" ? "supersedes" : "declared-link";
    return [say(kind, newer, link, sure ? weight : WEIGHT.declaredOddly)];
  }
  for (const link of older.revision.declared) {
    if (link.kind === "superseded-by" && named(link, newer)) {
      return [say("supersedes", older, link, WEIGHT.supersedes)];
    }
  }
  return samePeople ? sharedAncestor(older, newer) : [];
}

/** Does the version that a link names agree with where it leads? */
function fits(link: DeclaredLink, older: Traits, newer: Traits, samePeople: boolean): boolean {
  const { version: from, rfc } = older.revision;
  const { version: to, resend } = newer.revision;
  if (link.version === null) return samePeople && (from < to || rfc || resend);
  if (link.version === from) return from < to || resend || rfc || samePeople;
  if (link.version === to) return from < to;
  return (from === 1 || rfc) && link.version < to && samePeople;
}

/** Both name one posting that nobody here has seen as the same earlier version. */
function sharedAncestor(older: Traits, newer: Traits): Evidence[] {
  const places = new Map(
    older.revision.declared
      .filter((link) => link.version !== null && link.kind !== "superseded-by")
      .map((link) => [`${link.version}\n${link.messageId ?? link.url}`, link]),
  );
  const link = newer.revision.declared.find((each) =>
    places.has(`${each.version}\n${each.messageId ?? each.url}`),
  );
  const rerolled = newer.revision.version > older.revision.version || newer.revision.resend;
  if (link === undefined || !rerolled || (link.version ?? 0) > older.revision.version) return [];
  return [say("declared-link", newer, link, WEIGHT.sharedAncestor)];
}

function say(kind: Evidence["kind"], teller: Traits, link: DeclaredLink, weight: number): Evidence {
  return { kind, messageId: teller.revision.id, text: link.text, weight };
}

function threadEvidence(older: Traits, newer: Traits, samePeople: boolean): Evidence[] {
  const { revision } = newer;
  const rerolled =
    revision.version > older.revision.version ||
    (revision.version === older.revision.version && (newer.minor > older.minor || revision.resend));
  if (!samePeople || !rerolled || revision.answers === null) return [];
  if (revision.postedAt < older.revision.postedAt) return [];
  if (older.ids.has(revision.answers)) {
    const text = `In-Reply-To: ${revision.answers}`;
    return [{ kind: "in-reply-to", messageId: revision.id, text, weight: WEIGHT.answersOlder }];
  }
  if (revision.thread !== older.revision.thread) return [];
  const text = `posted in the thread of ${older.revision.label}`;
  return [{ kind: "in-reply-to", messageId: revision.id, text, weight: WEIGHT.sameThread }];
}
