import { expect, test } from "vitest";
import {
  absoluteUrl,
  linksOf,
  mhonarcIndexes,
  mhonarcPages,
  pipermailPages,
  pipermailPeriods,
} from "../../../src/archive/crawl-links.ts";

const BASE = "https://lists.example.org/pipermail/widget/";

test("links are absolute, distinct, without fragments, and only of the web", () => {
  const page = `<A HREF="a.html#x">a</A><a href='a.html'>a</a><a href="mailto:x@example.org">m</a><a href="?a=1&amp;b=2">q</a>`;
  expect(linksOf(Buffer.from(page), BASE)).toEqual([`${BASE}a.html`, `${BASE}?a=1&b=2`]);
  expect(absoluteUrl("http://", BASE)).toBeNull();
});

test("periods come oldest first, with text and end", () => {
  const links = linksOf(
    Buffer.from(
      `<a href="2025-February/thread.html"><a href="2025-February/date.html"><a href="2025-February.txt">
       <a href="2025-January/thread.html"><a href="2025-January.txt.gz">`,
    ),
    BASE,
  );
  expect(pipermailPeriods(links)).toEqual([
    {
      name: "2025-January",
      indexUrl: `${BASE}2025-January/date.html`,
      textUrl: `${BASE}2025-January.txt.gz`,
      endsAt: Date.UTC(2025, 1, 1) / 1000,
    },
    {
      name: "2025-February",
      indexUrl: `${BASE}2025-February/date.html`,
      textUrl: `${BASE}2025-February.txt`,
      endsAt: Date.UTC(2025, 2, 1) / 1000,
    },
  ]);
});

test.each([
  ["2024q4", "2025-01-01"],
  ["2024", "2025-01-01"],
  ["Week-of-Mon-20250106", "2025-01-13"],
  ["20250106", "2025-01-07"],
])("the period %s ends on %s", (name, end) => {
  expect(pipermailPeriods([`${BASE}${name}/date.html`])[0]?.endsAt).toBe(Date.parse(end) / 1000);
});

test("a period in another language has no known end", () => {
  expect(pipermailPeriods([`${BASE}2025-janvier/date.html`])[0]?.endsAt).toBeNull();
});

test("message pages are told from indexes", () => {
  const links = [
    "000123.html",
    "msg00017.html",
    "maillist.html",
    "mail2.html",
    "threads.html",
    "2025-01/",
  ].map((name) => BASE + name);
  expect(pipermailPages(links)).toEqual([`${BASE}000123.html`]);
  expect(mhonarcPages(links)).toEqual([`${BASE}msg00017.html`]);
  expect(mhonarcIndexes(links)).toEqual([
    `${BASE}maillist.html`,
    `${BASE}mail2.html`,
    `${BASE}2025-01/`,
  ]);
  expect(mhonarcIndexes([`${BASE}threads.html`])).toEqual([`${BASE}threads.html`]);
});
