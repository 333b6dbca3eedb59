import { describe, expect, test } from "vitest";
import { revisionsCalled, standingPatches } from "../../../src/range-diff/pick-revision.ts";
import type { Revision, RevisionPatch } from "../../../src/model/series.ts";

const ADA = { name: "Ada", email: "ada@example.org" };

function patchOf(revision: string, position: number, title = `part ${position}`): RevisionPatch {
  const messageId = `${revision}-${position}`;
  return { messageId, position, title, author: ADA, patchId: null, files: [], sketch: [] };
}

function aRevision(id: string, fields: Partial<Revision>): Revision {
  return {
    id,
    version: 1,
    label: "v1",
    rfc: false,
    resend: false,
    tags: [],
    title: "rework",
    author: ADA,
    postedAt: 0,
    total: null,
    cover: null,
    patches: [],
    thread: id,
    answers: null,
    lists: [],
    changeId: null,
    declared: [],
    changelog: [],
    ghost: false,
    ...fields,
  };
}

const whole = aRevision("a", {
  total: 3,
  cover: "a",
  patches: [1, 2, 3].map((position) => patchOf("a", position)),
});

describe("revisionsCalled", () => {
  const revisions = [
    aRevision("r", { label: "RFC v1", rfc: true }),
    whole,
    aRevision("b", { version: 2, label: "v2", patches: [patchOf("b", 1)] }),
    aRevision("c", { version: 2, label: "v2 RESEND" }),
    aRevision("d", { version: 3, label: "v3.1" }),
    aRevision("e", { version: 4, label: "v4" }),
    aRevision("f", { version: 4, label: "v4" }),
  ];
  test.each([
    ["v1", ["a"]],
    ["rfc v1", ["r"]],
    ["RFC 1", ["r"]],
    ["2", ["b"]],
    ["V2 resend", ["c"]],
    ["v3", ["d"]],
    ["v3.1", ["d"]],
    ["v4", ["e", "f"]],
    ["v9", []],
    ["b-1", ["b"]],
    ["f", ["f"]],
    ["", []],
  ])("%j", (word, ids) => {
    expect(revisionsCalled(revisions, word).map(({ id }) => id)).toEqual(ids);
  });
});

describe("standingPatches", () => {
  const ids = (revisions: readonly Revision[], id: string) =>
    standingPatches(revisions, id).map(({ messageId, position }) => `${position} ${messageId}`);

  test("a patch re-rolled by its number takes its place, until all are posted again", () => {
    const partial = aRevision("b", { version: 2, total: 3, patches: [patchOf("b", 2)] });
    const next = aRevision("c", { version: 3, cover: "c", patches: [patchOf("c", 1)] });
    const all = [whole, partial, next];
    expect(ids(all, "a")).toEqual(["1 a-1", "2 a-2", "3 a-3"]);
    expect(ids(all, "b")).toEqual(["1 a-1", "2 b-2", "3 a-3"]);
    expect(ids(all, "c")).toEqual(["1 c-1"]);
  });

  test("one without a number takes the place of its title, in the same thread only", () => {
    const alone = { version: 2, patches: [patchOf("b", 1, "part 3")] };
    expect(ids([whole, aRevision("b", { ...alone, thread: "a" })], "b")).toEqual([
      "1 a-1",
      "2 a-2",
      "3 b-1",
    ]);
    expect(ids([whole, aRevision("b", alone)], "b")).toEqual(["1 b-1"]);
  });

  test("a numbered one takes the place of its title where the numbers have moved", () => {
    const partial = aRevision("b", { version: 2, total: 4, patches: [patchOf("b", 4, "part 3")] });
    expect(ids([whole, partial], "b")).toEqual(["1 a-1", "2 a-2", "3 b-4"]);
  });

  test("two of one title do not push each other out", () => {
    const patches = [patchOf("b", 1, "part 1"), patchOf("b", 4, "part 1")];
    const partial = aRevision("b", { version: 2, total: 9, patches });
    expect(ids([whole, partial], "b")).toEqual(["1 b-1", "2 a-2", "3 a-3", "4 b-4"]);
  });

  test("ghosts stand for nothing", () => {
    const ghost = aRevision("g", { version: 2, ghost: true });
    const partial = aRevision("b", { version: 3, total: 3, patches: [patchOf("b", 2)] });
    expect(ids([whole, ghost, partial], "b")).toEqual(["1 a-1", "2 b-2", "3 a-3"]);
  });
});
