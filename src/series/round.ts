import type { Mailbox } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import { currentPatches, lastWholeIndex } from "./current.ts";
import { timeOf } from "./own-words.ts";
import { samePerson } from "./person.ts";
import { NOBODY } from "./revision.ts";
import { givenTags } from "./tags.ts";
import { readVerdict } from "./verdict.ts";

/** A remark that decides something. */
export interface Remark {
  readonly messageId: string;
  readonly text: string;
  readonly person: Mailbox;
  readonly at: number;
}

/** How the talk about the patches as they stand has gone. */
export interface Round {
  /** The newest open request for changes. */
  readonly request: Remark | null;
  /** A refusal that nobody took back, or the author's own withdrawal. */
  readonly refusal: (Remark & { readonly byAuthor: boolean }) | null;
  /** The newest answer of the author after all requests were answered; null if he is silent. */
  readonly authorAnswered: Remark | null;
  /** What the author promised and when, last. */
  readonly promise: Remark | null;
  /** People other than the author who wrote, first first. */
  readonly reviewers: readonly Mailbox[];
  /** Message-id of the newest reply by somebody else; null without any. */
  readonly latest: string | null;
}

/**
 * Follows the talk on the current patches, mails by time. What the mails of `settled` (message-ids)
 * ask for or promise is settled otherwise and holds nothing up.
 */
export function reviewRound(
  { series }: SeriesContext,
  mails: readonly SeriesMail[],
  settled: ReadonlySet<string> = new Set(),
): Round {
  const base = lastWholeIndex(series.revisions);
  const revisionOf = new Map(
    currentPatches(series.revisions).map(({ patch, revision }) => [patch.position, revision]),
  );
  const author = series.revisions[base]?.author ?? series.author;
  const open = new Map<string, Remark>();
  const reviewers: Mailbox[] = [];
  let refusal: Round["refusal"] = null;
  let promise: Remark | null = null;
  let authorAnswered: Remark | null = null;
  let latest: string | null = null;
  for (const mail of mails) {
    if (mail.role !== "reply" || mail.message.bot || mail.revision < base) continue;
    // A patch that was posted anew leaves the talk on its old form behind.
    if (mail.position > 0 && (revisionOf.get(mail.position) ?? mail.revision) !== mail.revision)
      continue;
    const person = mail.message.from ?? NOBODY;
    const byAuthor = samePerson(person, author);
    const said = readVerdict(mail, byAuthor);
    const asks = said?.kind === "request" || said?.kind === "promise";
    const verdict = asks && settled.has(mail.message.messageId) ? null : said;
    const remark = (text: string): Remark => ({
      messageId: mail.message.messageId,
      text,
      person,
      at: timeOf(mail),
    });
    if (byAuthor) {
      const answered = answeredRemark(mail, mails, open);
      if (verdict?.kind === "withdrawal") refusal = { ...remark(verdict.text), byAuthor };
      else if (verdict?.kind === "promise") promise = remark(verdict.text);
      else if (answered !== null) {
        open.delete(answered);
        authorAnswered = remark("");
      }
      continue;
    }
    latest = mail.message.messageId;
    if (!reviewers.some((each) => samePerson(each, person))) reviewers.push(person);
    const tags = givenTags(mail).map(({ tag }) => tag);
    const key = `${person.email ?? person.name ?? ""}\n${mail.position}`;
    const nack = tags.some(({ token }) => token === "Nacked-by");
    if (verdict?.kind === "rejection" || nack) {
      refusal = { ...remark(verdict?.text ?? "Nacked-by"), byAuthor };
    } else if (tags.length > 0 || verdict?.kind === "praise") {
      open.delete(key);
      if (open.size === 0) promise = null;
      if (refusal !== null && samePerson(refusal.person, person)) refusal = null;
    } else if (verdict?.kind === "request") {
      open.set(key, remark(verdict.text));
      authorAnswered = null;
    }
  }
  const request = [...open.values()].sort((a, b) => a.at - b.at).at(-1) ?? null;
  return { request: request ?? promise, refusal, authorAnswered, promise, reviewers, latest };
}

/** Key of the open request that a mail of the author answers. */
function answeredRemark(
  mail: SeriesMail,
  mails: readonly SeriesMail[],
  open: ReadonlyMap<string, Remark>,
): string | null {
  const parent = mails.find(({ message }) => message.messageId === mail.message.parent);
  if (parent === undefined) return null;
  const person = parent.message.from ?? NOBODY;
  const key = `${person.email ?? person.name ?? ""}\n${parent.position}`;
  return open.has(key) ? key : null;
}
