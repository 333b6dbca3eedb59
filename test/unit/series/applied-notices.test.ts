import { describe, expect, test } from "vitest";
import type { Revision } from "../../../src/model/series.ts";
import { readNotice } from "../../../src/series/applied-notices.ts";
import { ADA, aPatch, aReply, aRevision } from "./builders.ts";

const titles = ["widget: oil the bearing", "widget: turn the gear", "widget: count the teeth"];
const three = aRevision("c", {
  cover: "c",
  total: 3,
  patches: titles.map((title, at) => aPatch(`p${at + 1}`, { position: at + 1, title })),
});
type Fields = Parameters<typeof aReply>[2];
const read = (body: string, fields: Fields = { position: 0 }, revision: Revision = three) =>
  readNotice(aReply("r", body, fields), [revision]);
/** What a thank-you mail with these lines takes: patches with their commits. */
const taken = (...lines: readonly string[]) => {
  const notice = read(["Applied, thanks!", "", ...lines].join("\n"));
  return notice === null ? null : Object.fromEntries(notice.patches);
};
const COMMIT = "0123456789abcdef";

describe("the list of a thank-you mail", () => {
  test.each([
    ["[1/3] widget: oil the bearing"],
    ["  - [1/3] widget: oil the bearing"],
    ["* [v2,1/3] widget: oil the bearing"],
    ["[PATCH 1/3] Widget: Oil the bearing"],
    ["[1/3] widget: oil its bearing"],
    ["[2/3] widget: oil the bearing"],
  ])("%s", (line) => {
    expect(taken(line)).toEqual({ p1: null });
  });

  test.each([
    ["no list", "widget: oil the bearing (1/3)"],
    ["quoted", "> [1/3] widget: oil the bearing"],
  ])("%s: the mail speaks for what it answers", (_, line) => {
    expect(taken(line)).toEqual({ p1: null, p2: null, p3: null });
  });

  test("a number beyond the series names nothing: the mail takes nothing", () => {
    expect(taken("[4/4] widget: another thing")).toBeNull();
    expect(taken("[4/4] widget: another thing", "[1/3] widget: oil")).toEqual({ p1: null });
  });

  test.each([
    [`commit: ${COMMIT}`],
    [`Commit-id: ${COMMIT}`],
    [`https://git.example.org/widget/c/${COMMIT}`],
    [`https://git.example.org/widget/commit/?id=${COMMIT}`],
    [`https://git.example.org/widget?h=next&id=${COMMIT}`],
    [`https://code.example.org/widget/+/${COMMIT}`],
  ])("a commit stands below as %s", (line) => {
    expect(taken("[2/3] widget: turn the gear", `      ${line}`)).toEqual({ p2: COMMIT });
  });

  test("a commit belongs to the title right above it", () => {
    expect(
      taken(
        "[1/3] widget: oil the bearing",
        "[2/3] widget: turn the gear",
        `      commit: ${COMMIT}`,
        "[3/3] widget: count the teeth",
        "",
        "",
        "",
        "",
        `      commit: ${COMMIT}`,
      ),
    ).toEqual({ p1: null, p2: COMMIT, p3: null });
  });

  test("a patch without a commit of its own is out, those below it are not", () => {
    expect(
      taken(
        "[1/3] widget: oil the bearing",
        "      (no matching commit)",
        "[2/3] widget: turn the gear",
        `      commit: ${COMMIT}`,
      ),
    ).toEqual({ p2: COMMIT });
    expect(taken("[1/3] widget: oil the bearing", "      (no matching commit)")).toBeNull();
  });

  test("the commit of the first patch that has one is the notice's", () => {
    const body = `Applied, thanks!\n\n[1/3] widget: oil\n[2/3] widget: turn\n      commit: ${COMMIT}`;
    expect(read(body)?.commit).toBe(COMMIT);
  });
});

describe("without a list", () => {
  const ids = (body: string, fields?: Fields) => [...(read(body, fields)?.patches.keys() ?? [])];

  test.each<[string, string, Fields, string[]]>([
    ["the patch answered", "Applied, thanks.", { position: 2 }, ["p2"]],
    ["all, in answer to the cover", "Applied, thanks.", { position: 0 }, ["p1", "p2", "p3"]],
    ["all, said so", "Series applied, thanks.", { position: 2 }, ["p1", "p2", "p3"]],
    ["those named", "Patches 1 and 3 applied, thanks.", { position: 2 }, ["p1", "p3"]],
    ["a range", "Patches 2-3 applied, thanks.", { position: 1 }, ["p2", "p3"]],
  ])("%s", (_, body, fields, expected) => {
    expect(ids(body, fields)).toEqual(expected);
  });

  test("the first sentence that says so counts", () => {
    expect(
      read("Nice work.\n\nApplied to widget/next.\n\nApplied to widget/fixes.")?.words.tree,
    ).toBe("widget/next");
  });

  test.each([
    ["https://git.example.org/git/ada/widget.git for-next", "ada/widget/for-next"],
    ["https://git.example.org/git/ada/widget.git", "ada/widget"],
  ])("the tree is read from %s where a commit is named", (address, tree) => {
    expect(read(`Applied to\n\n   ${address}\n\ncommit: ${COMMIT}`)?.words.tree).toBe(tree);
    expect(read(`Applied, thanks.\n\n   ${address}`)?.words.tree).toBeNull();
  });
});

describe("no notice", () => {
  test.each<[string, string, Fields]>([
    ["in a patch", "Applied, thanks.", { role: "patch" }],
    ["on what nobody knows", "Applied, thanks.", { revision: 7 }],
    ["in other words", "Could you apply this?", {}],
    ["by the author, who may mean a tree of their own", "Applied, thanks.", { from: ADA }],
  ])("%s", (_, body, fields) => {
    expect(read(body, fields)).toBeNull();
  });

  test("an author who names commit or tree put it there", () => {
    expect(read("Applied to widget/next.", { from: ADA })).not.toBeNull();
    expect(read(`Applied, thanks.\n\ncommit: ${COMMIT}`, { from: ADA })).not.toBeNull();
  });
});

describe("a series of which no patch was seen", () => {
  const ghost = aRevision("g", { ghost: true, total: 2, patches: [] });
  const lines = ["Applied, thanks!", "", "[1/2] widget: oil", "[2/2] widget: turn"];
  const all = (total: number | null, ...more: readonly string[]) =>
    read([...lines, ...more].join("\n"), { position: 0 }, { ...ghost, total });

  test("is in when the list holds all of it", () => {
    expect(all(2)).toMatchObject({ patches: new Map() });
    expect(all(null)).not.toBeNull();
    expect(all(3)).toBeNull();
    expect(all(2, "      (no matching commit)")).toBeNull();
  });
});
