import { describe, expect, test } from "vitest";
import type { TreeCommit } from "../../../src/model/tree.ts";
import { matchCommits } from "../../../src/series/applied-commits.ts";
import { aCommit, aContext, aPatch, aRevision, BOB, DAY, MONDAY } from "./builders.ts";

const LATER = MONDAY + 1_000 * DAY;
const title = "widget: mend the torn gear teeth";
const v1 = aRevision("a", { patches: [aPatch("a", { title, patchId: "one" })] });
const v2 = aRevision("b", { version: 2, patches: [aPatch("b", { title, patchId: "two" })] });
const found = (commits: readonly TreeCommit[], revisions = [v1, v2], asOf = LATER) =>
  matchCommits({ ...aContext(revisions, []), commits }, asOf).map(
    ({ messageId, how, commit }) => `${messageId} ${how} ${commit}`,
  );
const link = (messageId: string, token: "link" | "closes" | "message-id" = "link") => ({
  token,
  messageId,
});

describe("matchCommits", () => {
  test("a trailer goes before the patch-id, that before the title", () => {
    const late = { committedAt: MONDAY + 30 * DAY };
    expect(found([aCommit("t", late)])).toEqual(["b title t"]);
    expect(found([aCommit("t", late), aCommit("p", { ...late, patchId: "two" })])).toEqual([
      "b patch-id p",
    ]);
    const named = aCommit("l", { ...late, links: [link("b")] });
    expect(found([aCommit("p", { ...late, patchId: "two" }), named])).toEqual(["b link-trailer l"]);
  });

  test("an older revision that was committed is the one applied", () => {
    const late = { committedAt: MONDAY + 30 * DAY };
    expect(found([aCommit("p", { ...late, patchId: "one" })])).toEqual(["a patch-id p"]);
    expect(found([aCommit("l", { ...late, links: [link("a")] })])).toEqual(["a link-trailer l"]);
  });

  test("of revisions alike it is the newest that was posted before the commit", () => {
    expect(found([aCommit("t", { committedAt: v2.postedAt - 60 })])).toEqual(["a title t"]);
    expect(found([aCommit("t", { committedAt: v2.postedAt + 60 })])).toEqual(["b title t"]);
    const same = { ...v2, patches: [aPatch("b", { title, patchId: "one" })] };
    const commit = aCommit("p", { committedAt: v2.postedAt - 60, patchId: "one" });
    expect(found([commit], [v1, same])).toEqual(["a patch-id p"]);
  });

  test("of revisions alike it is the one whose date the commit has", () => {
    const late = { committedAt: MONDAY + 60 * DAY };
    expect(found([aCommit("t", { ...late, authoredAt: v1.postedAt + 60 })])).toEqual(["a title t"]);
    expect(found([aCommit("t", { ...late, authoredAt: v2.postedAt })])).toEqual(["b title t"]);
  });

  test("what was authored after the posting came of another mail, which nobody linked", () => {
    expect(found([aCommit("t", { authoredAt: v1.postedAt + DAY })], [v1])).toEqual([]);
  });

  test("a commit that names a mail from elsewhere is not taken for a namesake", () => {
    expect(found([aCommit("t", { links: [link("elsewhere")] })])).toEqual([]);
    expect(found([aCommit("t", { links: [link("report", "closes")] })])).toHaveLength(1);
    expect(found([aCommit("p", { links: [link("elsewhere")], patchId: "one" })])).toHaveLength(1);
  });

  test("a backport is told by its trailer alone", () => {
    const stable = { ...v1, tags: ["stable", "5.10"] };
    expect(found([aCommit("p", { patchId: "one" }), aCommit("t")], [stable])).toEqual([]);
    expect(found([aCommit("l", { links: [link("a")] })], [stable])).toHaveLength(1);
  });

  test("what was committed before anything was posted came from elsewhere", () => {
    const early = (seconds: number) => ({ committedAt: v1.postedAt - seconds });
    expect(found([aCommit("t", early(2 * DAY))])).toEqual([]);
    expect(found([aCommit("p", { ...early(2 * DAY), patchId: "one" })])).toEqual([]);
    expect(found([aCommit("t", early(600))])).toEqual(["a title t"]);
    // A trailer names the mail, whatever the clocks say.
    expect(found([aCommit("l", { ...early(2 * DAY), links: [link("a")] })])).toHaveLength(1);
  });

  test("a title counts for its author, when it says something, and for a year", () => {
    expect(found([aCommit("t", { author: BOB })])).toEqual([]);
    expect(found([aCommit("t", { committedAt: MONDAY + 700 * DAY })])).toEqual([]);
    const vague = aRevision("v", { patches: [aPatch("v", { title: "fix build" })] });
    expect(found([aCommit("t", { title: "fix build" })], [vague])).toEqual([]);
    const mailed = { name: "Ada Example", email: "ada@example.com" };
    expect(found([aCommit("t", { author: mailed })])).toEqual(["a title t"]);
  });

  test("of namesakes the first after the posting", () => {
    const again = aCommit("t2", { committedAt: MONDAY + 200 * DAY });
    expect(found([again, aCommit("t1", { committedAt: MONDAY + 30 * DAY })])).toEqual([
      "b title t1",
    ]);
  });

  test("a link to the report or to another patch does not make it that patch", () => {
    const other = { title: "widget: stop the noise of the mended gear" };
    expect(found([aCommit("c", { ...other, links: [link("a", "closes")] })])).toEqual([]);
    expect(found([aCommit("c", { ...other, links: [link("a"), link("own")] })])).toEqual([]);
    expect(found([aCommit("c", { ...other, author: BOB, links: [link("a")] })])).toEqual([]);
    // Whoever applies it may mend the title: the link is the last, the author the same.
    expect(found([aCommit("c", { ...other, links: [link("r"), link("a")] })])).toEqual([
      "a link-trailer c",
    ]);
    expect(
      found([aCommit("c", { ...other, author: BOB, links: [link("a", "message-id")] })]),
    ).toEqual(["a link-trailer c"]);
  });

  test("a commit is one patch only", () => {
    const pair = aRevision("s", {
      total: 2,
      patches: [aPatch("s1", { title }), aPatch("s2", { position: 2, title })],
    });
    expect(found([aCommit("t")], [pair])).toHaveLength(1);
  });

  test("what the future holds is not known", () => {
    expect(found([aCommit("t")], [v1, v2], MONDAY + 9 * DAY)).toEqual([]);
  });
});

test("of commits of one second the first tree counts, then the lower commit", () => {
  const at = (tree: string, commit: string) =>
    aCommit(commit, { tree, committedAt: MONDAY + 30 * DAY, links: [link("a")] });
  expect(found([at("b", "1"), at("a", "3"), at("a", "2")])).toEqual(["a link-trailer 2"]);
  expect(found([at("a", "2"), at("b", "1")])).toEqual(["a link-trailer 2"]);
});

test("a link to a patch that looks alike counts wherever it stands, to another only as the last", () => {
  const commit = (fields: Partial<TreeCommit>) =>
    aCommit("l", { title: "widget: another thing", committedAt: MONDAY + 30 * DAY, ...fields });
  const early = { links: [link("a"), link("report")] };
  expect(found([commit(early)])).toEqual([]);
  expect(found([commit({ ...early, patchId: "one" })])).toEqual(["a link-trailer l"]);
  expect(found([commit({ ...early, title, titleKey: title })])).toEqual(["a link-trailer l"]);
  expect(found([commit({ links: [link("report"), link("a")] })])).toEqual(["a link-trailer l"]);
  expect(found([commit({ links: [link("a")], author: BOB })])).toEqual([]);
});
