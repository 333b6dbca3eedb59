import { describe, expect, test } from "vitest";
import type { Evidence, Link } from "../../../src/model/series.ts";
import { groupSeries, orderRevisions } from "../../../src/series/group.ts";
import { aPatch, aRevision, DAY, MONDAY, shuffled } from "./builders.ts";

const link = (
  older: string,
  newer: string,
  weight: number,
  fields: { kind?: Evidence["kind"]; decision?: Link["decision"] } = {},
): Link => ({
  older,
  newer,
  decision: fields.decision ?? "linked",
  evidence: [{ kind: fields.kind ?? "content", messageId: newer, text: "because", weight }],
});
const ids = (series: ReturnType<typeof groupSeries>) =>
  series.map(({ revisions }) => revisions.map(({ id }) => id).join(" ")).sort();

describe("groupSeries", () => {
  const chain = [aRevision("a"), aRevision("b", { version: 2 }), aRevision("c", { version: 3 })];

  test("joins what is linked, not what is possible", () => {
    const links = [link("a", "b", 5), link("b", "c", 3, { decision: "possible" })];
    expect(ids(groupSeries(chain, links))).toEqual(["a b", "c"]);
  });

  test("does not depend on the order of its input", () => {
    const links = [link("a", "b", 5), link("b", "c", 5)];
    expect(groupSeries(shuffled(chain), shuffled(links))).toEqual(groupSeries(chain, links));
  });

  test("different change-ids are not joined through a third", () => {
    const revisions = [
      aRevision("a", { changeId: "x" }),
      aRevision("b", { version: 2 }),
      aRevision("c", { version: 2, changeId: "y", postedAt: MONDAY + 15 * DAY }),
    ];
    expect(ids(groupSeries(revisions, [link("a", "b", 9), link("b", "c", 5)]))).toEqual([
      "a b",
      "c",
    ]);
  });

  test("two full postings of one version are not joined by a weak link elsewhere", () => {
    const revisions = [
      aRevision("a"),
      aRevision("x", { postedAt: MONDAY + 8 * DAY }),
      aRevision("b", { version: 2 }),
    ];
    expect(ids(groupSeries(revisions, [link("a", "b", 9), link("x", "b", 4.5)]))).toEqual([
      "a b",
      "x",
    ]);
    expect(ids(groupSeries(revisions, [link("a", "b", 9), link("x", "b", 7)]))).toEqual(["a x b"]);
  });

  test("a number used again after its successor stands in nobody's way", () => {
    const at = (day: number) => MONDAY + day * DAY;
    const revisions = [
      aRevision("a", { postedAt: at(0) }),
      aRevision("b", { version: 2, postedAt: at(5) }),
      aRevision("again", { postedAt: at(90) }),
    ];
    const links = [link("b", "again", 9), link("a", "b", 5)];
    expect(ids(groupSeries(revisions, links))).toEqual(["a b again"]);
  });

  test("a posting that a longer series under way took in is no revision of it", () => {
    const long = (id: string, version: number, day: number) =>
      aRevision(id, {
        version,
        total: 3,
        postedAt: MONDAY + day * DAY,
        patches: ["1", "2", "3"].map((part, at) => aPatch(`${id}${part}`, { position: at + 1 })),
      });
    const [v2, v3] = [long("v2", 2, 0), long("v3", 3, 9)];
    const own = aRevision("own", { postedAt: MONDAY + 5 * DAY });
    const links = [link("v2", "v3", 9), link("own", "v3", 5)];
    expect(ids(groupSeries([v2, own, v3], links))).toEqual(["own", "v2 v3"]);
    expect(ids(groupSeries([own, v3], [link("own", "v3", 5)]))).toEqual(["own v3"]);
  });

  test("a person's word wins: unlinked stays apart, linked is joined against all signs", () => {
    const apart = link("a", "b", -100, { kind: "manual", decision: "possible" });
    expect(ids(groupSeries(chain, [apart, link("a", "c", 9), link("b", "c", 8)]))).toEqual([
      "a c",
      "b",
    ]);
    const rivals = [aRevision("a", { changeId: "x" }), aRevision("b", { changeId: "y" })];
    expect(groupSeries(rivals, [link("a", "b", 100, { kind: "manual" })])).toHaveLength(1);
  });

  test("is called after its newest whole revision and keeps its id when one is added", () => {
    const [a, b] = [
      aRevision("a", { title: "old words" }),
      aRevision("b", { version: 2, title: "new words", lists: ["gear-dev"] }),
    ];
    const part = aRevision("c", { version: 3, total: 4, title: "one part" });
    const [one] = groupSeries([a], []);
    const [all] = groupSeries([a, b, part], [link("a", "b", 9), link("b", "c", 9)]);
    expect(all).toMatchObject({
      title: "new words",
      lists: ["gear-dev", "widget-dev"],
      id: one?.id,
    });
    expect(all?.id).toMatch(/^s[0-9a-f]{10}$/);
  });
});

