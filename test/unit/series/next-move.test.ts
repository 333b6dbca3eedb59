import { expect, test } from "vitest";
import { nextMove } from "../../../src/series/next-move.ts";
import type { Round } from "../../../src/series/round.ts";
import { aContext, aRevision, BOB, MONDAY } from "./builders.ts";

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
