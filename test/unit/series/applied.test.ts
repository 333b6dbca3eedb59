import { describe, expect, test } from "vitest";
import { findApplied } from "../../../src/series/applied.ts";
import { aContext, ADA, aPatch, aReply, aRevision, DAY, MONDAY } from "./builders.ts";

const LATER = MONDAY + 90 * DAY;
const titles = ["widget: oil the bearing", "widget: turn the gear", "widget: count the teeth"];
const three = aRevision("c", {
  cover: "c",
  total: 3,
  patches: titles.map((title, at) => aPatch(`p${at + 1}`, { position: at + 1, title })),
});
const found = (body: string, fields: Parameters<typeof aReply>[2] = {}) =>
  findApplied(aContext([three], [aReply("r", body, fields)]), LATER);

describe("findApplied", () => {
  test.each([
    ["the patch answered", "Applied to widget/next, thanks.", 2, ["p2"]],
    ["all, on the cover", "Applied to widget/next, thanks.", 0, ["p1", "p2", "p3"]],
    ["all, by its words", "Series applied to widget/next.", 1, ["p1", "p2", "p3"]],
    ["those named", "Patches 1 and 3 applied to widget/next.", 0, ["p1", "p3"]],
  ])("%s", (_, body, position, expected) => {
    expect(found(body, { position })?.messageIds).toEqual(expected);
  });

  test("a thank-you mail names patches and commits; those without a commit are out", () => {
    const body = [
      "On Mon, Ada Example wrote:",
      "> [cover]",
      "",
      "Applied, thanks!",
      "",
      "[1/3] widget: oil the bearing",
      "      commit: 0123456789abcdef",
      "[2/3] widget: turn the gear",
      "      (no matching commit)",
    ].join("\n");
    expect(found(body, { position: 0 })).toMatchObject({
      commit: "0123456789abcdef",
      messageIds: ["p1"],
      revision: 1,
    });
  });

  test("a thank-you mail for a series that nobody has seen counts when it lists all of it", () => {
    const unseen = aRevision("r", { ghost: true, total: 2, patches: [] });
    const of = (...lines: string[]) =>
      findApplied(aContext([unseen], [aReply("r", lines.join("\n"), { position: 0 })]), LATER);
    const first = [
      "Applied to widget/next.",
      "",
      "[1/2] widget: oil",
      "      commit: 0123456789abcdef",
    ];
    const second = ["[2/2] widget: turn", "      commit: 1123456789abcdef"];
    expect(of(...first, ...second)).toMatchObject({ tree: "widget/next", messageIds: [] });
    expect(of(...first)).toBeNull();
    expect(of(...first, second[0] ?? "", "      (no matching commit)")).toBeNull();
  });

  test("tree and commit are read from addresses", () => {
    const body =
      "Applied to\n\n   https://git.example.org/git/ada/widget.git for-next\n\n[1/3] widget: oil the bearing\n      https://git.example.org/widget/c/abcdef0123456789";
    expect(found(body, { position: 0 })).toMatchObject({
      tree: "ada/widget/for-next",
      commit: "abcdef0123456789",
    });
  });

  test("the author counts only when he says where it went", () => {
    expect(found("Applied, thanks.", { from: ADA })).toBeNull();
    expect(found("Pushed to gear-misc-next.", { from: ADA })?.tree).toBe("gear-misc-next");
  });

  test("a quoted notice is nobody's", () => {
    expect(found("> Applied, thanks.\nGreat!")).toBeNull();
  });

  test("what came later is not known yet", () => {
    expect(
      findApplied(aContext([three], [aReply("r", "Applied, thanks.", { at: LATER })]), LATER - 1),
    ).toBeNull();
  });

  test("parts taken from an older revision are kept", () => {
    const next = aRevision("d", { version: 2, patches: [aPatch("d", { title: titles[2] ?? "" })] });
    const context = aContext(
      [three, next],
      [
        aReply("r1", "Applied, thanks.", { position: 1 }),
        aReply("r2", "Applied to widget/next.", { revision: 1, at: MONDAY + 20 * DAY }),
      ],
    );
    expect(findApplied(context, LATER)).toMatchObject({
      revision: 2,
      messageId: "r2",
      messageIds: ["d", "p1"],
    });
  });
});
