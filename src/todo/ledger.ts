import type { Mailbox } from "../model/mail.ts";
import type { Revision, RevisionPatch, SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { type ChangelogEntry, revisionChangelog } from "./changelog.ts";
import { addedLines } from "./diff-evidence.ts";
import { newSentences, saidBy } from "./news.ts";
import { samePerson } from "../people.ts";
import { type QuoteText, quoteTexts } from "./reactions.ts";
import { childrenOf } from "./repeats.ts";
import { indexMails, type MailIndex } from "./situate.ts";
import { codeNames, flat, topicWords } from "./words.ts";

/** A line that gives a tag for a patch. */
export const GIVEN_TAG = /^\s{0,4}(?:Reviewed|Acked|Tested)-(?:and-\w{1,10}-)?by:\s/i;

/** What a later revision offers as evidence, read once for all TODOs. */
export interface RevisionRecord {
  readonly revision: Revision;
  readonly at: number;
  readonly mails: readonly SeriesMail[];
  readonly changelog: readonly ChangelogEntry[];
  /** What its cover and descriptions say, flat; read when first asked for. */
  readonly words: () => ReadonlySet<string>;
  /** What they say anew. */
  readonly news: () => readonly ChangelogEntry[];
  readonly added: ReadonlyMap<string, string>;
  /** Markers its patches add: path and words. */
  readonly markers: ReadonlySet<string>;
}

/** A series read once for following its TODOs. */
export interface Ledger {
  readonly context: SeriesContext;
  readonly index: MailIndex;
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** What each reply quotes. */
  readonly quotes: ReadonlyMap<string, readonly QuoteText[]>;
  /** In order of `series.revisions`. */
  readonly records: readonly RevisionRecord[];
  /** Of all revisions. */
  readonly authors: readonly Mailbox[];
  /** In how many changelog points and TODOs a word occurs. */
  readonly frequency: ReadonlyMap<string, number>;
  /** Words of the titles of its revisions: what all of it is about. */
  readonly titleWords: ReadonlySet<string>;
}

/** Key of a marker: the same words in the same file are the same marker. */
export function markerKey(path: string, text: string): string {
  return `${path}\t${flat(text)}`;
}

/** The mails of the nearest revision before one that was not merely sent again. */
function mailsBefore(context: SeriesContext, at: number): SeriesMail[] {
  const { revisions } = context.series;
  const before = revisions.findLastIndex(
    (revision, index) => index < at && !revision.resend && revision.patches.length > 0,
  );
  return before < 0 ? [] : context.mails.filter((mail) => mail.revision === before);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Reads a series (its mails as far as they are known) for following `todos`. */
export function buildLedger(context: SeriesContext, todos: readonly Todo[]): Ledger {
  const records = context.series.revisions.map((revision, at) => {
    const mails = context.mails.filter((mail) => mail.revision === at);
    const markers = mails.flatMap((mail) => mail.facts?.content.markers ?? []);
    return {
      revision,
      at,
      mails,
      changelog: revisionChangelog(context, at),
      words: once(() => saidBy(mails)),
      news: once(() => newSentences(mails, saidBy(mailsBefore(context, at)))),
      added: addedLines(context, at),
      markers: new Set(markers.map(({ path, text }) => markerKey(path, text))),
    };
  });
  const frequency = new Map<string, number>();
  const texts = [
    ...todos.map(({ text }) => text),
    ...records.flatMap(({ changelog }) => changelog.map(({ text }) => text)),
  ];
  for (const text of texts)
    for (const word of topicWords(text)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const replies = context.mails.filter(
    ({ role, message }) => role === "reply" && message.parent !== null,
  );
  const quotes = new Map(replies.map((mail) => [mail.message.messageId, quoteTexts(mail)]));
  return {
    context,
    index: indexMails(context),
    children: childrenOf(context),
    quotes,
    records,
    authors: context.series.revisions.map(({ author }) => author),
    frequency,
    titleWords: topicWords(context.series.revisions.map(({ title }) => title).join(" ")),
  };
}

/** The mail of a revision in which a person gives a tag, or whose trailers carry theirs. */
export function tagOf(
  record: RevisionRecord,
  person: Mailbox,
): { mail: SeriesMail; text: string } | null {
  for (const mail of record.mails) {
    const own = samePerson(mail.message.from, person);
    if (mail.role === "reply" && !own) continue;
    for (const trailer of mail.facts?.trailers ?? []) {
      const tag = `${trailer.token}: ${trailer.value}`;
      if (GIVEN_TAG.test(tag) && samePerson(trailer.person, person)) return { mail, text: tag };
    }
    if (!own || mail.role !== "reply") continue;
    const line = mail.blocks
      .filter(({ depth, kind }) => depth === 0 && kind !== "diff")
      .flatMap((block) => block.lines)
      .find((text) => GIVEN_TAG.test(text));
    if (line !== undefined) return { mail, text: line.trim() };
  }
  return null;
}

/**
 * The patch of a later revision that carries on a patch of an `older` one; null when it is gone.
 * A patch that carries on another one under its old title is not it, whatever files they share.
 */
export function carriedPatch(
  patch: RevisionPatch,
  later: Revision,
  older: Revision,
): RevisionPatch | null {
  const title = flat(patch.title);
  const same = later.patches.find(
    (other) =>
      flat(other.title) === title || (patch.patchId !== null && other.patchId === patch.patchId),
  );
  if (same !== undefined) return same;
  const taken = new Set(older.patches.map((other) => flat(other.title)));
  const files = new Set(patch.files);
  const names = codeNames(patch.title);
  const words = topicWords(patch.title);
  const near = later.patches.filter((other) => {
    if (taken.has(flat(other.title))) return false;
    const shared = other.files.filter((file) => files.has(file)).length;
    const alike = [...topicWords(other.title)].filter((word) => words.has(word)).length;
    return shared > 0 || alike >= 2 || [...codeNames(other.title)].some((name) => names.has(name));
  });
  return near.find(({ position }) => position === patch.position) ?? near[0] ?? null;
}
