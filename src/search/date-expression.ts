const DAY = 86_400;
const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3_600,
  day: DAY,
  week: 7 * DAY,
};
const NUMBERS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
/** Spans that go back further than our calendar does are refused. */
const MAX_COUNT = 100_000;

/** A stretch of time, Unix seconds UTC, its last second included. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads one end of a date range: what it names as a stretch (a year, month, day or second), UTC.
 *
 * Known: `2025`, `202501`, `2025-01`, `20250131`, `2025-01-31`, `20250131235959`,
 * `2025-01-31T23:59[:59][Z]`, `@1738368000`; `now`, `today`, `yesterday`, `noon`, `midnight`;
 * `2.weeks.ago`, `two.weeks.ago`, `1.month.2.days.ago`, `last.week`, `last.friday`, `friday`;
 * `jan.2025`, `31.jan.2025`, `jan.31`. Blanks, `.`, `_` and `,` all stand between words.
 *
 * @param now Unix seconds UTC
 * @returns null for what is no date
 * @see git's date.c (approxidate), public-inbox's `d:`
 */
export function readMoment(text: string, now: number): TimeSpan | null {
  const plain = text.trim().toLowerCase().slice(0, 100);
  return readNumeric(plain) ?? readWords(plain, now);
}

function readNumeric(text: string): TimeSpan | null {
  if (/^@\d{1,11}$/.test(text)) return second(Number(text.slice(1)));
  const packed = /^(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d))?$/.exec(text);
  const dashed = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[t ._](\d{1,2}):(\d\d)(?::(\d\d))?z?)?)?$/.exec(
    text,
  );
  const found = packed ?? dashed;
  if (found === null) return null;
  const [year, month, day, hour, minute, secondOf] = found
    .slice(1)
    .map((part) => (part === undefined ? null : Number(part)));
  if (year == null || year < 1970 || (month ?? 1) < 1 || (month ?? 1) > 12) return null;
  if (month == null) return stretch(utc(year, 0, 1), utc(year + 1, 0, 1));
  if (day == null) return stretch(utc(year, month - 1, 1), utc(year, month, 1));
  const from = utc(year, month - 1, day);
  if (new Date(from * 1000).getUTCDate() !== day) return null;
  if (hour == null || minute == null) return stretch(from, from + DAY);
  if (hour > 23 || minute > 59 || (secondOf ?? 0) > 59) return null;
  const at = from + hour * 3_600 + minute * 60;
  return secondOf == null ? stretch(at, at + 60) : second(at + secondOf);
}

function readWords(text: string, now: number): TimeSpan | null {
  const words = text.split(/[\s._,]+/).filter((word) => word !== "");
  const midnight = now - (now % DAY);
  const [first = "", next = ""] = words;
  if (words.length === 1) {
    if (first === "now") return second(now);
    if (first === "today" || first === "midnight") return stretch(midnight, midnight + DAY);
    if (first === "yesterday") return stretch(midnight - DAY, midnight);
    if (first === "noon") return second(midnight + (now % DAY < DAY / 2 ? 0 : DAY) - DAY / 2);
    return readWeekday(first, midnight);
  }
  if (words.at(-1) === "ago") return readAgo(words.slice(0, -1), now);
  if (first === "last" && words.length === 2)
    return readWeekday(next, midnight) ?? readAgo(["1", next], now);
  return readNamedMonth(words, midnight);
}

function readAgo(words: readonly string[], now: number): TimeSpan | null {
  if (words.length === 0 || words.length % 2 === 1 || words.length > 12) return null;
  let at = now;
  for (let index = 0; index < words.length; index += 2) {
    const count = readCount(words[index] ?? "");
    const unit = (words[index + 1] ?? "").replace(/s$/, "");
    if (count === null) return null;
    if (unit === "month" || unit === "year")
      at = monthsBack(at, unit === "year" ? 12 * count : count);
    else if (Object.hasOwn(UNITS, unit)) at -= count * (UNITS[unit] ?? 0);
    else return null;
  }
  return at < 0 ? second(0) : second(at);
}

