import { expect, test } from "vitest";
import { digestCharts, median, scaleTop, weekFigures } from "../../../src/report/digest-charts.ts";
import { aDigestInput, aHistory, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const { week } = aDigestInput([]);

test("the figures of a week count what its digest counts", () => {
  const figures = weekFigures(
    week,
    [
      aSeriesView({ todos: [aTodo(), aTodo({ confidence: 0.5 }), aTodo({ state: "resolved" })] }),
      aSeriesView({ status: { nextMove: "author" }, todos: [aTodo({ state: "carried" })] }),
      aSeriesView({ status: { nextMove: "author", state: "stalled" } }),
      aSeriesView({ status: { nextMove: "nobody", state: "accepted" } }),
    ],
    [
      { postedAt: daysBefore(9), answeredAt: daysBefore(5) },
      { postedAt: daysBefore(4), answeredAt: daysBefore(2) },
      { postedAt: daysBefore(30), answeredAt: daysBefore(20) },
    ],
  );
  expect(figures).toEqual({
    week,
    openTodos: 2,
    medianReviewDays: 3,
    reviews: 2,
    moves: { author: 1, reviewers: 1, maintainer: 0 },
  });
});

test("the median of none is none", () => {
  expect(median([])).toBeNull();
  expect(median([4])).toBe(4);
  expect(median([9, 1, 2])).toBe(2);
  expect(median([10, 2])).toBe(6);
});

test("a scale ends in a round number above all values", () => {
  const tops = [[], [0], [null], [0.4], [1], [7], [936], [1001], [100]].map(scaleTop);
  expect(tops).toEqual([1, 1, 1, 1, 1, 8, 1000, 1500, 100]);
});

test("charts tell in words what they draw", () => {
  const [open, review, moves] = digestCharts(aHistory());
  expect(open?.caption).toBe("1,210 at the end of the week; from 1,180 to 1,210 in these 3 weeks.");
  expect(review?.caption).toBe("Median 12 of 2 revisions first answered this week.");
  expect(moves?.alt).toBe(
    "Series in flight, by whose move it is, 2025-W06 to 2025-W08: author 3, 4, 5; reviewers 6, 7, 8; maintainer 0, 1, 0.",
  );
  expect(moves?.top).toBe(15);
});

test("one week has no trend", () => {
  expect(digestCharts(aHistory().slice(0, 1))).toEqual([]);
  expect(digestCharts([])).toEqual([]);
});
