import { expect, test } from "vitest";
import {
  ago,
  agoAt,
  authorOf,
  count,
  daysBetween,
  formatDay,
  isInFlight,
  mailUrl,
  ownerOf,
  personName,
  shellWord,
  span,
  thousands,
  titleOf,
  whereRaised,
} from "../../../src/report/words.ts";
import { aPerson, aRevision, aSeriesView, aTodo } from "../../support/views.ts";

test.each([
  [0, "today"],
  [1, "1 day ago"],
  [59, "59 days ago"],
  [60, "1 month ago"],
  [365, "11 months ago"],
  [800, "2 years ago"],
])("%i days are %s", (days, text) => {
  expect(ago(days)).toBe(text);
});

test("numbers and their nouns", () => {
  expect([count(1, "patch"), count(3, "patch"), count(2, "series"), count(0, "TODO")]).toEqual([
    "1 patch",
    "3 patches",
    "2 series",
    "0 TODOs",
  ]);
  expect(thousands(1234567)).toBe("1,234,567");
  expect(span(1)).toBe("1 day");
  expect(daysBetween(100, 0)).toBe(0);
});

test("days of no calendar are named, not thrown", () => {
  expect(formatDay(Date.UTC(2025, 1, 17) / 1000)).toBe("2025-02-17");
  expect(formatDay(Number.NaN)).toBe("unknown date");
  expect(formatDay(1e20)).toBe("unknown date");
});

test.each([
  ["a@example.org", "https://x.example/l/a@example.org/"],
  ["a/b?c#d@example.org", "https://x.example/l/a%2Fb%3Fc%23d@example.org/"],
  ["../..@example.org", "https://x.example/l/..%2F..@example.org/"],
  ["a)>(b@example.org", "https://x.example/l/a%29%3E%28b@example.org/"],
  ["{list}$&", "https://x.example/l/%7Blist%7D%24%26/"],
  ["\ud800@example.org", "https://x.example/l/%EF%BF%BD@example.org/"],
])("a mail %j is linked as %s", (id, url) => {
  expect(mailUrl("https://x.example/{list}/{id}/", "l", id)).toBe(url);
});

test("a person is the name, else the local part, else somebody", () => {
  expect(personName({ name: "Ada \u202e\u001b[1m", email: "a@example.org" })).toBe("Ada ␛[1m");
  expect(personName({ name: null, email: "ada@example.org" })).toBe("ada");
  expect(personName(null)).toBe("somebody");
  expect(personName({ name: "x".repeat(10_000), email: null }).length).toBeLessThanOrEqual(60);
});

test.each([
  [{ raisedOn: 2, patch: 2 }, "v2 2/3"],
  [{ raisedOn: 2, patch: 0 }, "v2"],
  [{ raisedOn: 1, patch: 1 }, "RFC v1"],
  [{ raisedOn: 9, patch: 4 }, "v9 patch 4"],
])("a TODO %j was raised on %s", (fields, where) => {
  const revisions = [
    aRevision({ version: 1, label: "RFC v1" }),
    aRevision({ version: 2, count: 3 }),
  ];
  expect(whereRaised(aSeriesView({ revisions }).series, aTodo(fields))).toBe(where);
});

test.each([
  [{ ownerName: "Olga", owner: "other" as const }, "Olga"],
  [{ ownerName: null, owner: "writer" as const, saidBy: aPerson("Wim") }, "Wim"],
  [{ ownerName: null, owner: "patch-author" as const }, "Ada Author"],
  [{ ownerName: null, owner: "maintainer" as const }, "the maintainer"],
  [{ ownerName: null, owner: "unknown" as const }, null],
])("%j owes as %s", (fields, owner) => {
  expect(ownerOf(aSeriesView().series, aTodo(fields))).toBe(owner);
});

test("words of commands cannot start others", () => {
  expect(shellWord("linuxppc-dev")).toBe("linuxppc-dev");
  expect(shellWord("a; rm -rf ~ 'x")).toBe("'a; rm -rf ~ '\\''x'");
});

test("titles are bounded and never empty", () => {
  const named = (title: string) => aSeriesView({ revisions: [aRevision({ title })] }).series;
  expect(titleOf(named("y".repeat(10_000)))).toHaveLength(200);
  expect(titleOf(named("\u200b"))).toBe("(no title)");
});

test("what is merged, rejected or sleeps is not in flight", () => {
  const states = ["rfc", "new", "ready", "accepted", "rejected", "stalled", "abandoned"] as const;
  expect(states.filter((state) => isInFlight(aSeriesView({ status: { state } })))).toEqual([
    "rfc",
    "new",
    "ready",
  ]);
});

test("an author whom nobody has seen owes nothing by name", () => {
  const nobody = { name: null, email: null };
  const { series } = aSeriesView({ revisions: [aRevision({ author: nobody, ghost: true })] });
  expect(authorOf(series)).toBe("author not seen");
  expect(ownerOf(series, aTodo({ ownerName: null }))).toBeNull();
});

test("what nobody knows the time of is not called old", () => {
  expect(agoAt(0, 1_400_000_000)).toBe("at an unknown time");
  expect(agoAt(1_400_000_000 - 86_400, 1_400_000_000)).toBe("1 day ago");
  expect(formatDay(0)).toBe("unknown date");
});
