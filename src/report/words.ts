import type { Mailbox } from "../model/mail.ts";
import type { Revision, Series, SeriesStatus } from "../model/series.ts";
import { OPEN_TODO_STATES, type Todo } from "../model/todo.ts";
import { inertText } from "./inert.ts";
import { shorten } from "./layout.ts";

export const DAY_SECONDS = 86_400;
/** Titles of real patches stay below 120 characters. */
export const MAX_TITLE = 200;
/** Longest quotation of a TODO in a digest: two lines of a mail. */
export const MAX_QUOTE = 140;
const MAX_NAME = 60;

/** Whole days from one moment to a later one; 0 when it is not later. */
export function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / DAY_SECONDS));
}

/** `today`, `1 day ago`, `5 days ago`, `14 months ago`: exact where it matters. */
export function ago(days: number): string {
  if (days === 0) return "today";
  return `${span(days)} ago`;
}

/** How long ago a moment was; 0 stands for one that nobody knows. */
export function agoAt(from: number, asOf: number): string {
  return from === 0 ? "at an unknown time" : ago(daysBetween(from, asOf));
}

/** `1 day`, `5 days`, `14 weeks`, `14 months`, `3 years`. */
export function span(days: number): string {
  if (days < 60) return count(days, "day");
  if (days < 730) return count(Math.floor(days / 30.44), "month");
  return count(Math.floor(days / 365.25), "year");
}

/** `1 patch`, `3 patches`, `1,204 mails`. */
export function count(number: number, noun: string): string {
  const plural = /(?:s|x|ch|sh)$/u.test(noun) && noun !== "series" ? `${noun}es` : `${noun}s`;
  const word = number === 1 || noun === "series" ? noun : plural;
  return `${thousands(number)} ${word}`;
}

/** `2025-02-24 06:30 UTC`. */
export function formatMoment(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `12,345`; the same in every locale. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}

/** `2025-02-17` UTC; `unknown date` for 0, which stands for no date, and what no calendar holds. */
export function formatDay(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return unixSeconds === 0 || Number.isNaN(date.getTime())
    ? "unknown date"
    : date.toISOString().slice(0, 10);
}

/** A person as to be printed: the name, else the part of the address before the `@`. */
export function personName(person: Mailbox | null): string {
  const name = inertText((person?.name ?? "").slice(0, 500));
  const local = inertText((person?.email ?? "").slice(0, 500)).split("@")[0] ?? "";
  return shorten(name || local || "somebody", MAX_NAME);
}

/**
 * Where a mail is to be read: `{list}` and `{id}` of the template filled in, encoded so that `@`,
 * `+` and `=` stay readable and nothing can leave the path. Safe inside the brackets of a Markdown link.
 *
 * @see RFC 3986 section 3.3
 */
export function mailUrl(template: string, list: string, messageId: string): string {
  const encode = (text: string): string =>
    encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))
      .replace(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%(?:40|2B|3D)/gu, (code) => decodeURIComponent(code));
  const parts: Record<string, string> = { "{list}": encode(list), "{id}": encode(messageId) };
  return template.replace(/\{list\}|\{id\}/gu, (name) => parts[name] ?? "");
}

/** The newest revision; the type of a series does not promise one, our data does. */
export function lastRevision(series: Series): Revision | null {
  return series.revisions.at(-1) ?? null;
}

/** The mail that a revision is opened with. */
export function revisionMail(revision: Revision): string {
  return revision.cover ?? revision.patches[0]?.messageId ?? revision.id;
}

/** The mail that the newest revision of a series is opened with. */
export function seriesMail(series: Series): string {
  const revision = lastRevision(series);
  return revision === null ? series.id : revisionMail(revision);
}

/** Patches that a revision announces, or those seen. */
export function patchCount(revision: Revision): number {
  return Math.max(revision.total ?? 0, revision.patches.length);
}

/** The title of a series, printable, at most 200 characters. */
export function titleOf(series: Series): string {
  const title = lastRevision(series)?.title ?? series.title;
  return shorten(inertText(title.slice(0, 2_000)) || "(no title)", MAX_TITLE);
}

/** The label of the newest revision, printable. */
export function labelOf(series: Series): string {
  return shorten(inertText(lastRevision(series)?.label ?? "v1"), 30);
}

/**
 * The revision of a version: of several with its number (RFC v1 and v1) the last one posted at a
 * moment or before, else the first. Null when there is none; `at` 0: a moment that nobody knows.
 */
export function revisionAt(
  revisions: readonly Revision[],
  version: number,
  at: number,
): Revision | null {
  const same = revisions.filter((one) => one.version === version);
  const then = same.findLast(({ postedAt, resend }) => postedAt <= at && !resend);
  return then ?? same[0] ?? null;
}

/** Where a TODO was raised: `v3 2/5`; `v3` for a whole series and for single patches. */
export function whereRaised(series: Series, todo: Todo): string {
  const revision = revisionAt(series.revisions, todo.raisedOn, todo.raisedAt);
  const label = revision === null ? `v${todo.raisedOn}` : shorten(inertText(revision.label), 30);
  const total = revision === null ? 0 : patchCount(revision);
  if (todo.patch === 0 || total === 1) return label;
  return total > 0 ? `${label} ${todo.patch}/${total}` : `${label} patch ${todo.patch}`;
}

/** The author of the newest revision; of one known only from replies often nobody knows. */
export function authorOf(series: Series): string {
  const author = lastRevision(series)?.author ?? series.author;
  return author.name === null && author.email === null ? "author not seen" : personName(author);
}

/** Who has to act on a TODO; null where nothing tells. */
export function ownerOf(series: Series, todo: Todo): string | null {
  if (todo.ownerName !== null) return personName({ name: todo.ownerName, email: null });
  if (todo.owner === "writer") return personName(todo.saidBy);
  if (todo.owner === "patch-author") {
    const { name, email } = series.author;
    return name === null && email === null ? null : personName(series.author);
  }
  return todo.owner === "maintainer" ? "the maintainer" : null;
}

/**
 * The words of a TODO to be read alone, in at most so many characters: with the sentence before it
 * where they need it and there is room, and the line of code that they lead up to.
 */
export function quoteOf(
  { before = "", text, below = "" }: Pick<Todo, "before" | "text" | "below">,
  characters: number,
): string {
  const words = inertText(`${text.slice(0, 4_000)} ${below}`);
  const led = inertText(`${before} ${words}`);
  return shorten(led.length <= characters ? led : words, characters);
}

/** True while somebody still has to act. */
export function isOpen(todo: Todo): boolean {
  return OPEN_TODO_STATES.has(todo.state);
}

/** True for a series that somebody is expected to move. */
export function isInFlight(row: { readonly status: SeriesStatus }): boolean {
  return !["accepted", "rejected", "stalled", "abandoned"].includes(row.status.state);
}

/** A word of a command that people may copy into their shell: quoted unless it is harmless. */
export function shellWord(text: string): string {
  const word = inertText(text.slice(0, 200));
  return /^[\w.@+/-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Code-unit order: the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
