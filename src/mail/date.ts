import { DateTime, FixedOffsetZone, IANAZone } from "luxon";
import type { Diagnostic } from "../model/mail.ts";
import { EARLIEST_SENT_AT, LATEST_SENT_AT } from "../limits.ts";

/** Unix seconds UTC where the text told, and what was odd about it. */
export interface ReadDate {
  readonly at: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface Clock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes east of UTC of abbreviations that mean one thing everywhere. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, west: 60, cet: 60, cest: 120, met: 60, mest: 120, mez: 60, mesz: 120,
  eet: 120, eest: 180, msk: 180, jst: 540, kst: 540, hkt: 480, sgt: 480, aest: 600, aedt: 660, acst: 570,
  acdt: 630, awst: 480, nzst: 720, nzdt: 780, pst: -480, pdt: -420, akst: -540, akdt: -480, hst: -600,
}; // prettier-ignore
/** Abbreviations of several countries, with the reading that mail standards or custom prefer. */
const AMBIGUOUS: Readonly<Record<string, number>> = {
  est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, ist: 330, bst: 60,
}; // prettier-ignore

interface Zone {
  /** Minutes east of UTC; null for an abbreviation that nobody knows. */
  readonly offset: number | null;
  readonly word: string | null;
  readonly ambiguous: boolean;
}

function parseZone(word: string): Zone | null {
  const numeric = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})$/i.exec(word);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    if (minutes > 15 * 60) return { offset: 0, word: null, ambiguous: false };
    return { offset: numeric[1] === "-" ? -minutes : minutes, word: null, ambiguous: false };
  }
  const name = word.toLowerCase();
  if (Object.hasOwn(ZONES, name)) return { offset: ZONES[name]!, word: name, ambiguous: false };
  if (Object.hasOwn(AMBIGUOUS, name))
    return { offset: AMBIGUOUS[name]!, word: name, ambiguous: true };
  // Single letters were misused so much that they say nothing (RFC 5322 section 4.3).
  if (/^[a-ik-z]$/i.test(word)) return { offset: 0, word: null, ambiguous: false };
  if (/^[A-Z]{2,5}$/.test(word)) return { offset: null, word: name, ambiguous: true };
  return null;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  if (digits.length === 3) return year + 1900;
  return year < 50 ? year + 2000 : year + 1900;
}

class DateWords {
  year: number | null = null;
  month: number | null = null;
  day: number | null = null;
  time: readonly number[] | null = null;
  zone: Zone | null = null;
  afternoon: boolean | null = null;

  take(word: string): void {
    const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?$/.exec(word);
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word);
    if (time !== null) this.time ??= [Number(time[1]), Number(time[2]), Number(time[3] ?? 0)];
    else if (iso !== null)
      [this.year, this.month, this.day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
    else if (/^\d{1,5}$/.test(word)) this.#number(word);
    else this.#word(word);
  }

  #number(word: string): void {
    if (word.length <= 2 && this.day === null) this.day = Number(word);
    else if (this.year === null) this.year = fullYear(word);
    else if (this.time !== null && this.zone === null && word.length === 4)
      this.zone = parseZone(`+${word}`);
  }

  #word(word: string): void {
    const month = MONTHS.indexOf(word.slice(0, 3).toLowerCase());
    if (/^[ap]m$/i.test(word)) this.afternoon = /^p/i.test(word);
    else if (this.month === null && month !== -1 && /^[a-z]{3,9}\.?$/i.test(word))
      this.month = month + 1;
    else if (this.time !== null && !/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}$/i.test(word)) {
      this.zone ??= parseZone(word);
    }
  }

  clock(): Clock | null {
    const { year, month, day, time } = this;
    if (year === null || month === null || day === null || time === null) return null;
    const [hour = 0, minute = 0, second = 0] = time;
    const shift = this.afternoon === null ? 0 : (this.afternoon ? 12 : 0) - (hour === 12 ? 12 : 0);
    // A leap second is a second that calendars do not know.
    return { year, month, day, hour: hour + shift, minute, second: Math.min(second, 59) };
  }
}

