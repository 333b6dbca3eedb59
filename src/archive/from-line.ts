import { EARLIEST_SENT_AT, LATEST_SENT_AT } from "../limits.ts";

/** A From_ line that is longer is none: sender, date and zone fit easily. */
export const MAX_FROM_LINE_BYTES = 1_000;

const DATE =
  /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,3}(?:([A-Z][a-z]{2}) {1,3}(\d{1,2})|(\d{1,2}) {1,3}([A-Z][a-z]{2})) {1,3}(?:(\d{4}) {1,3})?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: {1,3}[A-Z]{2,5}(?=[ \r]|$))?(?: {1,3}([+-]\d{4}))?(?: {1,3}(\d{4}))?(?: {1,3}([+-]\d{4}))?/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FORMAT_PATCH = /^From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001\r?$/;
const PIPERMAIL =
  /^From \S.{0,400} at \S.{0,400}  [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d \d{4}\r?$/;
const HEADER = /^(?:>?From |[!-9;-~]{1,100}[ \t]{0,10}:)/;

/** The line opens a mail of an mbox: "From ", a sender, a date with year (asctime and kin). */
export function isMboxFromLine(line: string): boolean {
  const date = DATE.exec(line);
  return date !== null && date.index > 5 && (date[5] ?? date[10]) !== undefined;
}

/** The line that `git format-patch` begins its files with: its date is a fixed mark, no time. */
export function isFormatPatchLine(line: string): boolean {
  return FORMAT_PATCH.test(line);
}

/** The line opens a mail of a Mailman 2 monthly text: "From user at host  Wed Jan 15 …". */
export function isPipermailFromLine(line: string): boolean {
  return PIPERMAIL.test(line);
}

/** The line can be the first one of a mail's header. */
export function isHeaderLine(line: string): boolean {
  return HEADER.test(line);
}

/**
 * Time of an mbox From_ line in Unix seconds, UTC unless it names an offset. Null when it has no
 * believable one: archives that do not know it write 1970, git format-patch a fixed day of 2001.
 */
export function fromLineTime(line: string): number | null {
  const date = DATE.exec(line);
  if (date === null || isFormatPatchLine(line)) return null;
  const month = MONTHS.indexOf(date[1] ?? date[4] ?? "");
  const year = Number(date[5] ?? date[10] ?? Number.NaN);
  if (month < 0 || Number.isNaN(year)) return null;
  const day = Number(date[2] ?? date[3]);
  const seconds =
    Date.UTC(year, month, day, Number(date[6]), Number(date[7]), Number(date[8] ?? 0)) / 1000;
  const time = seconds - offsetSeconds(date[9] ?? date[11] ?? "+0000");
  return time >= EARLIEST_SENT_AT && time <= LATEST_SENT_AT ? time : null;
}

function offsetSeconds(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  return (offset.startsWith("-") ? -minutes : minutes) * 60;
}
