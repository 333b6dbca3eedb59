import { expect, test } from "vitest";
import type { Decision } from "../../../src/model/decision.ts";
import { judgeLink } from "../../../src/series/by-hand.ts";
import { groupSeries } from "../../../src/series/group.ts";
import { scoreLink } from "../../../src/series/link.ts";
import { aPatch, aRevision, BOB, DAY, MONDAY } from "./builders.ts";

const decision = (kind: Decision["kind"], fields: Partial<Decision> = {}): Decision => ({
  kind,
  subject: "a",
  object: "b",
  note: null,
  decidedBy: null,
  decidedAt: MONDAY,
  ...fields,
});
const first = aRevision("a");
const next = aRevision("b", { version: 2, postedAt: MONDAY + 9 * DAY });
const stranger = aRevision("z", {
  title: "gadget: paint it blue",
  author: BOB,
  thread: "z",
  patches: [aPatch("z", { title: "gadget: paint it blue", author: BOB, files: ["gadget.c"] })],
});

test("without a decision the mails alone speak", () => {
  expect(judgeLink(first, next, null)).toEqual(scoreLink(first, next));
  expect(judgeLink(first, stranger, null)).toBeNull();
});

test("a link joins what has nothing in common, and tells who said so and why", () => {
  const link = judgeLink(
    stranger,
    next,
    decision("link", { note: "rewritten", decidedBy: "carla" }),
  );
  expect(link).toMatchObject({
    older: "z",
    newer: "b",
    decision: "linked",
    evidence: [{ kind: "manual", text: "linked by hand by carla: rewritten" }],
  });
  expect(groupSeries([stranger, next], [link ?? []].flat())).toHaveLength(1);
});

test("an unlink parts the surest pair; what the mails say stays beside it", () => {
  const scored = scoreLink(first, next);
  const link = judgeLink(next, first, decision("unlink"));
  expect(scored?.decision).toBe("linked");
  expect(link).toMatchObject({ older: "a", newer: "b", decision: "possible" });
  expect(link?.evidence[0]).toMatchObject({ kind: "manual", text: "unlinked by hand" });
  expect(link?.evidence[0]?.weight).toBeLessThan(0);
  expect(link?.evidence.slice(1)).toEqual(scored?.evidence);
});

test("an unlink of strangers is kept: it forbids what later mails may bridge", () => {
  expect(judgeLink(first, stranger, decision("unlink"))).toMatchObject({ decision: "possible" });
});

test("a revision is never linked to itself", () => {
  expect(judgeLink(first, first, decision("link"))).toBeNull();
});
