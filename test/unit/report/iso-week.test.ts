import { expect, test } from "vitest";
import { TrackerError } from "../../../src/errors.ts";
import {
  formatIsoWeek,
  formatPeriod,
  formatWeekDays,
  isoWeekOf,
  lastPeriod,
  parseIsoWeek,
} from "../../../src/report/iso-week.ts";

const at = (text: string): number => Date.parse(text) / 1000;

test.each([
  ["2025-W08", "2025-02-17T00:00:00Z", "2025-02-24T00:00:00Z"],
  ["2025W8", "2025-02-17T00:00:00Z", "2025-02-24T00:00:00Z"],
  ["2020-w53", "2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z"],
  ["2025-W01", "2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z"],
])("%s runs from %s to %s", (text, from, to) => {
  expect(parseIsoWeek(text)).toMatchObject({ from: at(from), to: at(to) });
});

test.each(["", "2025", "2025-W00", "2025-W54", "2025-W53", "W08", "2025-W08-1", "x".repeat(1e6)])(
  "%.12s is no week",
  (text) => {
    expect(() => parseIsoWeek(text)).toThrow(TrackerError);
  },
);

test.each([
  ["2025-02-17T00:00:00Z", "2025-W08"],
  ["2025-02-16T23:59:59Z", "2025-W07"],
  ["2021-01-03T12:00:00Z", "2020-W53"],
  ["2024-12-31T12:00:00Z", "2025-W01"],
])("%s lies in %s, and the name leads back", (text, name) => {
  const week = isoWeekOf(at(text));
  expect(formatIsoWeek(week)).toBe(name);
  expect(parseIsoWeek(name)).toEqual(week);
});

test.each([
  ["2025-W08", "Monday 17 to Sunday 23 February 2025"],
  ["2025-W09", "Monday 24 February to Sunday 2 March 2025"],
  ["2025-W01", "Monday 30 December 2024 to Sunday 5 January 2025"],
])("%s is %s for people", (name, days) => {
  expect(formatWeekDays(parseIsoWeek(name))).toBe(days);
});

test.each([
  [
    "week",
    "UTC",
    "2025-02-24T00:00:00Z",
    "2025-W08",
    "2025-02-17T00:00:00Z",
    "2025-02-24T00:00:00Z",
  ],
  [
    "week",
    "UTC",
    "2025-02-23T23:59:59Z",
    "2025-W07",
    "2025-02-10T00:00:00Z",
    "2025-02-17T00:00:00Z",
  ],
  [
    "week",
    "Australia/Melbourne",
    "2025-02-23T13:00:00Z",
    "2025-W08",
    "2025-02-16T13:00:00Z",
    "2025-02-23T13:00:00Z",
  ],
  [
    "day",
    "UTC",
    "2025-02-20T08:00:00Z",
    "2025-02-19",
    "2025-02-19T00:00:00Z",
    "2025-02-20T00:00:00Z",
  ],
  // The night in which clocks are put forward: a day of 23 hours.
  [
    "day",
    "Europe/Berlin",
    "2025-03-31T08:00:00Z",
    "2025-03-30",
    "2025-03-29T23:00:00Z",
    "2025-03-30T22:00:00Z",
  ],
] as const)("the last %s of %s before %s is %s", (...[every, zone, now, name, from, to]) => {
  const period = lastPeriod(every, zone, at(now));
  expect(formatPeriod(period)).toBe(name);
  expect(period).toMatchObject({ from: at(from), to: at(to) });
});

test("a day, and a week of another zone, are named as their readers know them", () => {
  expect(formatWeekDays(lastPeriod("day", "UTC", at("2025-02-20T08:00:00Z")))).toBe(
    "Wednesday 19 February 2025",
  );
  const melbourne = lastPeriod("week", "Australia/Melbourne", at("2025-02-24T08:00:00Z"));
  expect(formatWeekDays(melbourne)).toBe("Monday 17 to Sunday 23 February 2025");
});
