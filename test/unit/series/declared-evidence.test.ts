import { describe, expect, test } from "vitest";
import { declaredEvidence } from "../../../src/series/declared-evidence.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aRevision, DAY, MONDAY } from "./builders.ts";

const kinds = (
  older: ReturnType<typeof aRevision>,
  newer: ReturnType<typeof aRevision>,
  same = true,
) =>
  declaredEvidence(traitsOf(older), traitsOf(newer), same).map(({ kind, weight }) => [
    kind,
    weight,
  ]);
const link = (version: number | null, messageId: string | null, url: string | null = null) =>
  ({ kind: "link-to", version, messageId, url, text: `v${version}: ${messageId}` }) as const;

describe("declaredEvidence", () => {
  const v1 = aRevision("a");
  test.each([
    [
      "equal change-id",
      aRevision("a", { changeId: "x" }),
      aRevision("b", { version: 2, changeId: "x" }),
      ["change-id", 10],
    ],
    [
      "link to v1",
      v1,
      aRevision("b", { version: 2, declared: [link(1, "a")] }),
      ["declared-link", 8],
    ],
    [
      "link under an odd number",
      aRevision("a", { version: 3 }),
      aRevision("b", { version: 5, declared: [link(9, "a")] }),
      ["declared-link", 3],
    ],
    [
      "supersedes",
      v1,
      aRevision("b", { declared: [{ ...link(null, "a"), kind: "supersedes" }] }),
      ["supersedes", 10],
    ],
    [
      "superseded-by",
      aRevision("a", { declared: [{ ...link(null, "b"), kind: "superseded-by" }] }),
      aRevision("b"),
      ["supersedes", 10],
    ],
    [
      "answers the older one",
      v1,
      aRevision("b", { version: 2, answers: "a", thread: "a" }),
      ["in-reply-to", 7],
    ],
    [
      "deep in the older thread",
      v1,
      aRevision("b", { version: 2, answers: "r", thread: "a" }),
      ["in-reply-to", 5],
    ],
  ])("%s", (_, older, newer, expected) => {
    expect(kinds(older, newer)).toContainEqual(expected);
  });

  test("two revisions that name one lost posting follow each other", () => {
    const declared = [link(1, null, "https://lists.example.org/1.html")];
    expect(
      kinds(aRevision("a", { version: 2, declared }), aRevision("b", { version: 3, declared })),
    ).toContainEqual(["declared-link", 6]);
  });

  test("a resend under the same number follows too, an older one never", () => {
    const declared = [link(1, null, "https://lists.example.org/1.html")];
    const second = aRevision("a", { version: 2, declared });
    const resend = aRevision("b", { version: 2, declared, resend: true });
    expect(kinds(second, resend)).toContainEqual(["declared-link", 6]);
    expect(kinds(aRevision("c", { version: 3, declared }), second)).toEqual([]);
  });

  test("two that only name one posting without its version, or as their successor, do not", () => {
    for (const one of [
      link(null, "lost"),
      { ...link(2, "lost"), kind: "superseded-by" as const },
    ]) {
      const [a, b] = [aRevision("a", { version: 2 }), aRevision("b", { version: 3 })];
      const declared = [one];
      expect(kinds({ ...a, declared }, { ...b, declared })).not.toContainEqual([
        "declared-link",
        6,
      ]);
    }
  });

  test("somebody else's patch in a thread is no re-roll", () => {
    expect(kinds(v1, aRevision("b", { version: 2, answers: "a", thread: "a" }), false)).toEqual([]);
  });
});

describe("a posting that is named", () => {
  const named = (
    from: Parameters<typeof aRevision>[1],
    to: Parameters<typeof aRevision>[1],
    version: number | null,
    same = true,
  ) =>
    kinds(
      aRevision("a", from),
      aRevision("b", { declared: [link(version, "a")], ...to }),
      same,
    )[0]?.[1];

  test.each<
    [
      string,
      number | null,
      Parameters<typeof aRevision>[1],
      Parameters<typeof aRevision>[1],
      boolean,
      number,
    ]
  >([
    ["without a version, by the same people", null, {}, { version: 2 }, true, 8],
    ["without a version, by others", null, {}, { version: 2 }, false, 3],
    ["without a version, as a re-send", null, {}, { resend: true }, true, 8],
    ["without a version, after an RFC", null, { rfc: true }, {}, true, 8],
    ["without a version, under its own number", null, {}, {}, true, 3],
    ["by its version", 1, {}, { version: 2 }, false, 8],
    ["by its version, under its own number, by others", 1, {}, {}, false, 3],
    ["by its version, under its own number", 1, {}, {}, true, 8],
    ["by the new number", 2, {}, { version: 2 }, false, 8],
    ["by the new number, which is a lower one", 1, { version: 3 }, {}, true, 3],
    ["as a later one of the first", 2, {}, { version: 4 }, true, 8],
    ["as a later one of the first, by others", 2, {}, { version: 4 }, false, 3],
    ["as a later one than it is", 5, {}, { version: 4 }, true, 3],
    ["as a later one of the second", 3, { version: 2 }, { version: 4 }, true, 3],
  ])("%s", (_, ...[version, from, to, same, weight]) => {
    expect(named(from, to, version, same)).toBe(weight);
  });

  test("says nothing by naming itself, or by an older one that another replaced", () => {
    const own = aRevision("b", { version: 2, declared: [link(1, "b")] });
    expect(kinds(aRevision("a"), own)).toEqual([]);
    const by = { ...link(null, "z"), kind: "superseded-by" } as const;
    expect(kinds(aRevision("a", { declared: [by] }), aRevision("b", { version: 2 }))).toEqual([]);
    expect(kinds(aRevision("a", { declared: [link(null, "b")] }), aRevision("b"))).toEqual([]);
  });
});

describe("a posting in a thread", () => {
  const answers = (
    older: Parameters<typeof aRevision>[1],
    newer: Parameters<typeof aRevision>[1],
  ) =>
    kinds(aRevision("a", older), aRevision("b", { answers: "a", thread: "a", ...newer }))[0]?.[1];

  test.each<
    [string, Parameters<typeof aRevision>[1], Parameters<typeof aRevision>[1], number | undefined]
  >([
    ["re-sent", {}, { resend: true }, 7],
    ["a re-roll of a part", {}, { label: "v1.1", postedAt: MONDAY + 30 * DAY }, 7],
    ["under the same number", {}, {}, undefined],
    ["posted before it", {}, { version: 2, postedAt: MONDAY }, undefined],
    ["in another thread", { thread: "x" }, { version: 2, answers: "r" }, undefined],
    ["of its own", {}, { version: 2, answers: null }, undefined],
  ])("%s", (_, older, newer, weight) => {
    expect(answers(older, newer)).toBe(weight);
  });
});
