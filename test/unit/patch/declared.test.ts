import { describe, expect, test } from "vitest";
import { findDeclaredLinks } from "../../../src/patch/declared.ts";

const URL = "https://lore.kernel.org/r/20250203-widget-v1-0-abc@example.org/";
const ID = "20250203-widget-v1-0-abc@example.org";

describe("findDeclaredLinks", () => {
  test.each([
    ["Link to v1", [`- Link to v1: ${URL}`], 1],
    ["a bare version", [`v2: ${URL}`], 2],
    ["a bracketed one", [`[v3] ${URL}`, ""], 3],
    ["an RFC", [`RFC v1: ${URL}`], 1],
    ["an address on the next line", ["v4:", `  ${URL}`], 4],
    ["a footnote", ["Changes since the previous version [1]:", "", `[1] ${URL}`], null],
    ["a changelog's head", [`Changes since v4 <${URL}>:`], 4],
    ["a resend", [`V2 RESEND: ${URL}`], 2],
    ["a numbered note that says so", [`[1] v1 ${URL}`], 1],
    ["a wrapped sentence", ["v1 of this series can be found at", URL], 1],
    ["a range", [`V1 ~ V4 can be found at ${URL}`], 4],
    ["what it replaces", ['This replaces the v2 "widget: open it"', URL], 2],
    [
      "its own number beside the older address",
      ["This is v7 of the series posted here:", URL],
      null,
    ],
    ["an RFC that is there", [`The RFC is at ${URL}`], null],
    [
      "a footnote with its address below",
      ["Changes since the previous version [1]:", "", "[1] the first posting", `  ${URL}`],
      null,
    ],
    ["a previous version", [`The previous version was at ${URL}`], null],
  ])("finds %s", (_, lines, version) => {
    expect(findDeclaredLinks(lines)).toMatchObject([{ kind: "link-to", version, messageId: ID }]);
  });

  test("finds Supersedes and Superseded-by", () => {
    expect(findDeclaredLinks([`Supersedes: <${ID}>`, `Superseded-by: ${ID}`])).toMatchObject([
      { kind: "supersedes", messageId: ID },
      { kind: "superseded-by", messageId: ID },
    ]);
  });

  test.each([
    ["a trailer to a discussion", `Link: ${URL}`],
    ["a bug report", `This was reported in ${URL}`],
    ["a dependency", `This depends on the series at ${URL}`],
    ["a version without an address", "v2: fix the locking"],
    ["a changelog entry with a report", `v2: fix the report in ${URL}`],
    ["a base", `This applies on top of v3 of the widget series: ${URL}`],
    ["a remark on an older one", `In the previous version Jane suggested this: ${URL}`],
    ["an earlier discussion", `Previous discussion: ${URL}`],
    ["a commit elsewhere", "v1: https://git.kernel.org/pub/scm/widget.git"],
  ])("does not take %s", (_, line) => {
    expect(findDeclaredLinks([line])).toEqual([]);
  });

  test("takes each address with its own version", () => {
    const lines = ["V1 [1], V2 at [2]", "", `[1] ${URL}`, "[2] https://marc.info/?l=widget&m=1"];
    expect(findDeclaredLinks(lines)).toMatchObject([
      { version: 1, messageId: ID },
      { version: 2, messageId: null, url: "https://marc.info/?l=widget&m=1" },
    ]);
  });

  test("names an address once, with its version where one line tells it", () => {
    const lines = [`The previous version: ${URL}`, `- Link to v3: ${URL}`];
    expect(findDeclaredLinks(lines)).toMatchObject([{ version: 3 }]);
  });

  test("of a thousand addresses it takes no more than anybody posts", () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => `v${at}: ${URL}${at}`);
    expect(findDeclaredLinks(lines).length).toBeLessThan(100);
  });

  test("is done at once with hostile lines", () => {
    const hostile = [
      "v1: ".repeat(200_000),
      "previous ".repeat(200_000),
      `${"[1]".repeat(200_000)} v2`,
    ];
    expect(findDeclaredLinks(hostile)).toEqual([]);
  });
});

describe("the words before an address", () => {
  const versionIn = (...lines: readonly string[]) => {
    const [link] = findDeclaredLinks(lines);
    return link === undefined ? "none" : link.version;
  };

  test.each<[string, number | null | "none"]>([
    [`v1 -> v2: ${URL}`, null],
    [`Changes from v1 to v2: ${URL}`, null],
    [`Changes v2 to v2: ${URL}`, 2],
    [`version 3: ${URL}`, 3],
    [`PATCHv4: ${URL}`, 4],
    [`v.5: ${URL}`, 5],
    [`v2.1: ${URL}`, 2],
    [`v3 (with a lever, as asked): ${URL}`, 3],
    [`This obsoletes my older lever series: ${URL}`, null],
    [`This series replaces my lever and gear patches: ${URL}`, null],
    [`It replaces the one two three four five six seven series: ${URL}`, "none"],
    [`It replaces the gear: ${URL}`, "none"],
    [`first posting: ${URL}`, null],
    [`first patch: ${URL}`, "none"],
    [`previous patch: ${URL}`, null],
    [`previous thread: ${URL}`, "none"],
    [`the series: ${URL}`, "none"],
    [`RFC: ${URL}`, null],
    [`RFC and patch: ${URL}`, "none"],
    [`${"the ".repeat(23)}v2: ${URL}`, 2],
    [`${"the ".repeat(24)}v2: ${URL}`, "none"],
    [URL, "none"],
  ])("%s", (line, version) => {
    expect(versionIn(line)).toBe(version);
  });

  test("may stand on the line above, or on the one above a blank", () => {
    expect(versionIn("v2:", URL)).toBe(2);
    expect(versionIn("v2:", "", URL)).toBe(2);
    expect(versionIn("v2:", "", "", URL)).toBe("none");
    expect(versionIn("It is a lever. Previous version:", URL)).toBeNull();
    expect(versionIn("It is a lever", URL)).toBe("none");
  });
});
