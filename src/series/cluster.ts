import { MAX_SERIES_PATCHES, UNTHREADED_WINDOW_SECONDS } from "../limits.ts";
import type { AssemblyMail } from "./assembly-mail.ts";
import { isUnknown, personKeys, samePerson } from "./person.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Mails looked back at for an unthreaded series; senders mix two series at most. */
const LOOK_BACK = 60;

type Posting = AssemblyMail[];
const NOBODY = { name: null, email: null };

/**
 * Groups mails that carry or announce patches (sorted by time) into postings: a cover and its
 * patches, or a single patch. Linear but for a bounded look-back.
 */
export function clusterPostings(mails: readonly AssemblyMail[]): Posting[] {
  const clusters = new Clusters(mails);
  const numbered = mails.filter(isNumbered);
  joinThreaded(clusters, numbered);
  joinRuns(clusters, numbered);
  joinUnthreaded(clusters, numbered);
  joinStrayCovers(clusters, numbered);
  return clusters.list().flatMap(splitRepeats);
}

/** Disjoint sets of mails that never take a position twice unless told to. */
class Clusters {
  readonly #of = new Map<string, Posting>();

  constructor(mails: readonly AssemblyMail[]) {
    for (const mail of mails) this.#of.set(mail.messageId, [mail]);
  }

  of(messageId: string | null): Posting | undefined {
    return messageId === null ? undefined : this.#of.get(messageId);
  }