describe("the strongest link goes first", () => {
  // a and x claim one number: whichever b joins first, the other stays out.
  const revisions = [
    aRevision("a"),
    aRevision("x", { postedAt: MONDAY + 8 * DAY }),
    aRevision("b", { version: 2 }),
  ];

  test.each([
    ["by its weight", [link("x", "b", 4), link("a", "b", 5)], ["a b", "x"]],
    ["by its weight, the other way", [link("x", "b", 5), link("a", "b", 4)], ["a", "x b"]],
    ["by its ids where weights are equal", [link("x", "b", 5), link("a", "b", 5)], ["a b", "x"]],
    [
      "by hand before all others",
      [link("a", "b", 200), link("x", "b", 100, { kind: "manual" })],
      ["a x b"],
    ],
  ])("%s", (_, links, expected) => {
    expect(ids(groupSeries(revisions, links))).toEqual(expected);
  });

  test("a link by hand joins before a rival could", () => {
    const links = [link("a", "b", 5), link("x", "b", 4, { kind: "manual" })];
    expect(ids(groupSeries(revisions, links))).toEqual(["a", "x b"]);
  });

  test.each([
    [9, "content", ["a x b"]],
    [8.9, "content", ["a b", "x"]],
  ] as const)("a sum of %d is sure enough to join rivals: %s", (weight, kind, expected) => {
    const links = [
      link("a", "b", 20),
      {
        ...link("x", "b", weight),
        evidence: [4.5, weight - 4.5].map((part) => ({
          kind,
          messageId: "b",
          text: "x",
          weight: part,
        })),
      },
    ];
    expect(ids(groupSeries(revisions, links))).toEqual(expected);
  });

  test("what the author declares is sure at six", () => {
    const against = { kind: "counter", messageId: "b", text: "x" } as const;
    const declared = (sum: number) => ({
      ...link("x", "b", 8),
      evidence: [...link("x", "b", 8).evidence, { ...against, weight: sum - 8 }],
    });
    expect(ids(groupSeries(revisions, [link("a", "b", 20), declared(6)]))).toEqual(["a x b"]);
    expect(ids(groupSeries(revisions, [link("a", "b", 20), declared(5.9)]))).toEqual(["a b", "x"]);
  });
});

describe("rivals", () => {
  const joined = (x: Parameters<typeof aRevision>[1], more: readonly Link[] = []) =>
    ids(
      groupSeries(
        [
          aRevision("a"),
          aRevision("x", { postedAt: MONDAY + 8 * DAY, ...x }),
          aRevision("b", { version: 2 }),
        ],
        [link("a", "b", 8), link("x", "b", 4.5), ...more],
      ),
    );

  test.each<[string, Parameters<typeof aRevision>[1]]>([
    ["a re-send", { resend: true }],
    ["an RFC", { rfc: true }],
    ["a part", { total: 4 }],
    ["one that was never seen", { ghost: true }],
    ["another number", { version: 3, postedAt: MONDAY + 30 * DAY }],
  ])("%s is none", (_, fields) => {
    expect(joined(fields)).toEqual([expect.stringMatching(/^\w \w \w$/)]);
  });

  test("that are linked themselves do not part", () => {
    expect(joined({})).toEqual(["a b", "x"]);
    expect(joined({}, [link("a", "x", 4)])).toEqual(["a x b"]);
  });
});

describe("orderRevisions", () => {
  const at = (id: string, version: number, day: number, fields = {}) =>
    aRevision(id, { version, postedAt: MONDAY + day * DAY, ...fields });
  test.each([
    [
      "an RFC v3 before the PATCH v1",
      [at("v1", 1, 30), at("rfc3", 3, 20, { rfc: true })],
      "rfc3 v1",
    ],
    ["v1 after v7 when numbering began anew", [at("again", 1, 90), at("v7", 7, 10)], "v7 again"],
    ["by version where clocks are off by hours", [at("v3", 3, 1), at("v2", 2, 1.2)], "v2 v3"],
    [
      "a part of a re-roll after the whole",
      [at("v3.1", 3, 1, { label: "v3.1" }), at("v3", 3, 1.1)],
      "v3 v3.1",
    ],
  ])("%s", (_, revisions, expected) => {
    expect(
      orderRevisions(revisions)
        .map(({ id }) => id)
        .join(" "),
    ).toBe(expected);
  });
});