function readCount(word: string): number | null {
  if (word === "a" || word === "an") return 1;
  const named = NUMBERS.indexOf(word);
  if (named >= 0) return named;
  return /^\d{1,6}$/.test(word) && Number(word) <= MAX_COUNT ? Number(word) : null;
}

/** The same day of an earlier month, or the last day that it has. */
function monthsBack(at: number, months: number): number {
  const date = new Date(at * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}

/** The last such day before today. */
function readWeekday(word: string, midnight: number): TimeSpan | null {
  const wanted = indexOfName(WEEKDAYS, word);
  if (wanted === null) return null;
  const today = new Date(midnight * 1000).getUTCDay();
  const from = midnight - ((today - wanted + 7) % 7 || 7) * DAY;
  return stretch(from, from + DAY);
}

/** `jan 2025`, `31 jan 2025`, `jan 31 2025`, `jan 31`: this year's, or last year's where it is ahead. */
function readNamedMonth(words: readonly string[], midnight: number): TimeSpan | null {
  if (words.length > 3) return null;
  let month: number | null = null;
  let day: number | null = null;
  let year: number | null = null;
  for (const word of words) {
    const named = indexOfName(MONTHS, word);
    if (named !== null && month === null) month = named;
    else if (/^\d{4}$/.test(word) && year === null) year = Number(word);
    else if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(word) && day === null)
      day = Number.parseInt(word, 10);
    else return null;
  }
  if (month === null) return null;
  const thisYear = new Date(midnight * 1000).getUTCFullYear();
  year ??= utc(thisYear, month, day ?? 1) > midnight ? thisYear - 1 : thisYear;
  return readNumeric([year, month + 1, ...(day === null ? [] : [day])].join("-"));
}

/** Names are known whole, or by three letters and more. */
function indexOfName(names: readonly string[], word: string): number | null {
  const found = word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));
  return found < 0 ? null : found;
}

function utc(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) / 1000;
}

function second(at: number): TimeSpan {
  return { from: at, to: at };
}

function stretch(from: number, before: number): TimeSpan {
  return { from, to: before - 1 };
}

/**
 * Reads a date or a range of dates: `20250101..20250131`, `2.weeks.ago..`, `..2025-01`; one alone
 * is a day, month or year as it names it, and a day from a moment on. Null for what is none, or
 * ends before it begins.
 *
 * @param options.days whole days count, as with lore's `d:`
 */
export function readTimeRange(
  text: string,
  options: { readonly now: number; readonly days: boolean },
): { readonly from: number | null; readonly to: number | null } | null {
  const [left = "", right, ...rest] = text.split("..");
  if (rest.length > 0) return null;
  const start = left.trim() === "" ? null : readEnd(left, options);
  if (right === undefined) {
    if (start === null) return null;
    return { from: start.from, to: start.to === start.from ? start.from + DAY : start.to };
  }
  const end = right.trim() === "" ? null : readEnd(right, options);
  if ((left.trim() !== "" && start === null) || (right.trim() !== "" && end === null)) return null;
  if (start === null && end === null) return null;
  if (start !== null && end !== null && end.to < start.from) return null;
  return { from: start?.from ?? null, to: end?.to ?? null };
}

function readEnd(
  text: string,
  { now, days }: { readonly now: number; readonly days: boolean },
): TimeSpan | null {
  const span = readMoment(text, now);
  if (span === null || !days || /^\d{14}$/.test(text.trim())) return span;
  return { from: span.from - (span.from % DAY), to: span.to - (span.to % DAY) + DAY - 1 };
}

/** A moment as `readMoment` reads it back: `20250131235959`. */
export function renderMoment(at: number): string {
  return new Date(at * 1000).toISOString().replace(/\D/g, "").slice(0, 14);
}