  /** Joins two postings; `force` also when they share a position. */
  join(a: AssemblyMail, b: AssemblyMail, force = false): void {
    const [first, second] = [this.#of.get(a.messageId), this.#of.get(b.messageId)];
    if (!first || !second || first === second) return;
    if (first.length + second.length > MAX_SERIES_PATCHES + 1) return;
    if (!force && overlap(first, second)) return;
    const [large, small] = first.length >= second.length ? [first, second] : [second, first];
    for (const mail of small) {
      large.push(mail);
      this.#of.set(mail.messageId, large);
    }
  }

  list(): Posting[] {
    return [...new Set(this.#of.values())];
  }
}

function isNumbered({ subject }: AssemblyMail): boolean {
  return subject.position !== null && subject.total !== null;
}

function positionOf(mail: AssemblyMail): number {
  return mail.subject.position ?? 1;
}

function overlap(a: Posting, b: Posting): boolean {
  const taken = new Set(a.map(positionOf));
  return b.some((mail) => taken.has(positionOf(mail)));
}

function versionOf({ subject }: AssemblyMail): string {
  return `${subject.version ?? 1}.${subject.minor ?? 0}`;
}

function sameSender(a: AssemblyMail, b: AssemblyMail): boolean {
  return samePerson(a.from ?? NOBODY, b.from ?? NOBODY);
}

function senderKey(mail: AssemblyMail): string {
  return personKeys(mail.from ?? NOBODY)[0] ?? `?${mail.messageId}`;
}

/** Patches below their cover, or each below the one before it; siblings below a lost cover. */
function joinThreaded(clusters: Clusters, mails: readonly AssemblyMail[]): void {
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
  const siblings = new Map<string, AssemblyMail>();
  for (const mail of mails) {
    const parent = mail.parent === null ? undefined : byId.get(mail.parent);
    if (parent !== undefined && belongsBelow(mail, parent)) {
      clusters.join(parent, mail, positionOf(parent) === 0);
    } else if (mail.parent !== null && (mail.subject.total ?? 1) > 1) {
      const key = [mail.parent, mail.subject.total, versionOf(mail), senderKey(mail)].join("\n");
      const sibling = siblings.get(key);
      if (sibling !== undefined && mail.sentAt - sibling.sentAt < DAY) clusters.join(sibling, mail);
      siblings.set(key, mail);
    }
  }
}

function belongsBelow(mail: AssemblyMail, parent: AssemblyMail): boolean {
  if (parent.subject.total !== mail.subject.total || positionOf(mail) === 0) return false;
  const apart = Math.abs(mail.sentAt - parent.sentAt);
  const sender = sameSender(mail, parent);
  const sameVersion = versionOf(mail) === versionOf(parent);
  if (positionOf(parent) > 0) {
    return sameVersion && sender && apart < 2 * DAY && positionOf(parent) < positionOf(mail);
  }
  if (sameVersion) return (sender && apart < 5 * DAY) || apart < 6 * HOUR;
  return mail.subject.version === null && sender && apart < DAY;
}

/** `20250203101112.4321-3-ada@example.org` and its like: one run of git send-email. */
const RUN_ID = /^(.{6,120}?)-\d{1,4}-(.{3,120})$/;

/** One run is one posting even where each patch keeps a version of its own. */
function joinRuns(clusters: Clusters, mails: readonly AssemblyMail[]): void {
  const runs = new Map<string, AssemblyMail>();
  for (const mail of mails) {
    const run = RUN_ID.exec(mail.messageId);
    if (run === null) continue;
    const key = [run[1], run[2], mail.subject.total, senderKey(mail)].join("\n");
    const first = runs.get(key);
    if (first === undefined) runs.set(key, mail);
    else if (isOneSend(clusters, first, mail)) clusters.join(first, mail);
  }
}

/** Series whose patches are threads of their own. */
function joinUnthreaded(clusters: Clusters, mails: readonly AssemblyMail[]): void {
  const recent = new Map<string, AssemblyMail[]>();
  for (const mail of mails) {
    if (isUnknown(mail.from ?? NOBODY) || (mail.subject.total ?? 1) < 2) continue;
    const tags = mail.subject.tags.toSorted().join(" ");
    const key = [senderKey(mail), mail.subject.total, versionOf(mail), tags].join("\n");
    const earlier = recent.get(key) ?? [];
    recent.set(key, [...earlier.slice(-LOOK_BACK), mail]);
    for (const other of earlier.toReversed()) {
      const apart = mail.sentAt - other.sentAt;
      if (apart > UNTHREADED_WINDOW_SECONDS) break;
      const [a, b] = [clusters.of(other.messageId), clusters.of(mail.messageId)];
      if (!a || !b || a === b) break;
      if (!couldBeOneThread(clusters, a, b)) continue;
      clusters.join(other, mail);
      if (clusters.of(mail.messageId) === clusters.of(other.messageId)) break;
    }
  }
}

/** Of other threads only those are one send that stores find for each other: roots, close in time. */
function isOneSend(clusters: Clusters, first: AssemblyMail, mail: AssemblyMail): boolean {
  if (first.thread === mail.thread) return true;
  const [a, b] = [clusters.of(first.messageId), clusters.of(mail.messageId)];
  const close = Math.abs(mail.sentAt - first.sentAt) <= UNTHREADED_WINDOW_SECONDS;
  return !!a && !!b && close && (mail.subject.total ?? 1) > 1 && couldBeOneThread(clusters, a, b);
}

function couldBeOneThread(clusters: Clusters, a: Posting, b: Posting): boolean {
  const free = (posting: Posting) =>
    posting.every(({ parent }) => parent === null || clusters.of(parent) === posting);
  return a[0]?.thread === b[0]?.thread || (free(a) && free(b));
}

/** A cover whose patches answer it within the hour under another version: a slip of its author. */
function joinStrayCovers(clusters: Clusters, mails: readonly AssemblyMail[]): void {
  const below = new Map<string, Set<Posting>>();
  for (const mail of mails) {
    const posting = clusters.of(mail.messageId);
    if (mail.parent === null || posting === undefined || positionOf(mail) === 0) continue;
    const known = below.get(mail.parent);
    if (known === undefined) below.set(mail.parent, new Set([posting]));
    else known.add(posting);
  }
  for (const cover of mails) {
    const posting = clusters.of(cover.messageId);
    if (positionOf(cover) !== 0 || posting?.length !== 1) continue;
    for (const patches of below.get(cover.messageId) ?? []) {
      const [first] = patches;
      const fits = patches.every(
        (mail) =>
          mail.subject.total === cover.subject.total &&
          sameSender(mail, cover) &&
          mail.sentAt >= cover.sentAt - 60 &&
          mail.sentAt - cover.sentAt < HOUR,
      );
      if (first === undefined || patches.length < 2 || !fits) continue;
      clusters.join(cover, first);
      break;
    }
  }
}

/** A posting in which every patch stands twice was sent twice: the second is a re-send. */
function splitRepeats(posting: Posting): Posting[] {
  const sorted = posting.toSorted(
    (a, b) => a.sentAt - b.sentAt || (a.messageId < b.messageId ? -1 : 1),
  );
  const times = new Map<number, number>();
  const turns: Posting[] = [];
  for (const mail of sorted) {
    const turn = times.get(positionOf(mail)) ?? 0;
    times.set(positionOf(mail), turn + 1);
    (turns[turn] ??= []).push(mail);
  }
  const counts = [...times].filter(([position]) => position > 0).map(([, count]) => count);
  const repeated = counts.length > 1 && counts.every((count) => count === turns.length);
  return repeated && turns.length > 1 ? turns : [sorted];
}
