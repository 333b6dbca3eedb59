import { describe, expect, test } from "vitest";
import { inOrder, scoreLink } from "../../../src/series/link.ts";
import { aPatch, aRevision, BOB, DAY, MONDAY } from "./builders.ts";

const lines = (from: number) => Array.from({ length: 12 }, (_, at) => from + at);
const named = (id: string, titles: readonly string[], fields: Parameters<typeof aPatch>[1] = {}) =>
  titles.map((title, at) =>
    aPatch(`${id}${at}`, { title, position: at + 1, sketch: lines(at * 100), ...fields }),
  );
const TITLES = [
  "widget: oil the main bearing",
  "widget: count the gear teeth",
  "widget: report worn gear teeth",
];
const series = (id: string, fields: Parameters<typeof aRevision>[1] = {}) =>
  aRevision(id, {
    cover: id,
    total: 3,
    title: "widget wear reports for everybody",
    patches: named(id, TITLES),
    ...fields,
  });

describe("scoreLink links", () => {
  test.each([
    ["the next version under the same title", aRevision("a"), aRevision("b", { version: 2 })],
    [
      "a renamed cover over the same patches",
      series("a"),
      series("b", { version: 2, title: "gear health" }),
    ],
    ["an RFC and what came of it", series("a", { rfc: true }), series("b")],
    ["a re-send of the same version", series("a"), series("b", { resend: true })],
    ["another author who takes it over", series("a"), series("b", { version: 2, author: BOB })],
    [
      "a patch more",
      series("a"),
      series("b", {
        version: 2,
        total: 4,
        patches: named("b", [...TITLES, "widget: document it all"]),
      }),
    ],
    [
      "a retitled single patch",
      aRevision("a", { patches: [aPatch("a", { sketch: lines(1) })] }),
      aRevision("b", {
        version: 2,
        title: "gears: new words",
        patches: [aPatch("b", { title: "gears: new words", sketch: lines(1) })],
      }),
    ],
    [
      "a new change-id that names the old posting",
      series("a", { changeId: "x" }),
      series("b", {
        version: 2,
        changeId: "y",
        declared: [{ kind: "link-to", version: 1, messageId: "a", url: null, text: "v1: a" }],
      }),
    ],
  ])("%s", (_, a, b) => {
    expect(scoreLink(a, b)?.decision).toBe("linked");
  });
});

describe("scoreLink does not link", () => {
  const driver = (id: string, name: string, fields: Parameters<typeof aRevision>[1] = {}) => {
    const title = `${name}: remove the .remove_new callback`;
    return aRevision(id, {
      title,
      patches: [
        aPatch(id, { title, files: [`drivers/${name}.c`], sketch: lines(id.charCodeAt(0)) }),
      ],
      ...fields,
    });
  };
  test.each([
    ["tree-wide look-alikes", driver("a", "gear"), driver("b", "lever")],
    [
      "one cover title over disjoint files, both v1",
      series("a"),
      series("b", {
        patches: named("b", ["lever: a", "lever: b", "lever: c"], {
          files: ["lever.c"],
          sketch: [],
        }),
      }),
    ],
    [
      "different change-ids",
      series("a", { changeId: "x" }),
      series("b", { version: 2, changeId: "y" }),
    ],
    ["a stable backport", aRevision("a"), aRevision("b", { tags: ["5.10"] })],
    [
      "a yearly chore",
      aRevision("a", { title: "MAINTAINERS: update" }),
      aRevision("b", { title: "MAINTAINERS: update", postedAt: MONDAY + 800 * DAY }),
    ],
    [
      "two people with one fix",
      aRevision("a"),
      aRevision("b", {
        author: BOB,
        patches: [
          aPatch("b", { author: BOB, title: "widget: mend the torn gear teeth", sketch: lines(9) }),
        ],
      }),
    ],
    ["itself", series("a"), series("a")],
  ])("%s", (_, a, b) => {
    expect(scoreLink(a, b)?.decision ?? "none").not.toBe("linked");
  });
});

test("the order of the arguments does not matter", () => {
  const [a, b] = [series("a"), series("b", { version: 2 })];
  expect(scoreLink(a, b)).toEqual(scoreLink(b, a));
  expect(scoreLink(b, a)).toMatchObject({ older: "a", newer: "b" });
});

test("evidence names the mail and what it measured", () => {
  const evidence =
    scoreLink(series("a"), series("b", { version: 2, title: "new" }))?.evidence ?? [];
  expect(evidence.find(({ kind }) => kind === "member-title")?.text).toBe(
    "3 of 3 patches have the same title",
  );
  expect(evidence.every(({ messageId }) => messageId !== "")).toBe(true);
});

describe("too little", () => {
  test("speaks for two patches of one author to one file", () => {
    expect(
      scoreLink(
        aRevision("a", { title: "widget: oil gears" }),
        aRevision("b", { version: 3, title: "widget: cease to squeak" }),
      ),
    ).toBeNull();
  });

  test("is one vague title, told as possible", () => {
    const vague = (id: string, version: number) => aRevision(id, { version, title: "fix build" });
    expect(scoreLink(vague("a", 1), vague("b", 3))?.decision).toBe("possible");
  });

  test("are titles of different people; their changed lines are enough", () => {
    const by = (id: string, sketch: readonly number[], fields: Parameters<typeof aRevision>[1]) =>
      aRevision(id, {
        cover: id,
        total: 3,
        patches: named(id, TITLES).map((patch) => ({ ...patch, sketch: [...sketch] })),
        ...fields,
      });
    const decision = (sketch: readonly number[]) =>
      scoreLink(by("a", sketch, {}), by("b", sketch, { version: 2, author: BOB }))?.decision;
    expect(decision(lines(1))).toBe("linked");
    expect(decision([])).toBe("possible");
  });
});

test("of two of one second the lower version comes first, then the lower id", () => {
  const at = (id: string, version: number, postedAt = MONDAY) =>
    aRevision(id, { version, postedAt });
  const first = (a: ReturnType<typeof at>, b: ReturnType<typeof at>) =>
    inOrder(a, b)
      .map(({ id }) => id)
      .join(" ");
  for (const [a, b, expected] of [
    [at("a", 2, MONDAY + 1), at("b", 3), "b a"],
    [at("a", 2), at("b", 1), "b a"],
    [at("b", 1), at("a", 1), "a b"],
  ] as const) {
    expect(first(a, b)).toBe(expected);
    expect(first(b, a)).toBe(expected);
  }
});

test("one address or name in common is enough to be the same people", () => {
  const by = (id: string, name: string | null, email: string | null, version: number) => {
    const author = { name, email };
    const patches = [aPatch(id, { title: "widget: mend the torn gear teeth", author })];
    return aRevision(id, { title: "widget: mend the torn gear teeth", version, author, patches });
  };
  const decision = (name: string | null, email: string | null) =>
    scoreLink(by("a", "Ada Example", "ada@example.org", 1), by("b", name, email, 2))?.decision;
  expect(decision("Ada Example", "other@example.org")).toBe("linked");
  expect(decision("A. E.", "ada@example.org")).toBe("linked");
  expect(decision("Bob Reviewer", "bob@example.org")).toBeUndefined();
});
