import { describe, expect, test } from "vitest";
import { readApplied, treeOf } from "../../../src/series/applied-words.ts";

describe("readApplied takes", () => {
  test.each([
    ["Applied to widget/next.", "widget/next"],
    ["Applied to widget/next, thanks.", "widget/next"],
    ["Applied, thanks!", null],
    ["Thanks, applied.", null],
    ["Applied.", null],
    ["Series applied to widget/merge", "widget/merge"],
    ["Patches 1, 3 and 4 applied to widget/next.", "widget/next"],
    ["pushed to gear-misc-next", "gear-misc-next"],
    ["Reviewed-by: Bob Reviewer <bob@example.org> and pushed to gear-misc-next.", "gear-misc-next"],
    ["I've applied this to gear-misc-next.", "gear-misc-next"],
    ["Thanks for taking a look, applied to gear-misc-next.", "gear-misc-next"],
    ["Queued for 6.15, thanks.", "6.15"],
    ["All applied.", null],
    ["This patch was applied to widget/net.git (main)", "widget/net/main"],
    [
      "The following commit has been merged into the gears/urgent branch of tip:",
      "tip/gears/urgent",
    ],
  ])("%s", (sentence, tree) => {
    expect(readApplied(sentence)?.tree).toBe(tree);
  });
});

describe("readApplied leaves", () => {
  test.each([
    "Could you apply this?",
    "Has this been applied to widget/next?",
    "I'll apply it to widget/next.",
    "It was not applied yet.",
    "This can be applied to widget/next once the merge window closes.",
    "I applied your patch and it boots.",
    "Applied all your patches.",
    "If this gets merged, fine.",
    "This does not apply cleanly to widget/next.",
    "It is over-committed.",
    "With this applied the gears turn again and I see no oops any more in any of my logs.",
    "Hmm, so this landed in gear-next today and my tests fail.",
    "the patch should be applied to widget/next",
    "I've committed a bunch of these to widget/next.",
    "I've merged the corresponding gear patches into gear-next last week.",
    "Applied as part of the gear series.",
    "It was merged into release/16.x a few hours ago:",
  ])("%s", (sentence) => {
    expect(readApplied(sentence)).toBeNull();
  });
});

test("a notice of all patches says so", () => {
  expect(readApplied("Series applied, thanks.")?.whole).toBe(true);
  expect(readApplied("Applied, thanks.")?.whole).toBe(false);
});

test("hostile sentences are read in no time", () => {
  expect(readApplied("thanks, ".repeat(200_000))).toBeNull();
  expect(treeOf(`to ${"a/".repeat(500_000)}`.slice(0, 500))).not.toBeUndefined();
});

describe("how long a notice may be", () => {
  const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(" ");

  test.each([
    ["Applied", 6, ""],
    ["I applied", 8, ""],
    ["Thanks, applied", 12, ""],
    ["Applied", 30, "to widget/next"],
    ["Applied by hand", 13, "to widget/next"],
  ])("%s: up to %i words %s", (start, most, end) => {
    const said = (count: number) =>
      readApplied(
        `${start} ${words(count - `${start} ${end}`.trim().split(" ").length)} ${end}`.trim(),
      );
    expect(said(most)).not.toBeNull();
    expect(said(most + 1)).toBeNull();
  });

  test("by whom, or over what, it was applied is told of a tree only", () => {
    expect(readApplied("Applied by hand.")).toBeNull();
    expect(readApplied("Applied by hand to widget/next.")).not.toBeNull();
  });
});

test.each([
  ["Applied to widget/net.git (fixes)", "widget/net/fixes"],
  ["Applied to widget-tree next", "widget-tree/next"],
  ["Applied to widget/next.", "widget/next"],
  ["Applied to my widget-next.git", "widget-next"],
  ["Applied to the v6.15 queue", "v6.15"],
  ["Applied here", null],
])("the tree in %j is %s", (sentence, tree) => {
  expect(treeOf(sentence)).toBe(tree);
});
