import { describe, expect, test } from "vitest";
import type { SeriesStatus } from "../../../src/model/series.ts";
import { trackTodos } from "../../../src/todo/follow.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA, UNDER_REVIEW } from "./build-context.ts";

const DAY = 86_400;
const V1 = revisionOf(1, DAY, ["one"]);

type Mail = Parameters<typeof mailOf>[0];

/** What became of the first TODO of mails about v1, which Mark takes on day 20. */
function afterMerge(mails: readonly Mail[], by = MARK) {
  const text = "Applied, thanks.";
  const merge = mailOf({
    id: "ap",
    from: by,
    at: 20 * DAY,
    parent: "v1-1",
    pieces: [["text", text]],
  });
  const posted = mailOf({
    id: "v1-1",
    from: ALICE,
    at: DAY,
    role: "patch",
    pieces: [["diff", "+\tfrob_lock(dev);"]],
  });
  const applied = {
    tree: null,
    commit: null,
    messageId: "ap",
    text,
    revision: 1,
    messageIds: ["v1-1"],
    commits: [],
    at: 20 * DAY,
  };
  const status: SeriesStatus = { ...UNDER_REVIEW, state: "accepted", applied };
  const all = [posted, ...mails.map((mail) => mailOf(mail)), merge];
  return trackTodos(contextOf([V1], all), status, 30 * DAY)[0];
}

const said = (from: typeof RITA, text: string, more: Partial<Mail> = {}): Mail => ({
  id: "r1",
  from,
  at: 2 * DAY,
  parent: "v1-1",
  pieces: [
    ["quote", "+\tfrob_lock(dev);", ALICE],
    ["text", text],
  ],
  ...more,
});
const reply = (from: typeof RITA, to: string, text: string): Mail => ({
  id: "r2",
  from,
  at: 3 * DAY,
  parent: "r1",
  pieces: [
    ["quote", to, RITA],
    ["text", text],
  ],
});

describe("what a merge makes of what is open", () => {
  test.each([
    [MARK, "I'll fix the comment when applying."],
    [ALICE, "Should I resend this with the tags added?"],
    [ALICE, "Would it be easier to take this via the clock tree?"],
  ])("what %o says of the merge itself is settled by it: %s", (from, text) => {
    expect(afterMerge([said(from, text)])).toMatchObject({
      state: "resolved",
      evidenceMessageId: "ap",
    });
  });

  test("who asks, and then takes it as it is, saw to it; another did not", () => {
    const ask = said(MARK, "Please use a mutex instead of this spinlock.");
    expect(afterMerge([ask])?.state).toBe("resolved");
    expect(afterMerge([ask], RITA)?.state).toBe("outlived");
  });

  test("what is put off is not settled by who takes the series", () => {
    const ask = said(MARK, "Please send a follow-up patch that documents the new flag.");
    expect(afterMerge([ask])?.state).toBe("outlived");
  });

  test.each(["Updated locally.", "Fixed while applying."])(
    "who takes it says that it is done: %s",
    (words) => {
      const ask = "The second sentence should name the board.";
      expect(afterMerge([said(RITA, ask), reply(MARK, ask, words)])).toMatchObject({
        state: "resolved",
        evidenceMessageId: "r2",
        evidence: words,
      });
    },
  );

  test("what nobody dealt with is merged as it was", () => {
    const gap = said(ALICE, "The error path is not tested yet.");
    expect(afterMerge([gap])).toMatchObject({ state: "outlived", evidenceMessageId: "ap" });
    const ask = said(RITA, "Please use a mutex instead of this spinlock.");
    expect(afterMerge([ask])?.state).toBe("outlived");
  });
});

describe("promises", () => {
  test("to find something out is kept by telling of it below", () => {
    const promise = said(ALICE, "I'll add some debug output and check where it stops.");
    const told = {
      ...reply(ALICE, "", "I checked: the probe stops at the second clock."),
      id: "r3",
    };
    expect(afterMerge([promise, told])).toMatchObject({
      state: "resolved",
      evidenceMessageId: "r3",
    });
    expect(afterMerge([promise])?.state).toBe("outlived");
  });
});
