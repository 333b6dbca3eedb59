import { describe, expect, test } from "vitest";
import { findApplied } from "../../../src/series/applied.ts";
import type { TreeCommit } from "../../../src/model/tree.ts";
import { aCommit, aContext, ADA, aPatch, aReply, aRevision, DAY, MONDAY } from "./builders.ts";

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

  test("a thank-you mail gives each patch its own commit, a later one the better", () => {
    const listing = (first: string) =>
      [
        "Applied to widget/next, thanks!",
        "",
        "[1/3] widget: oil the bearing",
        `      https://git.example.org/widget/c/${first}`,
        "[3/3] widget: count the teeth",
        "      https://git.example.org/widget/c/3333333333333333",
      ].join("\n");
    const context = aContext(
      [three],
      [
        aReply("r1", listing("1111111111111111"), { position: 0 }),
        aReply("r2", listing("aaaaaaaaaaaaaaaa"), { position: 0, at: MONDAY + 20 * DAY }),
      ],
    );
    const applied = findApplied(context, LATER);
    expect(applied?.commits).toEqual([
      {
        messageId: "p1",
        commit: "aaaaaaaaaaaaaaaa",
        tree: "widget/next",
        how: "notice",
        at: MONDAY + 20 * DAY,
      },
      expect.objectContaining({ messageId: "p3", commit: "3333333333333333" }),
    ]);
    expect(applied?.commit).toBe("aaaaaaaaaaaaaaaa");
    // The second mail brought no further patch.
    expect(applied?.at).toBe(MONDAY + 8 * DAY);
  });

  test("one commit named for all is no patch's own", () => {
    const body = "Series applied to widget/next, commit 0123456789abcdef.";
    expect(found(body, { position: 0 })).toMatchObject({
      commit: "0123456789abcdef",
      messageIds: ["p1", "p2", "p3"],
      commits: [],
    });
    expect(
      found(body.replace("Series applied", "Applied"), { position: 2 })?.commits,
    ).toMatchObject([{ messageId: "p2", commit: "0123456789abcdef" }]);
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

  describe("with commits of a tree", () => {
    const at = (days: number) => MONDAY + days * DAY;
    const commitOf = (position: number, fields: Partial<TreeCommit> = {}): TreeCommit =>
      aCommit(`${position}`.repeat(40), {
        title: titles[position - 1] ?? "",
        committedAt: at(9 + position),
        ...fields,
      });
    const both = (commits: readonly TreeCommit[], body?: string, until = LATER) =>
      findApplied(
        {
          ...aContext([three], body === undefined ? [] : [aReply("r", body, { position: 0 })]),
          commits,
        },
        until,
      );

    test("without any notice a commit tells, and the patch stands for the mail", () => {
      expect(both([commitOf(2)])).toMatchObject({
        tree: "widget/next",
        commit: "2".repeat(40),
        messageId: "p2",
        text: "commit 222222222222 in widget/next",
        revision: 1,
        messageIds: ["p2"],
        at: at(11),
      });
    });

    test("a commit of the future is not known yet", () => {
      expect(both([commitOf(1), commitOf(3)], undefined, at(11))?.messageIds).toEqual(["p1"]);
      expect(both([commitOf(3)], undefined, at(11))).toBeNull();
    });

    test("notice and commits add up; it is in when the last patch is", () => {
      const applied = both([commitOf(3)], "Patches 1 and 2 applied to widget/next.");
      expect(applied).toMatchObject({
        messageId: "r",
        messageIds: ["p1", "p2", "p3"],
        at: at(12),
      });
    });

    test("the better evidence gives a patch its commit; a shortened one is told in full", () => {
      const said = (commit: string) =>
        `Applied to gear/next, thanks!\n\n[1/3] widget: oil the bearing\n      commit: ${commit}`;
      const named = [commitOf(1, { links: [{ token: "link", messageId: "p1" }] })];
      const first = (commits: readonly TreeCommit[], commit: string) =>
        both(commits, said(commit))?.commits[0];
      expect(first(named, "abcdef0123456789")).toMatchObject({
        commit: "1".repeat(40),
        how: "link-trailer",
      });
      expect(first([commitOf(1)], "abcdef0123456789")).toMatchObject({
        commit: "abcdef0123456789",
        tree: "gear/next",
        how: "notice",
      });
      expect(first([commitOf(1)], "111111111111")).toMatchObject({
        commit: "1".repeat(40),
        how: "notice",
      });
    });
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

test("the notice that tells most speaks: patches first, then a commit, then a tree", () => {
  const word = (...bodies: readonly string[]) =>
    findApplied(
      aContext(
        [three],
        bodies.map((body, at) => aReply(`r${at}`, body, { position: 1, at: MONDAY + at * DAY })),
      ),
      LATER,
    )?.messageId;
  expect(word("Applied, thanks.", "Applied to widget/next.")).toBe("r1");
  expect(word("Applied to widget/next.", "Applied, thanks.\n\ncommit: 0123456789ab")).toBe("r1");
  expect(word("Applied, thanks.\n\ncommit: 0123456789ab", "Series applied.")).toBe("r1");
  expect(word("Applied, thanks.", "Applied.")).toBe("r0");
});
