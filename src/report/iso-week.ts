import { DateTime } from "luxon";
import { TrackerError } from "../errors.ts";
import type { IsoWeek } from "../model/report.ts";

function weekFrom(monday: DateTime): IsoWeek {
  return {
    year: monday.weekYear,
    week: monday.weekNumber,
    from: monday.toUnixInteger(),
    to: monday.plus({ weeks: 1 }).toUnixInteger(),
  };
}

/**
 * The week that `2025-W08` names (`2025W08` and `2025-w8` too), Monday to Monday UTC.
 *
 * @throws TrackerError usage, when the text names no week or the year has no such week
 * @see ISO 8601, week dates
 */
export function parseIsoWeek(text: string): IsoWeek {
  const found = /^\s*(\d{4})-?W(\d{1,2})\s*$/iu.exec(text);
  const monday = DateTime.fromObject(
    { weekYear: Number(found?.[1] ?? 0), weekNumber: Number(found?.[2] ?? 0), weekday: 1 },
    { zone: "utc" },
  );
  if (found === null || !monday.isValid) {
    throw new TrackerError("usage", `"${text.slice(0, 40)}" is no week`, {
      exitStatus: 2,
      hint: "weeks are written 2025-W08: the year and the ISO number of the week, 01 to 52 or 53",
    });
  }
  return weekFrom(monday);
}

/** The ISO week that holds a moment. */
export function isoWeekOf(unixSeconds: number): IsoWeek {
  return weekFrom(DateTime.fromSeconds(unixSeconds, { zone: "utc" }).startOf("week"));
}

/** `2025-W08`. */
export function formatIsoWeek(week: Pick<IsoWeek, "year" | "week">): string {
  return `${String(week.year).padStart(4, "0")}-W${String(week.week).padStart(2, "0")}`;
}

/** `2025-W08`; of a single day `2025-02-19`. */
export function formatPeriod(week: IsoWeek): string {
  return week.day ?? formatIsoWeek(week);
}

/** `week` or `day`: what to call it in a sentence. */
export function periodWord(week: IsoWeek): "week" | "day" {
  return week.day === undefined ? "week" : "day";
}

/** The last whole week or day of a zone before a moment, Unix seconds UTC. */
export function lastPeriod(every: "week" | "day", zone: string, unixSeconds: number): IsoWeek {
  const to = DateTime.fromSeconds(unixSeconds, { zone }).startOf(every);
  const from = to.minus(every === "week" ? { weeks: 1 } : { days: 1 });
  return {
    year: from.weekYear,
    week: from.weekNumber,
    from: from.toUnixInteger(),
    to: to.toUnixInteger(),
    ...(every === "day" ? { day: from.toISODate() ?? "" } : {}),
    ...(zone === "UTC" ? {} : { zone }),
  };
}

/** First and last day for people: `Monday 17 to Sunday 23 February 2025`; of a day itself. */
export function formatWeekDays(week: IsoWeek): string {
  const shown = { zone: week.zone ?? "utc", locale: "en-GB" };
  const first = DateTime.fromSeconds(week.from, shown);
  const last = DateTime.fromSeconds(week.to - 1, shown);
  if (week.day !== undefined) return first.toFormat("cccc d LLLL yyyy");
  const sameYear = first.year === last.year;
  const sameMonth = sameYear && first.month === last.month;
  const start = first.toFormat(
    sameMonth ? "cccc d" : sameYear ? "cccc d LLLL" : "cccc d LLLL yyyy",
  );
  return `${start} to ${last.toFormat("cccc d LLLL yyyy")}`;
}
