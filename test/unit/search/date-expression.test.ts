import { expect, test } from "vitest";
import { readTimeRange } from "../../../src/search/date-expression.ts";

// A Wednesday.
const NOW = Date.UTC(2025, 1, 19, 15, 30, 0) / 1000;

function range(text: string, days = true): string | null {
  const found = readTimeRange(text, { now: NOW, days });
  if (found === null) return null;
  const show = (at: number | null) =>
    at === null ? "" : new Date(at * 1000).toISOString().replace(/:00\.000Z|\.000Z/, "");
  return `${show(found.from)} ${show(found.to)}`
    .replaceAll("T00:00", "")
    .replaceAll("T23:59:59", "+");
}

test.each([
  ["20250101..20250131", "2025-01-01 2025-01-31+"],
  ["2025-01-01..2025-01-31", "2025-01-01 2025-01-31+"],
  ["20250101", "2025-01-01 2025-01-01+"],
  ["2025-01", "2025-01-01 2025-01-31+"],
  ["202501", "2025-01-01 2025-01-31+"],
  ["2024-02..", "2024-02-01 "],
  ["..2024-02", " 2024-02-29+"],
  ["2024", "2024-01-01 2024-12-31+"],
  ["2.weeks.ago..", "2025-02-05 "],
  ["two.weeks.ago..", "2025-02-05 "],
  ["2.days.ago", "2025-02-17 2025-02-17+"],
  ["1.month.ago..", "2025-01-19 "],
  ["1.year.2.days.ago..", "2024-02-17 "],
  ["..yesterday", " 2025-02-18+"],
  ["yesterday..today", "2025-02-18 2025-02-19+"],
  ["today", "2025-02-19 2025-02-19+"],
  ["last.week..", "2025-02-12 "],
  ["last.friday", "2025-02-14 2025-02-14+"],
  ["wednesday", "2025-02-12 2025-02-12+"],
  ["jan.2025", "2025-01-01 2025-01-31+"],
  ["31.jan.2025..", "2025-01-31 "],
  ["march", null],
  ["dec.24", "2024-12-24 2024-12-24+"],
  ["20250101120000..20250101130000", "2025-01-01T12:00 2025-01-01T13:00"],
])("d:%s is %s", (text, expected) => {
  expect(range(text)).toBe(expected);
});

test.each([
  ["2.hours.ago..", "2025-02-19T13:30 "],
  ["2025-01-01T12:00..", "2025-01-01T12:00 "],
  ["2.hours.ago", "2025-02-19T13:30 2025-02-20T13:30"],
  ["@1735689600..", "2025-01-01 "],
  ["noon..now", "2025-02-19T12:00 2025-02-19T15:30"],
])("dt:%s is %s", (text, expected) => {
  expect(range(text, false)).toBe(expected);
});

test("the last day of a month, a month back from a longer one", () => {
  const march31 = Date.UTC(2025, 2, 31) / 1000;
  const found = readTimeRange("1.month.ago", { now: march31, days: true });
  expect(new Date((found?.from ?? 0) * 1000).toISOString()).toContain("2025-02-28");
});

test.each([
  ["", ".."],
  ["20250230", "2025-13"],
  ["20251301", "1.ago"],
  ["1.fortnight.ago", "999999999.days.ago"],
  ["a..b..c", "tomorrow"],
  ["20250131..20250101", "-1.days.ago"],
])("%j and %j are no dates", (...texts) => {
  for (const text of texts) expect(range(text)).toBeNull();
});
