import { describe, expect, test } from "vitest";
import type { Revision, SeriesMail } from "../../../src/model/series.ts";
import { trackStatus } from "../../../src/series/status.ts";
import { aCommit, aContext, aPatch, aReply, aRevision, DAY, MONDAY, shuffled } from "./builders.ts";

const v1 = aRevision("p");
const two = aRevision("c", {
  cover: "c",
  total: 2,
  patches: [aPatch("p1"), aPatch("p2", { position: 2 })],
});
/** Of 578 patches, as of a stable review, one came to this list. */
const seenInPart = aRevision("p", { total: 578 });
const v2 = aRevision("q", { version: 2, patches: [aPatch("q")] });
const SOON = MONDAY + 16 * DAY;
const TAG = "Reviewed-by: Bob Reviewer <bob@example.org>";
const statusOf = (revisions: readonly Revision[], mails: readonly SeriesMail[], asOf = SOON) =>
  trackStatus(aContext(revisions, mails), asOf);

test("a commit tells the state of then, whatever was posted since", () => {
  const [first, second] = [aRevision("a"), aRevision("b", { version: 2 })];
  const committedAt = MONDAY + 10 * DAY;
  const context = { ...aContext([first, second], []), commits: [aCommit("c", { committedAt })] };
  expect(trackStatus(context, committedAt - 1)).toMatchObject({ state: "new", applied: null });
  expect(trackStatus(context, committedAt)).toMatchObject({
    state: "accepted",
    stateMessageId: "a",
    stateText: "commit c in widget/next",
    lastActivityAt: first.postedAt,
  });
  // Half a year after the last mail, a commit: nothing was silent since.
  const half = aCommit("c", {
    title: "widget: change p1 gears carefully",
    committedAt: MONDAY + 200 * DAY,
  });
  const late = { ...aContext([two], []), commits: [half] };
  expect(trackStatus(late, MONDAY + 201 * DAY)).toMatchObject({
    state: "new",
    applied: { messageIds: ["p1"] },
  });
  // v2 came after v1 was taken: it is open.
  expect(trackStatus(context, MONDAY + 15 * DAY)).toMatchObject({
    state: "new",
    applied: { revision: 1 },
  });
});

describe("trackStatus", () => {
  test.each([
    ["new", [v1], [], SOON],
    ["rfc", [aRevision("p", { rfc: true })], [], SOON],
    ["under-review", [v1], [aReply("r", "I see the same here.")], SOON],
    ["changes-requested", [v1], [aReply("r", "Please add a Fixes: tag.")], SOON],
    ["new", [v1, v2], [aReply("r", "Please add a Fixes: tag.")], SOON],
    ["ready", [two], [aReply("r", TAG, { position: 0 })], SOON],
    ["under-review", [two], [aReply("r", TAG, { position: 1 })], SOON],
    ["under-review", [seenInPart], [aReply("r", TAG, { position: 1 })], SOON],
    ["accepted", [v1], [aReply("r", "Applied to widget/next, thanks.")], SOON],
    ["accepted", [two], [aReply("r", "Series applied, thanks.", { position: 0 })], SOON],
    ["under-review", [two], [aReply("r", "Applied, thanks.", { position: 2 })], SOON],
    ["rejected", [v1], [aReply("r", "NAK.")], SOON],
    ["stalled", [v1], [], MONDAY + 40 * DAY],
    ["abandoned", [v1], [], MONDAY + 200 * DAY],
    ["accepted", [v1], [aReply("r", "Applied, thanks.")], MONDAY + 900 * DAY],
  ])("%s (%#)", (state, revisions, mails, asOf) => {
    expect(statusOf(revisions, mails, asOf).state).toBe(state);
  });

  test("names the mail that says so, and its words", () => {
    const status = statusOf([v1], [aReply("r", "Please add a Fixes: tag.")]);
    expect(status).toMatchObject({
      stateMessageId: "r",
      stateText: "Please add a Fixes: tag.",
      nextMove: "author",
    });
  });

  test("knows only what was sent by then", () => {
    const mails = [aReply("r", "Applied to widget/next, thanks.", { at: SOON + DAY })];
    expect(statusOf([v1], mails).state).toBe("new");
    expect(
      statusOf([v1, aRevision("z", { version: 2, postedAt: SOON + DAY })], [], SOON).stateMessageId,
    ).toBe("p");
  });

  test("a patch re-rolled alone leaves the reviews of the others", () => {
    const part = aRevision("p2b", {
      version: 2,
      total: 4,
      patches: [aPatch("p2b", { position: 2 })],
    });
    const four = aRevision("c", {
      cover: "c",
      total: 4,
      patches: [1, 2, 3, 4].map((position) => aPatch(`p${position}`, { position })),
    });
    const tags = statusOf(
      [four, part],
      [aReply("r", TAG, { position: 0 })],
      MONDAY + 20 * DAY,
    ).tags;
    expect(tags.map(({ position }) => position)).toEqual([0, 1, 3, 4]);
  });

  test("a robot's mail is no activity", () => {
    expect(statusOf([v1], [aReply("r", "build failed", { bot: true })]).lastActivityAt).toBe(
      v1.postedAt,
    );
  });

  test("the order of the mails does not matter", () => {
    const mails = [
      aReply("r1", "Please rebase.", { at: MONDAY + 8 * DAY }),
      aReply("r2", TAG, { at: MONDAY + 9 * DAY }),
    ];
    const context = aContext([v1], mails);
    expect(trackStatus({ ...context, mails: shuffled(context.mails) }, SOON)).toEqual(
      trackStatus(context, SOON),
    );
  });
});

