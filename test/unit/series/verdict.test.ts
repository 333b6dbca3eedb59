import { describe, expect, test } from "vitest";
import { readVerdict } from "../../../src/series/verdict.ts";
import { aReply } from "./builders.ts";

describe("readVerdict", () => {
  test.each([
    ["Please add a Fixes: tag.", false, "request"],
    ["Why not use the other gear?", false, "request"],
    ["NAK.", false, "rejection"],
    ["LGTM", false, "praise"],
    ["I have seen the same on my board.", false, null],
    ["> Please add a Fixes: tag.", false, null],
    ["Will fix in v3.", true, "promise"],
    ["We'll rework the lever.", true, "promise"],
    ["It is right, thanks", false, null],
    ["Please ignore this series, I sent the wrong branch.", true, "withdrawal"],
    ["It is needed for the gears.", true, null],
  ])("%s", (body, byAuthor, expected) => {
    expect(readVerdict(aReply("r", body), byAuthor)?.kind ?? null).toBe(expected);
  });

  test("the words come along", () => {
    expect(readVerdict(aReply("r", "Nice.\n\nPlease rebase it. Bye."), false)?.text).toBe(
      "Please rebase it.",
    );
  });
});
