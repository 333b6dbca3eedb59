import { describe, expect, test } from "vitest";
import { linkKeys } from "../../../src/series/keys.ts";
import { scoreLink } from "../../../src/series/link.ts";
import { aPatch, aRevision, BOB } from "./builders.ts";

const shared = (a: Parameters<typeof linkKeys>[0], b: Parameters<typeof linkKeys>[0]) => {
  const keys = new Set(linkKeys(a));
  return linkKeys(b).filter((key) => keys.has(key));
};
const declared = [
  { kind: "link-to", version: 1, messageId: "a", url: null, text: "v1: a" },
] as const;
const sketch = [1, 2, 3, 4, 5, 6];

const carried = (messageId: string) => ({
  version: 2,
  text: "Turn the gears before they are oiled, as Bob asked, and say why in a comment",
  messageId,
});

describe("linkKeys", () => {
  test.each([
    [
      "change-id",
      aRevision("a", { changeId: "w-1", title: "one thing" }),
      aRevision("b", { changeId: "w-1", title: "other", author: BOB, version: 2 }),
    ],
    [
      "a named message",
      aRevision("a", { title: "one thing" }),
      aRevision("b", { title: "other", version: 2, declared: [...declared], author: BOB }),
    ],
    [
      "title of another author",
      aRevision("a"),
      aRevision("b", {
        author: BOB,
        version: 2,
        patches: [aPatch("b", { author: BOB, title: "widget: mend the torn gear teeth", sketch })],
      }),
    ],
    [
      "lines under a new title",
      aRevision("a", { patches: [aPatch("a", { sketch })] }),
      aRevision("b", {
        title: "all new",
        version: 2,
        patches: [aPatch("b", { sketch, title: "all new" })],
      }),
    ],
    [
      "vague title, one author",
      aRevision("a", { title: "fix build" }),
      aRevision("b", { title: "fix build", version: 2 }),
    ],
    [
      "one file, one author whose name is not always given",
      aRevision("a", { title: "one thing", author: { name: null, email: "ada@example.org" } }),
      aRevision("b", { title: "other", version: 2 }),
    ],
    [
      "a changelog carried along",
      aRevision("a", { version: 2, title: "one thing", changelog: [carried("a")] }),
      aRevision("b", { version: 3, title: "other", changelog: [carried("b")], author: BOB }),
    ],
  ])("revisions that could be linked share one: %s", (_, a, b) => {
    expect(shared(a, b).length).toBeGreaterThan(0);
  });

  test("a vague title alone is no key", () => {
    const by = (id: string, author: typeof BOB) =>
      aRevision(id, {
        title: "fix build",
        author,
        patches: [aPatch(id, { title: "fix build", author })],
      });
    const a = by("a", BOB);
    const b = by("b", { name: "Cat Keeper", email: "cat@example.com" });
    expect(shared(a, b)).toEqual([]);
    expect(scoreLink(a, b)).toBeNull();
  });

  test("a huge series has at most 300", () => {
    const patches = Array.from({ length: 900 }, (_, at) =>
      aPatch(`p${at}`, {
        position: at + 1,
        patchId: `id${at}`,
        sketch: [at, at + 1, at + 2],
        files: [`a/${at}.c`],
      }),
    );
    expect(linkKeys(aRevision("a", { patches, total: 900 })).length).toBeLessThanOrEqual(300);
  });
});

describe("the keys of one revision", () => {
  const keysOf = (fields: Parameters<typeof aRevision>[1]) => linkKeys(aRevision("a", fields));
  const said = (key: string, text = "x") =>
    ({ kind: "link-to", version: 1, text, messageId: null, url: null, [key]: `${key}-1` }) as const;

  test.each<[string, Parameters<typeof aRevision>[1], string]>([
    ["its change-id", { changeId: "w-1" }, "c:w-1"],
    ["its thread", { thread: "t" }, "h:t"],
    ["its own mail", {}, "m:a"],
    ["its cover", { cover: "c" }, "m:c"],
    ["a mail that it names", { declared: [said("messageId")] }, "m:messageId-1"],
    ["an address that it names", { declared: [said("url")] }, "m:url-1"],
    ["a patch-id", { patches: [aPatch("a", { patchId: "abc" })] }, "p:abc"],
    ["a telling title", {}, "t:widget: mend the torn gear teeth"],
  ])("%s", (_, fields, key) => {
    expect(keysOf(fields)).toContain(key);
  });

  test("are of the first lines and files of each patch, with the author", () => {
    const patches = [
      aPatch("a", { sketch: [1, 2, 3, 4], files: ["Makefile", "a.c", "b.c", "c.c", "d.c"] }),
    ];
    const keys = keysOf({ patches });
    const ofKind = (kind: string) =>
      new Set(keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.split("|")[1]));
    expect([...ofKind("s")]).toEqual(["1", "2", "3"]);
    expect([...ofKind("f")]).toEqual(["a.c", "b.c", "c.c"]);
  });

  test("begin with the id that the series would have, which is no candidate", () => {
    expect(keysOf({})[0]).toMatch(/^i:s[0-9a-f]{10}$/);
  });
});
