import { describe, expect, test } from "vitest";
import type { AssemblyMail } from "../../../src/series/assemble.ts";
import { clusterPostings } from "../../../src/series/cluster.ts";
import { MAX_SERIES_PATCHES } from "../../../src/limits.ts";
import { aPatchMail, ADA, BOB, DAY, HOUR, MONDAY } from "./builders.ts";

function idsOf(mails: readonly AssemblyMail[]): string[] {
  return clusterPostings(mails)
    .map((posting) =>
      posting
        .map(({ messageId }) => messageId)
        .sort()
        .join(" "),
    )
    .sort();
}
const at = (position: number, total: number, version: number | null = null) => ({
  position,
  total,
  version,
});

describe("clusterPostings", () => {
  test.each([
    [
      "patches below a cover",
      [
        aPatchMail("c", at(0, 2)),
        aPatchMail("1", at(1, 2), { parent: "c" }),
        aPatchMail("2", at(2, 2), { parent: "c" }),
      ],
      ["1 2 c"],
    ],
    [
      "each below the one before",
      [
        aPatchMail("1", at(1, 3)),
        aPatchMail("2", at(2, 3), { parent: "1" }),
        aPatchMail("3", at(3, 3), { parent: "2", thread: "1" }),
      ],
      ["1 2 3"],
    ],
    [
      "siblings below a lost cover",
      [
        aPatchMail("1", at(1, 2), { parent: "lost" }),
        aPatchMail("2", at(2, 2), { parent: "lost" }),
      ],
      ["1 2"],
    ],
    [
      "siblings below a lost cover, a day late",
      [
        aPatchMail("1", at(1, 2), { parent: "lost" }),
        aPatchMail("2", at(2, 2), { parent: "lost", sentAt: MONDAY + DAY }),
      ],
      ["1", "2"],
    ],
    [
      "one below the other, two days late",
      [
        aPatchMail("1", at(1, 2)),
        aPatchMail("2", at(2, 2), { parent: "1", sentAt: MONDAY + 2 * DAY }),
      ],
      ["1", "2"],
    ],
    [
      "unthreaded within two hours",
      [aPatchMail("1", at(1, 2)), aPatchMail("2", at(2, 2), { sentAt: MONDAY + HOUR })],
      ["1 2"],
    ],
    [
      "unthreaded, too late",
      [aPatchMail("1", at(1, 2)), aPatchMail("2", at(2, 2), { sentAt: MONDAY + 3 * HOUR })],
      ["1", "2"],
    ],
    [
      "unthreaded, other sender",
      [aPatchMail("1", at(1, 2)), aPatchMail("2", at(2, 2), { from: BOB })],
      ["1", "2"],
    ],
    [
      "unthreaded, other tree",
      [aPatchMail("1", at(1, 2)), aPatchMail("2", { ...at(2, 2), tags: ["5.10"] })],
      ["1", "2"],
    ],
    ["single patches stay single", [aPatchMail("1"), aPatchMail("2")], ["1", "2"]],
    [
      "v2 below v1",
      [
        aPatchMail("c", at(0, 1)),
        aPatchMail("1", at(1, 1), { parent: "c" }),
        aPatchMail("d", at(0, 1, 2), { parent: "c" }),
        aPatchMail("2", at(1, 1, 2), { parent: "d", thread: "c" }),
      ],
      ["1 c", "2 d"],
    ],
    [
      "one patch re-rolled as an answer",
      [
        aPatchMail("c", at(0, 2)),
        aPatchMail("1", at(1, 2), { parent: "c" }),
        aPatchMail("2", at(2, 2), { parent: "c" }),
        aPatchMail("3", at(2, 2, 2), { parent: "2", thread: "c" }),
      ],
      ["1 2 c", "3"],
    ],
    [
      "a mistyped cover",
      [
        aPatchMail("c", at(0, 2)),
        aPatchMail("1", at(1, 2, 2), { parent: "c" }),
        aPatchMail("2", at(2, 2, 2), { parent: "c" }),
      ],
      ["1 2 c"],
    ],
    [
      "one run of send-email, versions mixed",
      [
        aPatchMail("20250203.11-1-ada@example.org", at(1, 2)),
        aPatchMail("20250203.11-2-ada@example.org", at(2, 2, 3)),
      ],
      ["20250203.11-1-ada@example.org 20250203.11-2-ada@example.org"],
    ],
  ])("%s", (_, mails, expected) => {
    expect(idsOf(mails)).toEqual(expected);
  });

  test("the whole set sent twice below one cover is two postings", () => {
    const send = (run: string, later: number) =>
      [1, 2].map((each) =>
        aPatchMail(`${run}${each}`, at(each, 2), { parent: "c", sentAt: MONDAY + later }),
      );
    expect(idsOf([aPatchMail("c", at(0, 2)), ...send("a", 1), ...send("b", DAY)])).toEqual([
      "a1 a2 c",
      "b1 b2",
    ]);
  });

  test("one number used twice stays in its posting", () => {
    const mails = [
      aPatchMail("c", at(0, 2)),
      aPatchMail("1", at(1, 2), { parent: "c" }),
      aPatchMail("2", at(2, 2), { parent: "c" }),
      aPatchMail("2b", at(2, 2), { parent: "c" }),
    ];
    expect(idsOf(mails)).toEqual(["1 2 2b c"]);
  });

  test("no posting grows beyond its bound", () => {
    const many = Array.from({ length: MAX_SERIES_PATCHES + 50 }, (_, index) =>
      aPatchMail(`p${index}`, at(index, 9_999), {
        parent: index === 0 ? null : "p0",
        thread: "p0",
        from: ADA,
      }),
    );
    expect(Math.max(...clusterPostings(many).map(({ length }) => length))).toBeLessThanOrEqual(
      MAX_SERIES_PATCHES + 1,
    );
  });
});
