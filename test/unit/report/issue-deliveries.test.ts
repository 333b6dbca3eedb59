import { expect, test } from "vitest";
import type { IssuePlan } from "../../../src/model/github.ts";
import { deliveriesOf } from "../../../src/report/issue-deliveries.ts";

const plan = (fields: Partial<IssuePlan> = {}): IssuePlan => ({
  action: "update",
  repository: "jane/widgets",
  subject: "series/s-1",
  series: "s-1",
  number: 7,
  title: "[v2] frob",
  titleBefore: "[v1] frob",
  body: "body",
  bodyBefore: "before",
  labels: ["patchtrail"],
  assignees: ["ada"],
  reopen: false,
  stateReason: null,
  comment: null,
  closing: null,
  told: [],
  writes: 1,
  reason: "",
  notes: [],
  evidence: [],
  ...fields,
});
const keys = (...plans: IssuePlan[]) => deliveriesOf(plans).map(({ key }) => key);

test("each occasion has its key, and the comment goes first", () => {
  expect(keys(plan({ action: "create", number: null }))).toEqual([
    "github/jane/widgets/series/s-1/create",
  ]);
  const comment = { occasion: "v2@example.org", body: "v2 was posted" };
  expect(keys(plan({ action: "close", closing: "settled-1", comment }))).toEqual([
    "github/jane/widgets/series/s-1/comment/v2@example.org",
    "github/jane/widgets/series/s-1/close/settled-1-2",
  ]);
});

test("the same text again is the same occasion, after other texts it is a new one", () => {
  expect(keys(plan())).toEqual(keys(plan()));
  expect(keys(plan({ body: "other" }))).not.toEqual(keys(plan()));
  expect(keys(plan({ writes: 3 }))).not.toEqual(keys(plan()));
});

test("labels and people are given to new issues only; then they are people's", () => {
  const [update] = deliveriesOf([plan()]);
  const [create] = deliveriesOf([plan({ action: "create", number: null })]);
  expect(update?.payload).toMatchObject({ labels: [], assignees: [] });
  expect(create?.payload).toMatchObject({ labels: ["patchtrail"], assignees: ["ada"] });
});

test("nothing leaves for issues left alone and without a repository", () => {
  expect(deliveriesOf([plan({ action: "leave" }), plan({ repository: null })])).toEqual([]);
});

test("a payload is plain JSON", () => {
  const [made] = deliveriesOf([plan()]);
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});
