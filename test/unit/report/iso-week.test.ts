import { expect, test } from "vitest";
import { TrackerError } from "../../../src/errors.ts";
import {
  formatIsoWeek,
  formatWeekDays,
  isoWeekOf,
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
