import { describe, expect, test } from "vitest";
import { buildRevision } from "../../../src/series/revision.ts";
import { aPatchMail, ADA, BOB, MONDAY, someFacts } from "./builders.ts";

describe("buildRevision", () => {
  test("takes title, sender and answers from the cover, patches by position", () => {
    const revision = buildRevision([
      aPatchMail("2", { position: 2, total: 2, version: 2 }, { parent: "c" }),
      aPatchMail("c", { position: 0, total: 2, version: 2, title: "new gears" }, { parent: "old" }),
      aPatchMail("1", { position: 1, total: 2, version: 2 }, { parent: "c", sentAt: MONDAY - 5 }),
    ]);
    expect(revision).toMatchObject({
      id: "c",
      cover: "c",
      title: "new gears",
      label: "v2",
      total: 2,
      answers: "old",
      postedAt: MONDAY - 5,
    });
    expect(revision.patches.map(({ messageId }) => messageId)).toEqual(["1", "2"]);
  });

  test("without a cover the first patch leads, and a single author of all patches is its author", () => {
    const facts = someFacts({ author: BOB });
    const revision = buildRevision([
      aPatchMail("1", { position: 1, total: 3 }, { from: ADA, facts }),
    ]);
    expect(revision).toMatchObject({ id: "1", cover: null, total: 3, author: BOB });
  });

  test("a single patch is the whole of its series; a rename touches both files", () => {
    const content = {
      ...someFacts().content,
      files: [{ path: "new.c", oldPath: "old.c", added: 0, removed: 0 }],
    };
    const facts = someFacts({ content });
    const revision = buildRevision([aPatchMail("1", { position: null, total: null }, { facts })]);
    expect(revision.total).toBe(1);
    expect(revision.patches[0]?.files).toEqual(["new.c", "old.c"]);
  });

  test("a cover that came alone gives the version", () => {
    const cover = aPatchMail("c", { position: 0, total: 2, version: 4 });
    expect(buildRevision([cover])).toMatchObject({ version: 4, cover: "c", patches: [] });
  });

  test.each([
    ["most patches decide", [null, 2, 2], 2],
    ["a patch without a number goes with the cover", [3, null, null], 3],
    ["a cover that was mistyped gives way", [1, 4, 4], 4],
  ])("version: %s", (_, versions, expected) => {
    const mails = versions.map((version, position) =>
      aPatchMail(`m${position}`, { position, total: 2, version }),
    );
    expect(buildRevision(mails).version).toBe(expected);
  });

  test("v5.10 is a stable tree", () => {
    expect(buildRevision([aPatchMail("1", { version: 5, minor: 10 })])).toMatchObject({
      label: "v1",
      tags: ["5.10"],
    });
  });

  test("what names no person has an author all the same", () => {
    expect(buildRevision([aPatchMail("1", {}, { from: null })]).author).toEqual({
      name: null,
      email: null,
    });
  });
});

test("a revision gathers what its mails say, each once", () => {
  const link = {
    kind: "link-to",
    version: 1,
    messageId: "old",
    url: null,
    text: "v1: old",
  } as const;
  const facts = (changeId: string | null) => someFacts({ changeId, declared: [link] });
  const revision = buildRevision([
    aPatchMail(
      "1",
      { position: 1, total: 2, tags: ["net"] },
      { lists: ["b", "a"], facts: facts(null) },
    ),
    aPatchMail(
      "2",
      { position: 2, total: 2, tags: ["net", "for-next"] },
      { lists: ["a", "c"], facts: facts("w-1") },
    ),
  ]);
  expect(revision).toMatchObject({
    lists: ["a", "b", "c"],
    tags: ["for-next", "net"],
    changeId: "w-1",
    declared: [link],
    ghost: false,
  });
  const other = { ...link, messageId: null, url: "https://lists.example.org/1.html" };
  const both = someFacts({
    declared: [link, other, { ...other, url: "https://lists.example.org/2.html" }],
  });
  expect(buildRevision([aPatchMail("1", {}, { facts: both })]).declared).toHaveLength(3);
  expect(buildRevision([aPatchMail("1")]).changeId).toBeNull();
});

test("patches of several people are posted by their sender", () => {
  const by = (id: string, position: number, author: typeof ADA | null) =>
    aPatchMail(id, { position, total: 2 }, { facts: someFacts({ author }) });
  expect(buildRevision([by("1", 1, BOB), by("2", 2, null)]).author).toEqual(ADA);
  expect(buildRevision([by("1", 1, BOB), by("2", 2, BOB)]).author).toEqual(BOB);
  const cover = aPatchMail("c", { position: 0, total: 2 });
  expect(buildRevision([cover, by("1", 1, BOB)]).author).toEqual(ADA);
});

test("patches of one position stand by time, then by id", () => {
  const at = (id: string, sentAt: number) => aPatchMail(id, { position: 2, total: 2 }, { sentAt });
  const ids = (...mails: ReturnType<typeof at>[]) =>
    buildRevision(mails).patches.map(({ messageId }) => messageId);
  expect(ids(at("a", MONDAY + 1), at("b", MONDAY))).toEqual(["b", "a"]);
  expect(ids(at("b", MONDAY), at("a", MONDAY))).toEqual(["a", "b"]);
});

test("an RFC is one by any of its mails, a re-send by its cover or by all", () => {
  const mail = (id: string, position: number, fields: { rfc?: boolean; resend?: boolean }) =>
    aPatchMail(id, { position, total: 2, ...fields });
  expect(buildRevision([mail("c", 0, {}), mail("1", 1, { rfc: true })]).rfc).toBe(true);
  const resend = (first: boolean, second: boolean) =>
    buildRevision([mail("1", 1, { resend: first }), mail("2", 2, { resend: second })]).resend;
  expect([resend(true, false), resend(true, true), resend(false, true)]).toEqual([
    true,
    true,
    false,
  ]);
});
