import { normaliseTitle } from "../patch/subject.ts";
import type { Revision } from "../model/series.ts";
import { byTime, type AssemblyMail, type Place } from "./assembly-mail.ts";
import { revisionLabel } from "./label.ts";
import { NOBODY } from "./revision.ts";

/**
 * Gives every reply the place of its nearest ancestor that is a patch or a cover; where that was
 * not seen, of what its subject names. Adds to `places`; returns the revisions that only replies
 * tell of.
 */
export function placeReplies(
  sorted: readonly AssemblyMail[],
  revisions: readonly Revision[],
  places: Map<string, Place>,
): Revision[] {
  const byId = new Map(sorted.map((mail) => [mail.messageId, mail]));
  const inThread = new Map<string, Revision[]>();
  for (const revision of revisions) {
    inThread.set(revision.thread, [...(inThread.get(revision.thread) ?? []), revision]);
  }
  const lost = new Set<string>();
  const orphans: AssemblyMail[] = [];
  for (const mail of sorted) {
    if (places.has(mail.messageId)) continue;
    const trail: AssemblyMail[] = [];
    const place = climb(mail, { byId, places, trail, lost });
    if (place === null) {
      orphans.push(mail);
      for (const each of trail) lost.add(each.messageId);
    } else for (const each of trail) places.set(each.messageId, { ...place, role: "reply" });
  }
  const ghosts = new Map<string, AssemblyMail[]>();
  for (const mail of orphans) {
    const place = namedPlace(mail, inThread.get(mail.thread) ?? []);
    if (place !== null) places.set(mail.messageId, place);
    else if (mail.subject.patch && mail.subject.reply) {
      const key = ghostKey(mail);
      ghosts.set(key, [...(ghosts.get(key) ?? []), mail]);
    }
  }
  return [...ghosts.values()].map((mails) => buildGhost(mails.toSorted(byTime), places));
}

interface Climb {
  readonly byId: ReadonlyMap<string, AssemblyMail>;
  readonly places: ReadonlyMap<string, Place>;
  /** Filled with the mails on the way. */
  readonly trail: AssemblyMail[];
  /** Mails known to lead nowhere. */
  readonly lost: ReadonlySet<string>;
}

function climb(mail: AssemblyMail, { byId, places, trail, lost }: Climb): Place | null {
  const seen = new Set<string>();
  for (let at: AssemblyMail | undefined = mail; at !== undefined;) {
    const place = places.get(at.messageId);
    if (place !== undefined) return place;
    if (seen.has(at.messageId) || lost.has(at.messageId)) return null;
    seen.add(at.messageId);
    trail.push(at);
    at = at.parent === null ? undefined : byId.get(at.parent);
  }
  return null;
}

/** The revision of the thread that a reply's subject names. */
function namedPlace(mail: AssemblyMail, revisions: readonly Revision[]): Place | null {
  if (!mail.subject.reply) return null;
  const title = normaliseTitle(mail.subject.title);
  const fits = revisions.filter(
    ({ version, total, rfc }) =>
      mail.subject.patch &&
      version === (mail.subject.version ?? 1) &&
      rfc === mail.subject.rfc &&
      (mail.subject.total === null || mail.subject.total === total),
  );
  for (const revision of fits) {
    const patch = revision.patches.find((each) => normaliseTitle(each.title) === title);
    if (patch !== undefined)
      return { revision: revision.id, position: patch.position, role: "reply" };
    if (normaliseTitle(revision.title) === title)
      return { revision: revision.id, position: 0, role: "reply" };
  }
  const [named] = fits;
  if (named !== undefined && fits.length === 1 && mail.subject.total !== null) {
    return { revision: named.id, position: mail.subject.position ?? 0, role: "reply" };
  }
  const [only] = revisions;
  if (mail.subject.patch || only === undefined || revisions.length > 1) return null;
  return { revision: only.id, position: 0, role: "reply" };
}

function ghostKey({ thread, subject }: AssemblyMail): string {
  const what = subject.total ?? normaliseTitle(subject.title);
  return [thread, subject.version ?? 1, subject.minor ?? 0, subject.rfc, what].join("\n");
}

/** A revision known from its replies alone. */
function buildGhost(mails: readonly AssemblyMail[], places: Map<string, Place>): Revision {
  const [first] = mails;
  if (first === undefined) throw new RangeError("a ghost is told of by at least one mail");
  const head = mails.find(({ subject }) => subject.position === 0) ?? first;
  const { subject } = head;
  for (const mail of mails) {
    const single = mail.subject.total === null ? 1 : 0;
    const position = mail.subject.position ?? single;
    places.set(mail.messageId, { revision: first.messageId, position, role: "reply" });
  }
  return {
    id: first.messageId,
    version: Math.max(1, subject.version ?? 1),
    label: revisionLabel({ ...subject, version: Math.max(1, subject.version ?? 1) }),
    rfc: subject.rfc,
    resend: subject.resend,
    tags: subject.tags.toSorted(),
    title: subject.title,
    author: NOBODY,
    postedAt: first.sentAt,
    total: subject.total ?? 1,
    cover: null,
    patches: [],
    thread: first.thread,
    answers: first.parent,
    lists: [...new Set(mails.flatMap((mail) => mail.lists))].sort(),
    changeId: null,
    declared: [],
    changelog: [],
    ghost: true,
  };
}
