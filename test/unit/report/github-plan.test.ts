import { describe, expect, test } from "vitest";
import type { IssuePlan, IssuePolicy, IssueRecord } from "../../../src/model/github.ts";
import type { SeriesView } from "../../../src/model/report.ts";
import type { Todo } from "../../../src/model/todo.ts";
import { planIssues } from "../../../src/report/github-plan.ts";
import { aPolicy, recordOf } from "../../support/issue-policy.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const plan = (
  views: SeriesView[],
  records: IssueRecord[] = [],
  policy: Partial<IssuePolicy> = {},
): IssuePlan[] =>
  planIssues({
    views,
    policy: aPolicy(policy),
    records,
    repositories: new Map([[1, "jane/widgets"]]),
  });
const old = (todos: Todo[], state: SeriesView["status"]["state"] = "under-review"): SeriesView =>
  aSeriesView({ revisions: [aRevision({ postedAt: daysBefore(30) })], status: { state }, todos });
const settled = () =>
  aTodo({ id: "t", state: "resolved", evidence: "v2: done", evidenceMessageId: "v2@example.org" });

describe("which series get an issue", () => {
  test.each<[string, SeriesView, boolean]>([
    ["old and open", old([aTodo()]), true],
    ["carried", old([aTodo({ state: "carried" })]), true],
    ["all settled", old([settled()]), false],
    ["unsure", old([aTodo({ confidence: 0.5 })]), false],
    ["young", aSeriesView({ todos: [aTodo()] }), false],
    ["young but merged", aSeriesView({ status: { state: "accepted" }, todos: [aTodo()] }), true],
    ["rejected", old([aTodo()], "rejected"), false],
    ["abandoned", old([aTodo()], "abandoned"), false],
  ])("one that is %s: %s", (_name, view, created) => {
    expect(plan([view]).map(({ action }) => action)).toEqual(created ? ["create"] : []);
  });

  test.each<[string, Partial<IssuePolicy>, boolean]>([
    ["its kind of TODO", { kinds: ["request"] }, true],
    ["another kind", { kinds: ["promise"] }, false],
    ["its state", { states: ["under-review"] }, true],
    ["another state", { states: ["stalled"] }, false],
    ["more age than it has", { minAgeDays: 31 }, false],
  ])("a policy that asks for %s: %s", (_name, policy, created) => {
    expect(plan([old([aTodo()])], [], policy)).toHaveLength(created ? 1 : 0);
  });

  test("one a TODO where the policy says so, found again by the TODO", () => {
    const view = old([aTodo({ id: "t-1" }), aTodo({ id: "t-2", text: "Why?" })]);
    const made = plan([view], [], { granularity: "todo" });
    expect(made.map(({ subject, title }) => [subject, title])).toEqual([
      ["todo/t-1", "[v1] This needs a Fixes: tag."],
      ["todo/t-2", "[v1] Why?"],
    ]);
    expect(made[1]?.body).not.toContain("Fixes:");
    const again = plan([view], [recordOf(made[1])], { granularity: "todo" });
    expect(again.map(({ action, subject }) => [action, subject])).toEqual([
      ["create", "todo/t-1"],
      ["leave", "todo/t-2"],
    ]);
  });

  test("the first route whose paths fit a file names the repository", () => {
    const routes = [
      { repository: "jane/nets", paths: ["net/**"] },
      { repository: "jane/frobs", paths: ["fs/", "drivers/frob/"] },
      { repository: "jane/drivers", paths: ["drivers/**"] },
    ];
    expect(plan([old([aTodo()])], [], { routes })[0]?.repository).toBe("jane/frobs");
    expect(plan([old([aTodo()])], [], { routes: routes.slice(0, 1) })[0]?.repository).toBe(
      "jane/widgets",
    );
  });

  test("who owes something is assigned, by name or address", () => {
    const view = old([
      aTodo({ owner: "patch-author", ownerName: null }),
      aTodo({ owner: "writer", ownerName: "Rita Reviewer" }),
      aTodo({ owner: "other", ownerName: "Nobody Known" }),
    ]);
    const assignees = new Map([
      ["ada.author@example.org", "ada-dev"],
      ["rita reviewer", "rita"],
    ]);
    expect(plan([view], [], { assignees })[0]?.assignees).toEqual(["ada-dev", "rita"]);
  });
});

test("a second plan over what the first made does nothing", () => {
  const views = [old([aTodo({ id: "t" })])];
  const [made] = plan(views);
  expect(made).toMatchObject({
    title: "[v1] frob: make the frobnicator frob",
    labels: ["loose-ends"],
  });
  expect(plan(views, [recordOf(made)])).toMatchObject([{ action: "leave", number: 7 }]);
});

