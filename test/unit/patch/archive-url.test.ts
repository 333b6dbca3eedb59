import { describe, expect, test } from "vitest";
import { findArchiveUrls, messageIdIn } from "../../../src/patch/archive-url.ts";

const ID = "20250203-widget-v1-0-abc@example.org";

describe("findArchiveUrls", () => {
  test.each([
    "https://lore.kernel.org/r/1@example.org/",
    "https://lkml.kernel.org/r/1@example.org",
    "https://patch.msgid.link/1@example.org",
    "https://patchwork.example.org/project/widget/list/?series=12",
    "https://www.spinics.net/lists/widget/msg01.html",
    "https://lists.example.org/pipermail/widget/2025-January/000001.html",
    "https://marc.info/?l=widget&m=1",
  ])("takes %s", (url) => {
    expect(findArchiveUrls(`v1: <${url}>.`).map((found) => found.url)).toEqual([url]);
  });

  test.each([
    "https://example.org/~jane/v1.patch",
    "https://git.kernel.org/pub/scm/widget.git",
    "https://bugzilla.kernel.org/show_bug.cgi?id=1",
    "https://github.com/example/widget/issues/1",
  ])("does not take %s", (url) => {
    expect(findArchiveUrls(`v1: ${url}`)).toEqual([]);
  });

  test("tells where each stands and leaves punctuation out", () => {
    const line =
      "v1 https://lore.kernel.org/r/a@b.example, v2 https://lore.kernel.org/r/c@d.example.";
    const found = findArchiveUrls(line);
    expect(found.map(({ url }) => url.slice(-11))).toEqual(["a@b.example", "c@d.example"]);
    expect(line.slice(found[0]?.end).trim()).toMatch(/^v2/);
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

test("of a line full of addresses twenty are read", () => {
  const line = Array.from({ length: 30 }, (_, at) => `https://lore.kernel.org/r/${at}@a.b`).join(
    " ",
  );
  expect(findArchiveUrls(line)).toHaveLength(20);
});

test("an address that is not well encoded is taken as it stands", () => {
  expect(messageIdIn("https://lore.kernel.org/r/a%zz@example.org")).toBe("a%zz@example.org");
});
