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

describe("the sentences that tell", () => {
  const kindOf = (body: string, byAuthor: boolean) =>
    readVerdict(aReply("r", body), byAuthor)?.kind ?? null;

  test.each([
    "So NAK.",
    "I'm not going to apply this.",
    "I won't take this.",
    "I am dropping this series.",
    "This series was rejected.",
  ])("a rejection: %s", (body) => {
    expect(kindOf(body, false)).toBe("rejection");
  });

  test.each([
    "This needs to be split.",
    "Could you split it?",
    "Is it safe?",
    "What about levers.",
    "I'd prefer a lever.",
    "You forgot the lock.",
    "The lock is missing.",
    "Remove this line.",
    "A nit below.",
    "It doesn't build.",
    "A mutex instead of this.",
    "The lock looks wrong.",
    "Don't do that.",
  ])("a request: %s", (body) => {
    expect(kindOf(body, false)).toBe("request");
  });

  test.each(["Looks good to me.", "Nice work.", "Thanks."])("praise: %s", (body) => {
    expect(kindOf(body, false)).toBe("praise");
  });

  test.each([
    "Please drop this series.",
    "Self-NAK.",
    "I withdraw it.",
    "Sorry, ignore this.",
    "So please ignore this one.",
    "Hm, please ignore this and sorry.",
    "So please disregard my last series.",
    "Mark, please drop this!",
  ])("a withdrawal: %s", (body) => {
    expect(kindOf(body, true)).toBe("withdrawal");
  });

  test.each([
    "Please drop this tag while applying.",
    "Mark, please drop the Cc: line.",
    "Please ignore the odd version number in the cover.",
    "Please disregard my comment there.",
  ])("no withdrawal, only of a part: %s", (body) => {
    expect(kindOf(body, true)).toBeNull();
  });

  test.each([
    "I'll rename it.",
    "Let me check.",
    "In the next version.",
    "For v3.",
    "Ok.",
    "Will do that.",
  ])("a promise: %s", (body) => {
    expect(kindOf(body, true)).toBe("promise");
  });

  test("the strongest counts, wherever it stands", () => {
    expect(kindOf("Nice work. Please rebase.", false)).toBe("request");
    expect(kindOf("Please rebase.\n\nNAK.", false)).toBe("rejection");
    expect(kindOf("Ok. Please ignore this series.", true)).toBe("withdrawal");
  });
});
