import type { Revision } from "../model/series.ts";
import { byTime, compareText, type AssemblyMail, type Place } from "./assembly-mail.ts";
import { clusterPostings } from "./cluster.ts";
import { placeReplies } from "./place-replies.ts";
import { buildRevision } from "./revision.ts";

export type { AssemblyMail, Place } from "./assembly-mail.ts";

export interface Assembly {
  readonly revisions: readonly Revision[];
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Puts the mails of some whole threads together to postings (revisions) and gives each mail that
 * has to do with patches its place. Mails without a place belong to no patch work. Total; the
 * result does not depend on the order of the input.
 */
export function assembleRevisions(mails: readonly AssemblyMail[]): Assembly {
  const sorted = [...new Map(mails.map((mail) => [mail.messageId, mail])).values()].sort(byTime);
  const places = new Map<string, Place>();
  const revisions: Revision[] = [];
  for (const posting of clusterPostings(sorted.filter(isPosting))) {
    const revision = buildRevision(posting);
    revisions.push(revision);
    for (const mail of posting) {
      const cover = mail.messageId === revision.cover || mail.subject.position === 0;
      const position = cover ? 0 : (mail.subject.position ?? 1);
      places.set(mail.messageId, {
        revision: revision.id,
        position,
        role: cover ? "cover" : "patch",
      });
    }
  }
  const ghosts = placeReplies(sorted, revisions, places);
  return { revisions: [...revisions, ...ghosts].sort(byPosting), places };
}

function byPosting(a: Revision, b: Revision): number {
  return a.postedAt - b.postedAt || compareText(a.id, b.id);
}

function isPosting(mail: AssemblyMail): boolean {
  return mail.facts !== null && mail.subject.patch && !mail.subject.reply;
}
