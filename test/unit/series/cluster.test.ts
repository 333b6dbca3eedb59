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

describe("what belongs below a cover or a patch", () => {
  const cover = aPatchMail("c", at(0, 2));
  const below = (
    subject: Parameters<typeof aPatchMail>[1],
    fields: Parameters<typeof aPatchMail>[2] = {},
    top = cover,
  ) => idsOf([top, aPatchMail("1", { ...at(1, 2), ...subject }, { parent: "c", ...fields })]);
  const [joined, apart] = [["1 c"], ["1", "c"]];
  const after = (seconds: number) => ({ sentAt: MONDAY + seconds });

  test.each<[string, string[], Parameters<typeof aPatchMail>[1], Parameters<typeof aPatchMail>[2]]>(
    [
      ["another length", apart, { total: 3 }, {}],
      ["within five days", joined, {}, after(5 * DAY - 1)],
      ["after five days", apart, {}, after(5 * DAY)],
      ["of somebody else, within six hours", joined, {}, { from: BOB, ...after(6 * HOUR - 1) }],
      ["of somebody else, later", apart, {}, { from: BOB, ...after(6 * HOUR) }],
      ["a cover of its own", apart, { position: 0 }, {}],
    ],
  )("%s", (_, expected, subject, fields) => {
    expect(below(subject, fields)).toEqual(expected);
  });

  test("patches without a number go with a cover that has one, within a day", () => {
    const second = aPatchMail("c", at(0, 2, 2));
    expect(below({}, after(DAY - 1), second)).toEqual(joined);
    expect(below({}, after(DAY), second)).toEqual(apart);
    expect(below({}, { from: BOB }, second)).toEqual(apart);
  });

  test("a patch below a patch follows it, of the same sender", () => {
    const under = (position: number, fields: Parameters<typeof aPatchMail>[2] = {}) =>
      idsOf([
        aPatchMail("1", at(2, 3)),
        aPatchMail("2", at(position, 3), { parent: "1", thread: "1", ...fields }),
      ]);
    expect(under(3)).toEqual(["1 2"]);
    expect(under(3, { from: BOB })).toEqual(["1", "2"]);
    expect(under(2)).toEqual(["1", "2"]);
  });

  test("two single patches below one lost mail are two", () => {
    const single = (id: string) => aPatchMail(id, at(1, 1), { parent: "lost" });
    expect(idsOf([single("1"), single("2")])).toEqual(["1", "2"]);
  });
});

describe("one send without threads", () => {
  const lone = (id: string, position: number, fields: Parameters<typeof aPatchMail>[2] = {}) =>
    aPatchMail(id, at(position, 3), fields);

  test("holds each number once", () => {
    expect(idsOf([lone("1", 1), lone("2", 2), lone("2b", 2)])).toEqual(["1 2", "2b"]);
  });

  test("of whom nobody knows is none", () => {
    expect(idsOf([lone("1", 1, { from: null }), lone("2", 2, { from: null })])).toEqual(["1", "2"]);
  });

  test("does not take in a patch that answers another mail of its own", () => {
    const reroll = lone("2", 2, { parent: "x", thread: "x" });
    expect(idsOf([lone("1", 1), aPatchMail("x", { title: "y" }), reroll])).toEqual(["1", "2", "x"]);
  });

  test("runs of single patches stay apart", () => {
    const run = (at: number) =>
      aPatchMail(`20250203.11-${at}-ada@example.org`, { position: 1, total: 1 });
    expect(idsOf([run(1), run(2)])).toHaveLength(2);
  });
});

describe("a cover with a mistyped number", () => {
  const cover = aPatchMail("c", at(0, 2));
  const mistyped = (fields: Parameters<typeof aPatchMail>[2], total = 2) =>
    idsOf([
      cover,
      ...[1, 2].map((each) =>
        aPatchMail(`${each}`, at(each, total, 2), { parent: "c", ...fields }),
      ),
    ]);

  test.each<[string, Parameters<typeof aPatchMail>[2], number]>([
    ["an hour later", { sentAt: MONDAY + HOUR }, 2],
    ["before it", { sentAt: MONDAY - 61 }, 2],
    ["of somebody else", { from: BOB }, 2],
    ["of another length", {}, 3],
  ])("does not take in patches %s", (_, fields, total) => {
    expect(mistyped(fields, total)).not.toContain("1 2 c");
  });

  test("takes in those of the minute before", () => {
    expect(mistyped({ sentAt: MONDAY - 60 })).toEqual(["1 2 c"]);
  });
});

test("a patch that counts itself as x/3 is nobody's number", () => {
  const unnumbered = aPatchMail("x", { position: null, total: 3 });
  expect(idsOf([unnumbered, aPatchMail("2", at(2, 3)), aPatchMail("3", at(3, 3))])).toEqual([
    "2 3",
    "x",
  ]);
});
