import { describe, expect, test } from "vitest";
import { isTrailerLine, trailersEnd } from "../../../src/mail/trailer-lines.ts";

describe("a trailer", () => {
  test.each([
    ["Signed-off-by: Jane Example <jane@example.org>"],
    ["Reviewed-by: Jane Example"],
    ["Acked-by: jane at example.org"],
    ["    Tested-by: Jane Example <jane@example.org>"],
    ["Co-developed-by: Jane <jane@example.org>"],
    ['Fixes: 0123456789ab ("widget: Allocate")'],
    ["Closes: https://lists.example.org/1"],
    ["Link: https://lists.example.org/1 [1]"],
    ["Cc: <stable@example.org> # 6.1+"],
    ["CC: jane@example.org"],
    ["change-id: 20250203-widget-0123456789ab"],
    ["base-commit: 0123456789abcdef0123456789abcdef01234567"],
    ["Message-ID: <1@example.org>"],
  ])("%s", (line) => {
    expect(isTrailerLine(line)).toBe(true);
  });

  test.each([
    ["Note: it fails"],
    ["Fixes: the leak on probe"],
    ["Link: see above"],
    ["Cc: stable?"],
    ["To: be done"],
    ["References: none so far"],
    ["go-by: the book says so"],
    ["It was Reviewed-by: Jane Example <jane@example.org>"],
  ])("not: %s", (line) => {
    expect(isTrailerLine(line)).toBe(false);
  });
});

test.each([
  [["Acked-by: Jane <jane@example.org>", "Cc: bob@example.org", "", "Thanks"], 2],
  [['Fixes: 0123456789ab ("widget: Allocate', 'them")', "Words"], 2],
  [["Fixes: 0123456789ab", '("widget: Allocate them")', "Words"], 2],
  [["Cc: Jane <jane@example.org>,", "  Bob <bob@example.org>", "Words"], 2],
  [["Acked-by: Jane <jane@example.org>", "[bob: fixed the title]", "Words"], 2],
  [["Acked-by: Jane <jane@example.org>", "Words"], 1],
])("the run %j ends at %i", (lines, end) => {
  expect(trailersEnd(lines, 0, () => false)).toBe(end);
});