function readWords(text: string): DateWords {
  const words = new DateWords();
  const bare = text.slice(0, 200).replaceAll(/\([^()]{0,100}\)/g, " ");
  const spaced = bare
    .replace(/^(\s{0,5}\d{4}-\d{1,2}-\d{1,2})T(?=\d)/, "$1 ")
    .replace(/(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([+-]\d|Z)/, "$1 $2")
    .replace(/\b(\d{1,2})-([A-Za-z]{3})-(\d{2,4})\b/, "$1 $2 $3");
  for (const word of spaced.split(/[\s,]+/)) words.take(word);
  return words;
}

function unparsable(text: string): ReadDate {
  return { at: null, diagnostics: [{ code: "date-unparsable", detail: text.slice(0, 100) }] };
}

function believe(at: DateTime, text: string, diagnostics: readonly Diagnostic[]): ReadDate {
  if (!at.isValid) return unparsable(text);
  const seconds = Math.floor(at.toSeconds());
  if (seconds >= EARLIEST_SENT_AT && seconds <= LATEST_SENT_AT) return { at: seconds, diagnostics };
  const odd = { code: "date-unbelievable", detail: text.slice(0, 100) };
  return { at: null, diagnostics: [...diagnostics, odd] };
}

/**
 * A Date header to Unix seconds UTC. Tolerant: obsolete and missing zones (missing: UTC, with
 * `zone-missing`), seconds left out, two-digit years, comments, ISO 8601, asctime. Garbage gives
 * null with `date-unparsable`, a time beyond belief null with `date-unbelievable`.
 * @see RFC 5322 sections 3.3 and 4.3
 */
export function parseMailDate(text: string): ReadDate {
  const words = readWords(text);
  const clock = words.clock();
  if (clock === null) return unparsable(text);
  const offset = words.zone?.offset ?? null;
  const diagnostics = offset === null ? [{ code: "zone-missing", detail: text.slice(0, 100) }] : [];
  const at = DateTime.fromObject(clock, { zone: FixedOffsetZone.instance(offset ?? 0) });
  return believe(at, text, diagnostics);
}

function inZone(clock: Clock, zone: string, word: string | null): DateTime {
  const local = DateTime.fromObject(clock, { zone: IANAZone.create(zone) });
  if (!local.isValid || word === null) return local;
  // Twice a year a wall clock shows one hour twice; the abbreviation says which of them.
  const candidates = local.getPossibleOffsets();
  const summer = /^(?:[a-z]{1,3}dt|cest|mest|eest|west|bst|mesz)$/.test(word);
  return candidates.find((candidate) => candidate.isInDST === summer) ?? local;
}

/**
 * The date line of an archive page, `Wed Jan 15 11:05:34 AEDT 2025`, to Unix seconds UTC. With
 * `zone` (IANA name: where the list host is) the wall clock is read there, and the abbreviation
 * only tells the two passes of the autumn hour apart; UTC and GMT mean themselves. Without, only
 * abbreviations that mean one thing are read; EST and its like are read as mail standards do, with
 * `zone-guessed`; unknown ones give null.
 */
export function parsePageDate(text: string, zone: string | null): ReadDate {
  const words = readWords(text);
  const clock = words.clock();
  if (clock === null) return unparsable(text);
  const named = words.zone;
  const universal =
    named !== null && (named.word === null || ["utc", "gmt", "ut", "z"].includes(named.word));
  if (zone !== null && IANAZone.isValidZone(zone) && !universal) {
    return believe(inZone(clock, zone, named?.word ?? null), text, []);
  }
  if (named === null || named.offset === null) return unparsable(text);
  const guessed = named.ambiguous
    ? [{ code: "zone-guessed", detail: `${named.word} in ${text.slice(0, 80)}` }]
    : [];
  return believe(
    DateTime.fromObject(clock, { zone: FixedOffsetZone.instance(named.offset) }),
    text,
    guessed,
  );
}
