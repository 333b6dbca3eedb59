import { describe, expect, test } from "vitest";
import { changelogEnd, changelogHeads, readChangelogHead } from "../../../src/mail/changelog.ts";
import type { Block, BlockKind } from "../../../src/model/mail.ts";

function aBlock(kind: BlockKind, lines: readonly string[], firstLine = 0): Block {
  return { kind, firstLine, lines, depth: 0, quoted: null };
}

describe("the version that a head tells of", () => {
  test.each([
    ["Changes since v2:", 3],
    ["Changes since v2", 3],
    ["Change since V9:", 10],
    ["Changes since RFC v2:", 3],
    ["Changelog since v1", 2],
    ["Changes to v1", 2],
    ["Main updates since v3:", 4],
    ["Since v4:", 5],
    ["- Changes from v3:", 4],
    ["Changes over the previous v2 posting:", 3],
    ["Changes in v4", 4],
    ["Changes in v2:", 2],
    ["Changes for v7:", 7],
    ["- changes in v3", 3],
    ["New in v3:", 3],
    ["In v5:", 5],
    ["Changelog v3:", 3],
    ["Changes in PATCH v3:", 3],
    ["v3: fix the widget", 3],
    ["V2:change the type", 2],
    ["* v2 - fix the widget", 2],
    ["v2 (Jane): fix the widget", 2],
    ["[v2] ", 2],
    ["    v6:", 6],
    ["Version 2:", 2],
    ["v3 changes:", 3],
    ["v3-v5: rebase only", 5],
    ["v2 -> v3:", 3],
    ["V1->V2", 2],
    ["v1 → v2:", 2],
    ["v3..v4:", 4],
    ["RFC -> v1:", 1],
    ["RFC v1 -> v2:", 2],
    ["Changes from v1 to v2:", 2],
    ["Changes v2 -> v3:", 3],
  ])("%s -> %i", (line, version) => {
    expect(readChangelogHead(line)?.version).toBe(version);
  });

  test.each([["Changelog:"], ["Revision history:"], ["Changes since the last posting:"]])(
    "%s begins a changelog without a version",
    (line) => {
      expect(readChangelogHead(line)).toMatchObject({ version: null });
    },
  );

  test.each([
    ["v2 of this series was posted last week"],
    ["Changes in v2 of the firmware are not covered here."],
    ["IPv4: handle the option"],
    ["v4l2: fix the format"],
    ["- New for v4, split out as suggested"],
    ["From 2 to 3 widgets fail"],
    ["The change is in line 4"],
    ["Since 2 of them fail, retry"],
  ])("prose: %s", (line) => {
    expect(readChangelogHead(line)).toBeNull();
  });
});

describe("entries", () => {
  test("each head has the lines below it, joined", () => {
    const block = aBlock(
      "changelog",
      ["Changes in v3:", " - fix the leak", "   in probe", "", "v1->v2: rebase"],
      7,
    );
    expect(changelogHeads([block])).toEqual([
      { version: 3, text: "- fix the leak in probe", firstLine: 7 },
      { version: 2, text: "rebase", firstLine: 11 },
    ]);
  });

  test("a head within other words takes its items only", () => {
    const lines = ["Changes since v1:", "- one", "", "- two", "", "This is about widgets."];
    expect(changelogHeads([aBlock("text", lines)])).toEqual([
      { version: 2, text: "- one - two", firstLine: 0 },
    ]);
  });

  test("heads without a number and links to old postings are no entries", () => {
    const lines = ["Changelog:", "- all", "v1: https://lists.example.org/widget/1"];
    expect(changelogHeads([aBlock("changelog", lines)])).toEqual([]);
  });

  test("quotes are not looked at", () => {
    expect(changelogHeads([aBlock("quote", ["v2: fix"])])).toEqual([]);
  });

  test("an entry is cut at 2,000 characters", () => {
    const lines = ["v2:", ...Array.from({ length: 500 }, () => "- something changed")];
    expect(changelogHeads([aBlock("changelog", lines)])[0]?.text.length).toBeLessThanOrEqual(2_000);
  });
});

describe("the end of a changelog", () => {
  test.each([
    [["v2:", "- a", "- b", "", "Thanks"], 3],
    [["v2:", "- a", "", "- b", "", "v3:", "- c", "", "Thanks"], 7],
    [["Changes in v2:", "", "All of it was rewritten.", "", "Thanks"], 3],
    [["v2: fix", "the widget", "", "Thanks"], 2],
  ])("%j ends at %i", (lines, end) => {
    expect(changelogEnd(lines, 0, () => false)).toBe(end);
  });
});

test("stays fast on hostile lines", () => {
  const began = performance.now();
  for (const unit of ["changes ", "v2 ", "v1, ", "- ", "rfc ", "[(", "since "]) {
    readChangelogHead(unit.repeat(1_000_000 / unit.length));
    for (let round = 0; round < 100; round += 1)
      readChangelogHead(unit.repeat(1_900 / unit.length));
  }
  expect(performance.now() - began).toBeLessThan(1_000);
});
