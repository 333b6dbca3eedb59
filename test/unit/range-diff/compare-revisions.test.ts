import { describe, expect, test } from "vitest";
import type { RangePair } from "../../../src/model/range-diff.ts";
import type { ComparedPatch } from "../../../src/range-diff/patch-text.ts";
import { compareRevisions } from "../../../src/range-diff/compare-revisions.ts";
import { aDiff, aPatch } from "./patches.ts";

const LOCK = aDiff("lock.c", [" a", "-b", "+take the lock", " c", " d"]);
const DMA = aDiff("dma.c", [" a", "+one", "+two", "+three", "+four", "+five", " z"]);
const DOCS = aDiff("docs.rst", [" Title", "+A sentence about it.", " End"]);

function compare(older: ComparedPatch[], newer: ComparedPatch[], creationFactor = 60) {
  return compareRevisions(older, newer, { creationFactor });
}

/** `2!1`, `-> 3`: which patch became which. */
const shape = (pairs: readonly RangePair[]) =>
  pairs.map(
    ({ left, right, status }) => `${left?.position ?? "-"}${status}${right?.position ?? "-"}`,
  );

const MARKS = { same: " ", removed: "-", added: "+" };
const changesOf = ({ hunks }: RangePair) =>
  hunks.map(({ section, lines }) => [
    section,
    lines.filter(({ kind }) => kind !== "same").map(({ kind, text }) => MARKS[kind] + text),
  ]);

describe("compareRevisions", () => {
  test("pairs patches wherever they went", () => {
    const pairs = compare(
      [aPatch(1, LOCK), aPatch(2, DMA)],
      [
        aPatch(1, DMA, { title: "widget: part 2" }),
        aPatch(2, DOCS, { title: "docs" }),
        aPatch(3, LOCK, { title: "widget: part 1" }),
      ],
    );
    expect(shape(pairs)).toEqual(["2=1", "->2", "1=3"]);
  });

  test("puts what is gone behind all that stood before it", () => {
    const patches = [LOCK, DMA, DOCS].map((diff, at) => aPatch(at + 1, diff));
    const newer = [aPatch(1, LOCK), aPatch(2, DOCS, { title: "widget: part 3" })];
    expect(shape(compare(patches, newer))).toEqual(["1=1", "2<-", "3=2"]);
  });

  test("line numbers alone are no change; author, message and diff are", () => {
    const moved = LOCK.replace("@@ -10,4 +10,4 @@", "@@ -99,4 +120,4 @@");
    expect(shape(compare([aPatch(1, LOCK)], [aPatch(1, moved)]))).toEqual(["1=1"]);
    const author = { name: "Ben Example", email: "ben@example.org" };
    const [pair] = compare(
      [aPatch(1, DMA)],
      [
        aPatch(1, DMA.replace("+three", "+3"), {
          author,
          message: ["Because it is better so.", "", "Reviewed-by: Eve <eve@example.org>"],
        }),
      ],
    );
    expect(pair?.status).toBe("!");
    expect(changesOf(pair!)).toEqual([
      [
        "",
        [
          "-Author: Ada Example <ada@example.org>",
          "+Author: Ben Example <ben@example.org>",
          "+    Reviewed-by: Eve <eve@example.org>",
          "+",
          "-+three",
          "++3",
        ],
      ],
    ]);
  });

  test("names the function that a change is in", () => {
    const body = [" a", " b", " c", " d", "+old", " e"];
    const changed = body.with(4, "+new");
    const [pair] = compare(
      [aPatch(1, aDiff("x.c", body, " int open(void)"))],
      [aPatch(1, aDiff("x.c", changed, " int open(void)"))],
    );
    expect(pair?.hunks[0]?.section).toBe("x.c: int open(void)");
  });

  test("takes what differs too much for two patches, unless the factor allows it", () => {
    const other = aDiff("dma.c", [" a", "+1", "+2", "+3", "+4", "+5", " z"]);
    const [older, newer] = [[aPatch(1, DMA)], [aPatch(1, other)]];
    expect(shape(compare(older, newer))).toEqual(["1<-", "->1"]);
    expect(shape(compare(older, newer, 100))).toEqual(["1!1"]);
  });

  test("equals by patch-id are one, however white space was mangled", () => {
    const mangled = DMA.replaceAll("\n+", "\n+\t  ").replaceAll("++", "+");
    const [older, newer] = [aPatch(1, DMA), aPatch(1, mangled)];
    expect(shape(compare([older], [newer]))).toEqual(["1<-", "->1"]);
    const same = { patchId: "c0ffee" };
    expect(shape(compare([{ ...older, ...same }], [{ ...newer, ...same }]))).toEqual(["1!1"]);
  });

  test("of patches with one diff those with the same message belong together", () => {
    const older = [aPatch(1, LOCK), aPatch(2, LOCK)];
    const newer = [aPatch(1, LOCK, { title: "widget: part 2" }), aPatch(2, DMA)];
    expect(shape(compare(older, newer))).toEqual(["1<-", "2=1", "->2"]);
  });

  test("patches whose diffs no mail brought go by their titles", () => {
    const older = [aPatch(1, ""), aPatch(2, "")];
    const newer = [aPatch(1, "", { title: "widget: part 2", message: ["New."] })];
    expect(shape(compare(older, newer))).toEqual(["1<-", "2!1"]);
  });

  test("says so where two patches are too large to be shown line by line", () => {
    const lines = (word: string) => Array.from({ length: 9_000 }, (_, at) => `+${word} ${at}`);
    const patchId = "c0ffee";
    const [pair] = compare(
      [aPatch(1, aDiff("x", lines("a")), { patchId })],
      [aPatch(1, aDiff("x", lines("b")), { patchId })],
    );
    expect(pair).toMatchObject({ status: "!", tooLarge: true, hunks: [] });
  });

  test("nothing on a side is no trouble", () => {
    expect(compare([], [])).toEqual([]);
    expect(shape(compare([], [aPatch(1, LOCK)]))).toEqual(["->1"]);
    expect(shape(compare([aPatch(1, LOCK)], []))).toEqual(["1<-"]);
  });
});
