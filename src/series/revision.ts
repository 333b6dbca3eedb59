import type { Mailbox } from "../model/mail.ts";
import type { Revision, RevisionPatch } from "../model/series.ts";
import type { AssemblyMail } from "./assembly-mail.ts";
import { isTreeNumber, revisionLabel } from "./label.ts";
import { samePerson } from "./person.ts";

/** Changelog heads kept of one revision; chatty authors write some 30. */
const MAX_CHANGELOG = 100;
/** Earlier postings named by one revision; each patch of a long series may repeat them. */
const MAX_DECLARED = 100;
export const NOBODY: Mailbox = { name: null, email: null };

/** Makes a revision of the mails of one posting (at least one, sorted by time). */
export function buildRevision(posting: readonly AssemblyMail[]): Revision {
  const mails = posting.map(withoutTreeNumber).sort(byPosition);
  const cover = mails.find((mail) => mail.subject.position === 0) ?? null;
  const first = cover ?? mails[0];
  if (first === undefined) throw new RangeError("a posting holds at least one mail");
  const patches = mails.filter((mail) => mail.subject.position !== 0).map(toPatch);
  const naming = {
    version: versionOf(mails),
    minor: first.subject.minor,
    rfc: mails.some((mail) => mail.subject.rfc),
    resend: first.subject.resend || mails.every((mail) => mail.subject.resend),
  };
  const inPosting = new Set(mails.map((mail) => mail.messageId));
  return {
    id: first.messageId,
    version: naming.version,
    label: revisionLabel(naming),
    rfc: naming.rfc,
    resend: naming.resend,
    tags: [...new Set(mails.flatMap((mail) => mail.subject.tags))].sort(),
    title: first.subject.title,
    author: authorOf(first, patches),
    postedAt: Math.min(...mails.map((mail) => mail.sentAt)),
    total: first.subject.total ?? (cover === null ? 1 : null),
    cover: cover?.messageId ?? null,
    patches,
    thread: first.thread,
    answers:
      [first, ...mails].find(({ parent }) => parent !== null && !inPosting.has(parent))?.parent ??
      null,
    lists: [...new Set(mails.flatMap((mail) => mail.lists))].sort(),
    changeId: mails.find((mail) => mail.facts?.changeId)?.facts?.changeId ?? null,
    declared: declaredBy(mails),
    changelog: mails
      .flatMap((mail) =>
        mail.changelog.map(({ version, text }) => ({ version, text, messageId: mail.messageId })),
      )
      .slice(0, MAX_CHANGELOG),
    ghost: false,
  };
}

/** `[PATCH v5.10]` names a stable tree: a tag. */
function withoutTreeNumber(mail: AssemblyMail): AssemblyMail {
  const { subject } = mail;
  if (!isTreeNumber(subject)) return mail;
  const tags = [...subject.tags, `${subject.version}.${subject.minor}`];
  return { ...mail, subject: { ...subject, version: null, minor: null, tags } };
}

function byPosition(a: AssemblyMail, b: AssemblyMail): number {
  const order = (a.subject.position ?? 1) - (b.subject.position ?? 1) || a.sentAt - b.sentAt;
  return order || (a.messageId < b.messageId ? -1 : 1);
}

/**
 * The version of most patches: authors who count each patch by itself post `v1 1/4` beside
 * `v2 3/4`, and covers are mistyped. A patch that names none goes with the cover; of two versions
 * as frequent the first patch's is taken.
 */
function versionOf(mails: readonly AssemblyMail[]): number {
  const cover = mails.find(({ subject }) => subject.position === 0)?.subject.version ?? null;
  const patches = mails.filter(({ subject }) => subject.position !== 0);
  const counts = new Map<number, number>();
  for (const { subject } of patches) {
    const version = Math.max(1, subject.version ?? cover ?? 1);
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? Math.max(1, cover ?? 1);
}

function toPatch(mail: AssemblyMail): RevisionPatch {
  const content = mail.facts?.content;
  const paths = content?.files.flatMap(({ path, oldPath }) =>
    oldPath === null ? [path] : [path, oldPath],
  );
  return {
    messageId: mail.messageId,
    position: mail.subject.position ?? 1,
    title: mail.subject.title,
    author: mail.facts?.author ?? mail.from ?? NOBODY,
    patchId: content?.patchId ?? null,
    files: [...new Set(paths)].sort(),
    sketch: content?.sketch ?? [],
  };
}

/** Who posted it; the author where a single author's patches are posted without a cover. */
function authorOf(first: AssemblyMail, patches: readonly RevisionPatch[]): Mailbox {
  const sender = first.from ?? NOBODY;
  const [patch] = patches;
  if (first.subject.position === 0 || patch === undefined) return sender;
  return patches.every(({ author }) => samePerson(author, patch.author)) ? patch.author : sender;
}

function declaredBy(mails: readonly AssemblyMail[]): Revision["declared"] {
  const seen = new Map<string, Revision["declared"][number]>();
  for (const link of mails.flatMap((mail) => mail.facts?.declared ?? [])) {
    const key = [link.kind, link.version, link.messageId ?? link.url].join("\n");
    if (!seen.has(key) && seen.size < MAX_DECLARED) seen.set(key, link);
  }
  return [...seen.values()];
}
