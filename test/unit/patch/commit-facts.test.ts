import { describe, expect, test } from "vitest";
import { readCommitMessage } from "../../../src/patch/commit-facts.ts";

const linksOf = (...lines: string[]) =>
  readCommitMessage(["widget: turn", "", "Words.", "", ...lines].join("\n")).links;

describe("readCommitMessage", () => {
  test("the title is the first paragraph, compared as that of a mail is", () => {
    const { title, titleKey } = readCommitMessage("\nWidget: turn\n the gear.\n\nMore.\n");
    expect(title).toBe("Widget: turn the gear.");
    expect(titleKey).toBe("widget: turn the gear");
    expect(readCommitMessage("")).toEqual({ title: "", titleKey: "", links: [], backport: false });
  });

  test.each([
    ["Link: https://lore.kernel.org/r/1-2@example.org", "link"],
    ["Link: https://lore.kernel.org/widget-dev/1-2@example.org/ # [1]", "link"],
    ["Link: https://patch.msgid.link/1-2@example.org", "link"],
    ["Link: https://msgid.link/1-2@example.org", "link"],
    ["Link: https://patchwork.example.org/patch/msgid/1-2@example.org", "link"],
    ["    Link: https://lkml.kernel.org/r/1-2%40example.org", "link"],
    ["Closes: https://lore.kernel.org/all/1-2@example.org/", "closes"],
    ["Message-Id: <1-2@example.org>", "message-id"],
    ["Message-ID: <1-2@example.org>", "message-id"],
  ])("%s", (line, token) => {
    expect(linksOf(line)).toEqual([{ token, messageId: "1-2@example.org" }]);
  });

  test.each([
    "Link: https://bugzilla.kernel.org/show_bug.cgi?id=1",
    "Link: https://example.org/1-2@example.org",
    'Fixes: 0123456789ab ("widget: turn")',
    "See the link: it is broken",
  ])("names no mail: %s", (line) => {
    expect(linksOf(line)).toEqual([]);
  });

  test("links keep their order and are bounded", () => {
    const lines = Array.from(
      { length: 200 },
      (_, at) => `Link: https://lore.kernel.org/r/${at}@a.b`,
    );
    const links = linksOf(...lines);
    expect(links.slice(0, 2).map(({ messageId }) => messageId)).toEqual(["0@a.b", "1@a.b"]);
    expect(links).toHaveLength(50);
  });

  test.each([
    ["commit 0123456789abcdef0123456789abcdef01234567 upstream.", true],
    ["[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]", true],
    ["Upstream commit 0123456789abcdef", true],
    ["This reverts commit 0123456789abcdef0123456789abcdef01234567.", false],
    ["(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)", false],
  ])("%s: a backport? %s", (line, expected) => {
    expect(readCommitMessage(`widget: turn\n\n${line}\n\nMore.\n`).backport).toBe(expected);
  });

  test("long hostile messages take no long time", () => {
    const begin = performance.now();
    readCommitMessage(`${"Link: ".repeat(20_000)}\n${" commit".repeat(20_000)}`);
    readCommitMessage("Link: https://lore.kernel.org/r/\n".repeat(4_000));
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
