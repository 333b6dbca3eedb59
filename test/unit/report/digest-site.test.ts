import path from "node:path";
import { expect, test } from "vitest";
import { checkHtml } from "../../support/html-check.ts";
import { folderOfList, pageOfWeek, renderSiteIndex } from "../../../src/report/digest-site.ts";

test("the folder of a list is one name, whatever the list is called, and no other list's", () => {
  expect(folderOfList("widget-dev")).toBe("widget-dev");
  expect(pageOfWeek("widget-dev", "2025-W08")).toBe("widget-dev/2025-W08.html");
  const names = [
    "..",
    ".",
    "",
    "a/b",
    "a_2fb",
    "a\\b",
    "a b",
    "a%20b",
    "…",
    ".git",
    "a\u0000",
    "_2e",
  ];
  const folders = names.map(folderOfList);
  expect(new Set(folders).size).toBe(names.length);
  for (const folder of folders) {
    expect(folder).toMatch(/^[\w+-][\w.+-]*$/);
    expect(path.join("root", folder)).toBe(`root/${folder}`);
  }
});

test("the index leads to every week, newest first, by relative links", () => {
  const html = renderSiteIndex([
    { folder: "b", list: "b", weeks: ["2024-W52", "2025-W01"] },
    { folder: "a_3c", list: "a<", weeks: ["2025-W08"] },
  ]);
  const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
  expect(links).toEqual([
    "a_3c/feed.xml",
    "a_3c/2025-W08.html",
    "b/feed.xml",
    "b/2025-W01.html",
    "b/2024-W52.html",
  ]);
  expect(html).toContain("a&lt;");
  expect(checkHtml(html)).toEqual([]);
});

test("without any week the index says so", () => {
  expect(renderSiteIndex([])).toContain("No week has a page yet.");
});
