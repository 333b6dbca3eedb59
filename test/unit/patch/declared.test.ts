import { describe, expect, test } from "vitest";
import { findDeclaredLinks, messageIdIn } from "../../../src/patch/declared.ts";

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
  ])("does not take %s", (_, line) => {
    expect(findDeclaredLinks([line])).toEqual([]);
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

test.each([
  [`https://lore.kernel.org/widget-dev/${ID}/T/#u`, ID],
  [`https://lkml.kernel.org/r/${ID}`, ID],
  [`https://patch.msgid.link/${ID}`, ID],
  [`https://patchwork.kernel.org/project/widget/patch/${ID}/`, ID],
  ["https://lore.kernel.org/r/a%2Bb@example.org", "a+b@example.org"],
  [`<${ID}>`, ID],
  ["https://lists.example.org/pipermail/widget/2025/000012.html", null],
  ["https://example.org/~jane@home/", null],
])("the message-id in %s is %s", (address, id) => {
  expect(messageIdIn(address)).toBe(id);
});
