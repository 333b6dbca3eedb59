import { describe, expect, test } from "vitest";
import { declaredEvidence } from "../../../src/series/declared-evidence.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aRevision } from "./builders.ts";

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
