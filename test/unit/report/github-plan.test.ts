import { expect, test } from "vitest";
import type { ExistingIssue, IssuePlan, SeriesView } from "../../../src/model/report.ts";
import type { Todo } from "../../../src/model/todo.ts";
import { planIssues, renderIssuePlan } from "../../../src/report/github-plan.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../support/views.ts";

const policy = {
  list: "frob-dev",
  minConfidence: 0.6,
  minAgeDays: 14,
  labels: ["loose-ends"],
  linkTemplate: "https://lore.kernel.org/{list}/{id}/",
  asOf: NEXT_MONDAY,
};
const plan = (views: SeriesView[], existing: ExistingIssue[] = []): IssuePlan[] =>
  planIssues({ views, policy, existing });
const old = (todos: Todo[], state: SeriesView["status"]["state"] = "under-review"): SeriesView =>
  aSeriesView({ revisions: [aRevision({ postedAt: daysBefore(30) })], status: { state }, todos });
const settled = () =>
  aTodo({ id: "t", state: "resolved", evidence: "v2: done", evidenceMessageId: "v2@example.org" });

function issueOf(made: IssuePlan | undefined, fields: Partial<ExistingIssue> = {}): ExistingIssue {
  const { title = "", body = "" } = made ?? {};
  return { number: 7, title, body, state: "open", closedBy: null, series: null, ...fields };
}

test.each<[string, SeriesView, boolean]>([
  ["old and open", old([aTodo()]), true],
  ["carried", old([aTodo({ state: "carried" })]), true],
  ["all settled", old([settled()]), false],
  ["unsure", old([aTodo({ confidence: 0.5 })]), false],
  ["young", aSeriesView({ todos: [aTodo()] }), false],
  ["young but merged", aSeriesView({ status: { state: "accepted" }, todos: [aTodo()] }), true],
  ["rejected", old([aTodo()], "rejected"), false],
  ["abandoned", old([aTodo()], "abandoned"), false],
])("a series that is %s gets an issue: %s", (_name, view, created) => {
  expect(plan([view]).map(({ action }) => action)).toEqual(created ? ["create"] : []);
});

test("a second plan over what the first made does nothing", () => {
  const views = [old([aTodo({ id: "t" })])];
  const [made] = plan(views);
  expect(made).toMatchObject({
    title: "[v1] frob: make the frobnicator frob",
    labels: ["loose-ends"],
  });
  expect(plan(views, [issueOf(made)])).toMatchObject([{ action: "leave", number: 7 }]);
});

test("a new revision updates title and body, but not a title that a person gave", () => {
  const todo = aTodo({ id: "t" });
  const [made] = plan([old([todo])]);
  const next = aSeriesView({
    revisions: [
      aRevision({ postedAt: daysBefore(30) }),
      aRevision({ version: 2, title: "frob: new name" }),
    ],
    todos: [{ ...todo, state: "carried" }],
  });
  expect(plan([next], [issueOf(made)])).toMatchObject([
    { action: "update", title: "[v2] frob: new name", evidence: [todo.messageId] },
  ]);
  expect(plan([next], [issueOf(made, { title: "Mine" })])).toMatchObject([
    { action: "update", title: "Mine" },
  ]);
});

test("when all is settled the issue is closed, naming the mails that say so", () => {
  const [made] = plan([old([aTodo({ id: "t" })])]);
  const [close] = plan([old([settled()])], [issueOf(made)]);
  expect(close).toMatchObject({ action: "close", evidence: ["v2@example.org"] });
  expect(close?.body).toContain("v2@example.org");
});

test("without a mail that says so nothing is closed", () => {
  const [made] = plan([old([aTodo()])]);
  expect(plan([old([])], [issueOf(made)])).toMatchObject([{ action: "leave" }]);
});

test("what a person closed stays closed; what we closed is opened again", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view]);
  const closed = { state: "closed" } as const;
  expect(plan([view], [issueOf(made, { ...closed, closedBy: "person" })])).toMatchObject([
    { action: "leave", reason: "closed by a person" },
  ]);
  expect(plan([view], [issueOf(made, { ...closed, closedBy: "us" })])).toMatchObject([
    { action: "update", reopen: true },
  ]);
});

test("our record finds the issue that lost its marker", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view], [issueOf(undefined, { body: "All mine.", series: "s-frob" })]);
  expect(made).toMatchObject({ action: "update", number: 7 });
  expect(made?.body).toMatch(/^All mine\.\n\n<!-- patchtrail:series=s-frob -->/u);
});

test("of two issues of one series the open one is ours", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view]);
  const twice = [
    issueOf(made, { number: 3, state: "closed", closedBy: "person" }),
    issueOf(made, { number: 9 }),
  ];
  expect(plan([view], twice)).toMatchObject([{ number: 9 }]);
});

test("the plan reads like a diff", () => {
  const view = old([aTodo({ id: "t", messageId: "why@example.org" })]);
  expect(renderIssuePlan(plan([view]), { width: 72 })).toMatchInlineSnapshot(`
    "+ create: [v1] frob: make the frobnicator frob
      1 open TODO
      | frob: make the frobnicator frob, v1, 1 patch by Ada Author, posted…
      | State: under-review. Next move: reviewers. Nobody has reviewed v1 y…
      | ### Still open (1)
      | - [ ] “This needs a Fixes: tag.”
      |   request by Rita Reviewer on v1, 2025-02-15; open; Ada Author owes…

    1 to create, 0 to update, 0 to close, 0 left alone
    "
  `);
});

test("a hostile series prints nothing unsafe", () => {
  expect(renderIssuePlan(plan([aHostileSeries()]))).not.toMatch(UNSAFE_TEXT);
});

test("2,000 series are planned in a moment", () => {
  const views = Array.from({ length: 2_000 }, (_, index) => ({
    ...old([aTodo(), aTodo(), settled()]),
    series: { ...old([]).series, id: `s-${index}` },
  }));
  const start = performance.now();
  expect(plan(views)).toHaveLength(2_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});
