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
