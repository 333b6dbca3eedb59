import { expect, test } from "vitest";
import { viewsAt } from "../../../../src/app/view/past-views.ts";
import { judgeSeries } from "../../../../src/app/track/judge-series.ts";
import { NOTHING_DECIDED } from "../../../../src/todo/by-hand.ts";
import type { SeriesContext } from "../../../../src/model/series.ts";
import { aRevision, aSeriesView } from "../../../support/views.ts";
import { ALICE, MARK, mailOf, RITA } from "../../todo/build-context.ts";

const DAY = 86_400;
const past = (moments: readonly number[]) => ({ moments, decided: NOTHING_DECIDED });
const START = Date.UTC(2025, 0, 6) / 1000;

/** A patch, objections to a request that nobody heard, and a second revision months later. */
function context(): SeriesContext {
  const revisions = [
    aRevision({ slug: "p", version: 1, author: ALICE, postedAt: START }),
    aRevision({ slug: "p", version: 2, author: ALICE, postedAt: START + 60 * DAY }),
  ];
  const { series } = aSeriesView({ revisions });
  const reply = (id: string, from: typeof ALICE, day: number, text: string) =>
    mailOf({ id, from, at: START + day * DAY, pieces: [["text", text]] });
  const objection = reply("r2", ALICE, 3, "I do not think that is needed.");
  return {
    series: { ...series, author: ALICE },
    mails: [
      mailOf({
        id: "p-v1-1@example.org",
        from: ALICE,
        at: START,
        role: "patch",
        pieces: [["commit-message", "Make it frob."]],
      }),
      reply("r1", RITA, 2, "Please use the helper here."),
      { ...objection, message: { ...objection.message, parent: "r1" } },
      reply("r3", MARK, 10, "Nice."),
      mailOf({
        id: "p-v2-1@example.org",
        from: ALICE,
        at: START + 60 * DAY,
        role: "patch",
        revision: 1,
        pieces: [["commit-message", "Make it frob."]],
      }),
    ],
  };
}

test("a row of moments gives what each moment alone gives", () => {
  const whole = context();
  const moments = Array.from({ length: 84 }, (_, at) => START + (at - 2) * 3 * DAY + 1);
  const views = viewsAt(whole, past(moments));
  expect(views.slice(0, 2)).toEqual([null, null]);
  expect(new Set(views.map((view) => view?.status.state)).size).toBeGreaterThan(3);
  expect(new Set(views.map((view) => view?.todos[0]?.state))).toContain("declined");
  for (const [index, moment] of moments.entries()) {
    expect(views[index], `day ${(index - 2) * 3}`).toEqual(viewsAt(whole, past([moment]))[0]);
  }
});

test("what is stored of the newest state serves every moment that it holds for, and no other", () => {
  const whole = context();
  const moments = Array.from({ length: 250 }, (_, day) => START + (day - 2) * DAY + 1);
  const silentUntil = START + 300 * DAY;
  const { todos } = judgeSeries(whole, START + 60 * DAY, { silentUntil });
  const stored = viewsAt(whole, past(moments), { todos, silentUntil });
  expect(stored).toEqual(viewsAt(whole, past(moments)));
  expect(stored.filter((view) => view?.todos === todos).length).toBeGreaterThan(150);
});

test("mails that came later play no part", () => {
  const [view] = viewsAt(context(), past([START + 30 * DAY]));
  expect(view?.series.revisions).toHaveLength(1);
  expect(view?.status.lastActivityAt).toBe(START + 10 * DAY);
});
