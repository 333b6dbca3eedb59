import { describe, expect, test } from "vitest";
import { parseMailDate, parsePageDate, type ReadDate } from "../../../src/mail/date.ts";

function iso(read: ReadDate): string | null {
  return read.at === null ? null : new Date(read.at * 1000).toISOString().slice(0, 19);
}
const codes = (read: ReadDate): string[] => read.diagnostics.map(({ code }) => code);

describe("Date headers", () => {
  test.each([
    ["Wed, 15 Jan 2025 11:05:34 +0100", "2025-01-15T10:05:34"],
    ["Wed, 15 Jan 2025 11:05:34 +0100 (CET)", "2025-01-15T10:05:34"],
    ["15 Jan 2025 11:05 GMT", "2025-01-15T11:05:00"],
    ["Wed, 15 Jan 2025 11:05:34 EST", "2025-01-15T16:05:34"],
    ["Wed, 15 Jan 2025 11:05:34 PDT", "2025-01-15T18:05:34"],
    ["Wed, 15 Jan 2025 11:05:34 Z", "2025-01-15T11:05:34"],
    ["Fri, 21 Nov 97 09:55:06 -0600", "1997-11-21T15:55:06"],
    ["Sat, 1 Jan 100 00:00:00 +0000", "2000-01-01T00:00:00"],
    ["Tue, 30 Jun 2015 23:59:60 +0000", "2015-06-30T23:59:59"],
    ["2025-01-15T11:05:34+01:00", "2025-01-15T10:05:34"],
    ["2025-01-15 11:05:34 +0100", "2025-01-15T10:05:34"],
    ["Wednesday, 15 January 2025 11:05:34 -0000", "2025-01-15T11:05:34"],
    ["Wed, 15 Jan 2025 11:05:34 PM +0000", "2025-01-15T23:05:34"],
    ["Wed Jan 15 11:05:34 2025 +0100", "2025-01-15T10:05:34"],
  ])("%s", (text, expected) => {
    expect(iso(parseMailDate(text))).toBe(expected);
    expect(parseMailDate(text).diagnostics).toEqual([]);
  });

  test.each([
    ["yesterday", "date-unparsable"],
    ["", "date-unparsable"],
    ["Wed, 35 Jan 2025 11:05:34 +0100", "date-unparsable"],
    ["Thu, 01 Jan 1970 00:00:00 +0000", "date-unbelievable"],
    ["Thu, 01 Jan 2099 00:00:00 +0000", "date-unbelievable"],
  ])("%j is not believed", (text, code) => {
    expect(iso(parseMailDate(text))).toBeNull();
    expect(codes(parseMailDate(text))).toEqual([code]);
  });

  test("a missing zone is UTC, and told", () => {
    const read = parseMailDate("Wed, 15 Jan 2025 11:05:34");
    expect([iso(read), codes(read)]).toEqual(["2025-01-15T11:05:34", ["zone-missing"]]);
  });
});

describe("dates of pages", () => {
  const zone = "Australia/Melbourne";
  test.each([
    ["Thu May 29 10:44:55 EST 2014", "2014-05-29T00:44:55"],
    ["Wed Jan 15 11:05:34 AEDT 2025", "2025-01-15T00:05:34"],
    ["Wed Jan 15 11:05:34 EST 2014", "2014-01-15T00:05:34"],
    ["Wed Jan 15 11:05:34 UTC 2025", "2025-01-15T11:05:34"],
    // 2:30 came twice on 6 April 2025.
    ["Sun Apr  6 02:30:00 AEDT 2025", "2025-04-05T15:30:00"],
    ["Sun Apr  6 02:30:00 AEST 2025", "2025-04-05T16:30:00"],
  ])("%s in Melbourne", (text, expected) => {
    const read = parsePageDate(text, zone);
    expect([iso(read), codes(read)]).toEqual([expected, []]);
  });

  test.each([
    ["Wed Jan 15 11:05:34 AEDT 2025", "2025-01-15T00:05:34", []],
    ["Wed Jan 15 11:05:34 CET 2025", "2025-01-15T10:05:34", []],
    ["Wed Jan 15 11:05:34 PST 2025", "2025-01-15T19:05:34", []],
    ["Wed Jan 15 11:05:34 EST 2025", "2025-01-15T16:05:34", ["zone-guessed"]],
    ["Wed Jan 15 11:05:34 QQT 2025", null, ["date-unparsable"]],
    ["Wed Jan 15 11:05:34 2025", null, ["date-unparsable"]],
  ])("%s somewhere", (text, expected, diagnostics) => {
    const read = parsePageDate(text, null);
    expect([iso(read), codes(read)]).toEqual([expected, diagnostics]);
  });
});
