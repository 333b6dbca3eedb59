import { expect, test } from "vitest";
import { lastPeriod } from "../../../src/report/iso-week.ts";
import { buildPersonDigest } from "../../../src/report/person-digest.ts";
import { aPerson, aSeriesView, aTodo, NEXT_MONDAY } from "../../support/views.ts";

const views = [
  aSeriesView({
    status: { nextMove: "author" },
    todos: [aTodo({ text: "Ada must act.\u202e\u001b[31m" })],
  }),
  aSeriesView({
    id: "s-2",
    todos: [aTodo({ text: "Other must act.", ownerName: "Other", saidBy: aPerson("Ada Author") })],
  }),
];
const linkTemplate = "https://lore.kernel.org/{list}/{id}/";
const week = lastPeriod("week", "UTC", NEXT_MONDAY);

test("a person reads what they owe and are owed, with links, in 72 columns", () => {
  const input = { person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY, linkTemplate };
  const digest = buildPersonDigest(input, week);
  // Her series that waits for review is owed to her too.
  expect(digest?.subject).toBe("2025-W08: you owe 2 things, you are owed 2 things");
  expect(digest?.text).toMatch(
    /^Ada Author: week 2025-W08\nMonday 17 to Sunday 23 February 2025\n=/,
  );
  expect(digest?.text).toMatch(/Owes\n[^]*Ada must act\.[^]*Is owed\n[^]*Other must act\./);
  expect(digest?.text).toContain("https://lore.kernel.org/frob-dev/");
  // oxlint-disable-next-line no-control-regex
  expect(digest?.text).not.toMatch(/[\u001b\u202e]/u);
  const long = digest?.text.split("\n").filter((line) => line.length > 72) ?? [];
  expect(long.every((line) => line.includes("https://"))).toBe(true);
});

test("whom nothing concerns gets nothing", () => {
  const input = { person: aPerson("Nobody Else"), views, asOf: NEXT_MONDAY };
  expect(buildPersonDigest(input, week)).toBeNull();
});
