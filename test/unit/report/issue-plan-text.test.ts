import { expect, test } from "vitest";
import type { IssueRecord } from "../../../src/model/github.ts";
import { planIssues } from "../../../src/report/github-plan.ts";
import { renderIssuePlan } from "../../../src/report/issue-plan-text.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aPolicy } from "../../support/issue-policy.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const todo = aTodo({ id: "t", messageId: "why@example.org" });
const v1 = aRevision({ postedAt: daysBefore(30) });
const v2 = aRevision({ version: 2, postedAt: daysBefore(3) });
const plan = (view: ReturnType<typeof aSeriesView>, records: IssueRecord[] = []) =>
  planIssues({
    views: [view],
    policy: aPolicy(),
    records,
    repositories: new Map([[1, "jane/widgets"]]),
  });

test("a creation shows the first lines, an update what changes and the comment", () => {
  const [made] = plan(aSeriesView({ revisions: [v1], todos: [todo] }));
  expect(renderIssuePlan([made!], { width: 72 })).toMatchInlineSnapshot(`
    "+ create: [v1] frob: make the frobnicator frob
      1 open TODO; jane/widgets
      | frob: make the frobnicator frob, v1, 1 patch by Ada Author, posted…
      | State: under-review. Next move: reviewers. Nobody has reviewed v1 y…
      | ### Still open (1)
      | - [ ] “This needs a Fixes: tag.”
      |   request by Rita Reviewer on v1, 2025-02-15; open; Ada Author owes…

    1 to create, 0 to update, 0 to close, 0 comments, 0 left alone
    "
  `);
  const record: IssueRecord = {
    repositoryId: 1,
    number: 7,
    nodeId: "I_7",
    subject: made!.subject,
    told: made!.told,
    title: made!.title,
    body: made!.body,
    state: "open",
    locked: false,
    updatedAt: "2025-02-01T00:00:00Z",
    ownTitle: made!.title,
    ownPart: made!.body,
    closedBy: null,
    closing: null,
    gone: null,
    writes: 1,
  };
  const next = aSeriesView({ revisions: [v1, v2], todos: [{ ...todo, state: "carried" }] });
  expect(renderIssuePlan(plan(next, [record]), { width: 72 })).toMatchInlineSnapshot(`
    "~ update #7: [v2] frob: make the frobnicator frob
      1 TODO still open, 0 settled; jane/widgets
      - title: [v1] frob: make the frobnicator frob
      + title: [v2] frob: make the frobnicator frob
      - frob: make the frobnicator frob, v1, 1 patch by Ada Author, posted…
      - State: under-review. Next move: reviewers. Nobody has reviewed v1 y…
      -   request by Rita Reviewer on v1, 2025-02-15; open; Ada Author owes…
      + frob: make the frobnicator frob, v2, 1 patch by Ada Author, posted…
      + State: under-review. Next move: reviewers. Nobody has reviewed v2 y…
      +   request by Rita Reviewer on v1, 2025-02-15; still open in v2; Ada…
      comment:
      > v2 was posted on 2025-02-21 (mail).
      > Still open (1):
      > - “This needs a Fixes: tag.” (still open in v2)

    0 to create, 1 to update, 0 to close, 1 comment, 0 left alone
    "
  `);
  const left = plan(next, [{ ...record, state: "closed", closedBy: "person" }]);
  expect(renderIssuePlan(left, { width: 72 })).toMatchInlineSnapshot(`
    "0 to create, 0 to update, 0 to close, 0 comments, 1 left alone
      1 closed by a person
    "
  `);
});

test("a hostile series prints nothing unsafe", () => {
  expect(renderIssuePlan(plan(aHostileSeries()))).not.toMatch(UNSAFE_TEXT);
});
