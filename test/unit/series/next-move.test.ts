import { expect, test } from "vitest";
import { nextMove } from "../../../src/series/next-move.ts";
import type { Round } from "../../../src/series/round.ts";
import { aContext, ADA, aRevision, BOB, CAT, MONDAY } from "./builders.ts";

const silent: Round = {
  request: null,
  refusal: null,
  authorAnswered: null,
  promise: null,
  reviewers: [],
  latest: null,
};
const remark = { messageId: "r", text: "Please rebase.", person: BOB, at: MONDAY };
const context = aContext([aRevision("p", { version: 3 })], []);
const facts = { state: "new", active: "new", round: silent, tags: [], applied: null } as const;
const taken = {
  tree: "widget/next",
  commit: null,
  messageId: "r",
  text: "Applied",
  revision: 3,
  messageIds: ["p"],
  commits: [],
  at: MONDAY,
};

test.each([
  ["nobody answered", facts, "reviewers", "Nobody has answered v3 yet."],
  [
    "changes asked for",
    { ...facts, round: { ...silent, request: remark, latest: "r" } },
    "author",
    "Bob Reviewer asked for changes to v3, and Ada Example has not re-rolled it.",
  ],
  [
    "ready",
    { ...facts, active: "ready" as const },
    "maintainer",
    "Every patch of v3 has a review and no request is open.",
  ],
  [
    "accepted",
    { ...facts, active: "accepted" as const, applied: taken },
    "nobody",
    "v3 was applied to widget/next.",
  ],
  [
    "withdrawn",
    {
      ...facts,
      active: "rejected" as const,
      round: { ...silent, refusal: { ...remark, byAuthor: true } },
    },
    "nobody",
    "Ada Example withdrew v3.",
  ],
  [
    "talked about",
    {
      ...facts,
      active: "under-review" as const,
      round: { ...silent, latest: "r", reviewers: [BOB] },
    },
    "reviewers",
    "Bob Reviewer wrote on v3; no patch has a review tag yet.",
  ],
])("%s", (_, given, mover, reason) => {
  expect(nextMove(context, given)).toEqual({ mover, reason });
});

test.each<[string, Parameters<typeof nextMove>[1], string]>([
  [
    "an author who answered",
    {
      ...facts,
      active: "under-review",
      round: { ...silent, latest: "r", reviewers: [BOB, CAT, ADA], authorAnswered: remark },
    },
    "Ada Example answered Bob Reviewer and Cat Keeper on v3 and waits for a verdict.",
  ],
  [
    "a promise",
    { ...facts, round: { ...silent, request: remark, promise: remark } },
    "Ada Example said on v3 that more is to come.",
  ],
  [
    "a rejection",
    { ...facts, active: "rejected", round: { ...silent, refusal: { ...remark, byAuthor: false } } },
    "Bob Reviewer rejected v3.",
  ],
  [
    "silence",
    { ...facts, state: "abandoned" },
    "Nothing was heard of v3 by Ada Example for half a year.",
  ],
  ["a part taken", { ...facts, applied: taken }, "Only a part of v3 was applied so far."],
  [
    "no tree named",
    { ...facts, active: "accepted", applied: { ...taken, tree: null } },
    "v3 was applied.",
  ],
  [
    "a review",
    {
      ...facts,
      round: { ...silent, latest: "r", reviewers: [BOB] },
      tags: [{ position: 1, tags: [{ token: "Acked-by", person: BOB, messageId: "r" }] }],
    },
    "Bob Reviewer wrote on v3; 1 of 1 patches reviewed.",
  ],
])("%s", (_, given, reason) => {
  expect(nextMove(context, given).reason).toBe(reason);
});

test("an author whom nobody knows is called so", () => {
  const unknown = aContext([aRevision("p", { author: { name: null, email: null } })], []);
  const given = { ...facts, round: { ...silent, promise: remark, request: remark } };
  expect(nextMove(unknown, given).reason).toBe("The author said on v1 that more is to come.");
});