test("a new revision updates title and body, but not a title that a person gave", () => {
  const todo = aTodo({ id: "t" });
  const [made] = plan([old([todo])]);
  const next = aSeriesView({
    revisions: [
      aRevision({ postedAt: daysBefore(30) }),
      aRevision({ version: 2, title: "frob: new name", postedAt: daysBefore(2) }),
    ],
    todos: [{ ...todo, state: "carried" }],
  });
  expect(plan([next], [recordOf(made)])).toMatchObject([
    {
      action: "update",
      title: "[v2] frob: new name",
      evidence: [todo.messageId],
      comment: { occasion: "frob-v2-1@example.org" },
    },
  ]);
  expect(plan([next], [recordOf(made, { title: "Mine" })])).toMatchObject([
    { action: "update", title: "Mine", notes: ["a person gave it its title: it stays"] },
  ]);
  expect(plan([next], [recordOf(made)], { comments: false })).toMatchObject([{ comment: null }]);
});

test("when all is settled the issue is closed, naming the mails that say so", () => {
  const [made] = plan([old([aTodo({ id: "t" })])]);
  const [close] = plan([old([settled()])], [recordOf(made)]);
  expect(close).toMatchObject({
    action: "close",
    evidence: ["v2@example.org"],
    stateReason: "completed",
  });
  expect(close?.body).toContain("v2@example.org");
  expect(close?.comment?.body).toMatch(/v2@example\.org[^]*Closed: everything is settled/u);
});

test("what was declined or dropped is closed as not planned", () => {
  const [made] = plan([old([aTodo({ id: "t" })])]);
  const declined = old([{ ...settled(), state: "declined" }]);
  expect(plan([declined], [recordOf(made)])).toMatchObject([
    { action: "close", stateReason: "not_planned" },
  ]);
});

describe("what people settled by hand", () => {
  const byHand = (id: string, state: "resolved" | "dismissed", at = daysBefore(1)): Todo => {
    const text = state === "resolved" ? "marked done by hand: `see` @all #1" : "dismissed by hand";
    return aTodo({ id, state, evidence: text, history: [{ state, messageId: null, text, at }] });
  };
  const [made] = plan([old([aTodo({ id: "t" }), aTodo({ id: "t-2" })])]);

  test("closes the issue, with the words of the decision", () => {
    const [close] = plan([old([byHand("t", "resolved"), settled()])], [recordOf(made)]);
    expect(close).toMatchObject({ action: "close", stateReason: "completed" });
    expect(close?.comment?.body).toMatch(
      /\*\*resolved\*\*: “marked done by hand: \\`see\\` @\u200ball \\#\u200b1”/u,
    );
    expect(close?.evidence).toHaveLength(2);
  });

  test("closes it as not planned where all was dismissed", () => {
    const all = old([byHand("t", "dismissed"), byHand("t-2", "dismissed")]);
    const [close] = plan([all], [recordOf(made)]);
    expect(close).toMatchObject({
      action: "close",
      stateReason: "not_planned",
      reason: "2 TODOs dismissed by hand",
    });
    expect(close?.body).not.toContain("“");
    expect(close?.comment?.body).toContain("Closed: 2 TODOs dismissed by hand.");
  });

  test("changes the issue while something else is open", () => {
    const some = old([byHand("t", "dismissed"), aTodo({ id: "t-2" })]);
    expect(plan([some], [recordOf(made)])).toMatchObject([{ action: "update" }]);
  });

  test("closes it again only when somebody decides anew", () => {
    const done = old([byHand("t", "resolved")]);
    const [close] = plan([done], [recordOf(made)]);
    const closing = close?.closing ?? null;
    const reopened = recordOf(made, { closing });
    expect(plan([done], [reopened])).not.toMatchObject([{ action: "close" }]);
    const anew = old([byHand("t", "resolved", daysBefore(0))]);
    expect(plan([anew], [reopened])).toMatchObject([{ action: "close" }]);
  });
});

test("without a mail that says so nothing is closed", () => {
  const [made] = plan([old([aTodo()])]);
  expect(plan([old([])], [recordOf(made)])).toMatchObject([{ action: "leave" }]);
});

test("what a person closed stays closed; what we closed is opened again", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view]);
  const closed = { state: "closed" } as const;
  expect(plan([view], [recordOf(made, { ...closed, closedBy: "person" })])).toMatchObject([
    { action: "leave", reason: "closed by a person" },
  ]);
  expect(plan([view], [recordOf(made, { ...closed, closedBy: "us" })])).toMatchObject([
    { action: "update", reopen: true },
  ]);
});

test("where people removed our part it is put back only when a mail changes it", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view]);
  const removed = recordOf(made, { body: "All mine." });
  expect(plan([view], [removed])).toMatchObject([
    { action: "leave", notes: [expect.stringContaining("removed")] },
  ]);
});

test("of two issues of one series the open one is ours", () => {
  const view = old([aTodo({ id: "t" })]);
  const [made] = plan([view]);
  const twice = [
    recordOf(made, { number: 3, state: "closed", closedBy: "person" }),
    recordOf(made, { number: 9 }),
  ];
  expect(plan([view], twice)).toMatchObject([{ number: 9 }]);
});

test("an issue in a repository that is configured no more is left, and made nowhere else", () => {
  const view = old([aTodo({ id: "t" }), aTodo({ id: "t-2" })]);
  const [made] = plan([view]);
  const elsewhere = recordOf(made, { repositoryId: 2, ownPart: "other" });
  expect(plan([view], [elsewhere])).toMatchObject([
    { action: "leave", reason: "its repository is not configured any more" },
  ]);
});
