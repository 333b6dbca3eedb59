import { expect, test } from "vitest";
import type { SeriesView } from "../../../src/model/report.ts";
import { placeSeries } from "../../../src/report/digest-place.ts";
import { aDigestInput, aRevision, aSeriesView, daysBefore } from "../../support/views.ts";

const place = (view: SeriesView, before: SeriesView[] = []): string | undefined =>
  placeSeries(aDigestInput([view], before))[0]?.key;
const revision = (version: number, days: number) =>
  aRevision({ version, postedAt: daysBefore(days) });
const applied = (days: number) => ({
  tree: null,
  commit: null,
  messageId: "applied@example.org",
  text: "Applied",
  revision: 1,
  messageIds: [],
  commits: [],
  at: daysBefore(days),
});

test.each<[string, string | undefined, SeriesView]>([
  ["posted this week", "new", aSeriesView({ revisions: [revision(1, 2)] })],
  ["twice this week", "new", aSeriesView({ revisions: [revision(1, 5), revision(2, 2)] })],
  ["again this week", "re-rolled", aSeriesView({ revisions: [revision(1, 20), revision(2, 2)] })],
  ["first seen as v5", "re-rolled", aSeriesView({ revisions: [revision(5, 2)] })],
  ["on the first second of the week", "new", aSeriesView({ revisions: [revision(1, 7)] })],
  ["a week ago and a bit", "reviewers", aSeriesView({ revisions: [revision(1, 7.01)] })],
  [
    "known from replies only",
    "reviewers",
    aSeriesView({ revisions: [aRevision({ postedAt: daysBefore(2), ghost: true })] }),
  ],
  [
    "merged this week, posted this week",
    "accepted",
    aSeriesView({
      revisions: [revision(1, 2)],
      status: { state: "accepted", nextMove: "nobody", applied: applied(1) },
    }),
  ],
  [
    "merged before",
    undefined,
    aSeriesView({ status: { state: "accepted", nextMove: "nobody", applied: applied(9) } }),
  ],
  ["rejected", undefined, aSeriesView({ status: { state: "rejected" } })],
  ["abandoned", undefined, aSeriesView({ status: { state: "abandoned" } })],
  ["stalled", "stalled", aSeriesView({ status: { state: "stalled", nextMove: "author" } })],
  ["asked to change", "author", aSeriesView({ status: { nextMove: "author" } })],
  ["ready", "maintainer", aSeriesView({ status: { state: "ready", nextMove: "maintainer" } })],
  ["nobody's move", undefined, aSeriesView({ status: { nextMove: "nobody" } })],
])("a series %s stands in %s", (_name, key, view) => {
  expect(place(view)).toBe(key);
});

test("accepted without an applied mail counts when it was not accepted before", () => {
  const view = aSeriesView({ status: { state: "accepted", nextMove: "nobody" } });
  expect(place(view)).toBe("accepted");
  expect(place(view, [view])).toBeUndefined();
});

test("newly stalled come first, then those stalled last", () => {
  const stalled = (id: string, days: number) =>
    aSeriesView({ id, status: { state: "stalled", lastActivityAt: daysBefore(days) } });
  const views = [stalled("s-old", 60), stalled("s-new", 31), stalled("s-mid", 45)];
  const placed = placeSeries(aDigestInput(views, [views[0]!, views[2]!]));
  expect(placed.map((one) => [one.view.series.id, one.newlyStalled])).toEqual([
    ["s-new", true],
    ["s-mid", false],
    ["s-old", false],
  ]);
});

test("of what waits, the longest waiting comes first", () => {
  const waiting = (id: string, days: number) =>
    aSeriesView({ id, status: { nextMove: "author", lastActivityAt: daysBefore(days) } });
  const placed = placeSeries(aDigestInput([waiting("a", 9), waiting("b", 20)]));
  expect(placed.map((one) => one.view.series.id)).toEqual(["b", "a"]);
});