describe("a series taken in parts", () => {
  const SAID = "Applied to widget/next, thanks.";
  const state = (revisions: readonly Revision[], mails: readonly SeriesMail[]) =>
    statusOf(revisions, mails, MONDAY + 20 * DAY).state;

  test("is accepted when the last of its patches is in", () => {
    const on = (position: number) => aReply(`r${position}`, SAID, { position });
    expect(state([two], [on(1)])).toBe("under-review");
    expect(state([two], [on(1), on(2)])).toBe("accepted");
  });

  test("is accepted as an older revision that was taken after the newer was posted", () => {
    const taken = (at: number) => [aReply("r", SAID, { at })];
    expect(state([v1, v2], taken(v2.postedAt + DAY))).toBe("accepted");
    expect(state([v1, v2], taken(v2.postedAt - DAY))).toBe("new");
  });

  test("is accepted as an older revision only where all of that was taken", () => {
    const next = aRevision("d", {
      version: 2,
      cover: "d",
      total: 2,
      patches: [aPatch("d1"), aPatch("d2", { position: 2 })],
    });
    const taken = (position: number) => [aReply("r", SAID, { position, at: next.postedAt + DAY })];
    expect(state([two, next], taken(0))).toBe("accepted");
    expect(state([two, next], taken(1))).not.toBe("accepted");
  });

  test("of which only the cover was seen is accepted by a word on it", () => {
    const seen = aRevision("g", { ghost: true, total: 1, patches: [] });
    const body = "Applied to widget/next, thanks.\n\n[1/1] widget: oil the gears";
    expect(state([seen], [aReply("r", body, { position: 0 })])).toBe("accepted");
  });
});

test("a refusal, silence and tags name the mail that says so", () => {
  const nak = statusOf([v1], [aReply("r", "NAK.")]);
  expect(nak).toMatchObject({ stateMessageId: "r", stateText: "NAK.", nextMove: "nobody" });
  const ready = statusOf([two], [aReply("r", TAG, { position: 0 })]);
  expect(ready).toMatchObject({ stateMessageId: "r", stateText: "Reviewed-by: Bob Reviewer" });
  const answered = [
    aReply("r", "I see the same here."),
    aReply("b", "build ok", { bot: true, at: SOON }),
  ];
  const quiet = MONDAY + 60 * DAY;
  expect(statusOf([v1], answered, quiet)).toMatchObject({ state: "stalled", stateMessageId: "r" });
});

test("a request counts no more once it is settled", () => {
  const context = aContext([v1], [aReply("r", "Please add a Fixes: tag.")]);
  expect(trackStatus(context, SOON).state).toBe("changes-requested");
  expect(trackStatus(context, SOON, new Set(["r"])).state).toBe("under-review");
});

test.each([
  [29, "new"],
  [30, "stalled"],
  [179, "stalled"],
])("after %d silent days a series is %s", (days, state) => {
  expect(statusOf([v1], [], v1.postedAt + days * DAY).state).toBe(state);
});
