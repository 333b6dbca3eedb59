import { expect, test } from "vitest";
import { stateAt } from "../../../src/app/moment.ts";
import type { SeriesState, SeriesStatus } from "../../../src/model/series.ts";
import { DAY, MONDAY } from "../../support/messages.ts";

function status(state: SeriesState, lastActivityAt = MONDAY): SeriesStatus {
  return {
    state,
    stateMessageId: "m@example.org",
    stateText: null,
    nextMove: "author",
    nextMoveReason: "",
    applied: null,
    tags: [],
    lastActivityAt,
  };
}

test.each<[SeriesState, number, SeriesState]>([
  ["new", 29, "new"],
  ["new", 30, "stalled"],
  ["changes-requested", 179, "stalled"],
  ["changes-requested", 180, "abandoned"],
  ["accepted", 400, "accepted"],
  ["rejected", 400, "rejected"],
])("a series that is %s is, after %i quiet days, %s", (state, days, expected) => {
  expect(stateAt(status(state), MONDAY + days * DAY)).toBe(expected);
});

test("a series whose mails carry no time is never called stalled", () => {
  expect(stateAt(status("rfc", 0), MONDAY)).toBe("rfc");
});

test("a commit is no silence", () => {
  const how = "patch-id" as const;
  const commit = { messageId: "a", commit: "c", tree: "t", how, at: MONDAY + 40 * DAY };
  const applied = {
    tree: "t",
    commit: "c",
    messageId: "a",
    text: "",
    revision: 1,
    messageIds: ["a"],
    commits: [commit],
    at: commit.at,
  };
  const partly = { ...status("new"), applied };
  expect(stateAt(partly, MONDAY + 69 * DAY)).toBe("new");
  expect(stateAt(partly, MONDAY + 70 * DAY)).toBe("stalled");
});
