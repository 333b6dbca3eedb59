import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import { buildDigest } from "../../../src/report/digest.ts";
import { digestCharts } from "../../../src/report/digest-charts.ts";
import { renderDigestHtml } from "../../../src/report/digest-html.ts";
import { renderDigestText } from "../../../src/report/text.ts";
import { checkHtml } from "../../support/html-check.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import {
  aDigestInput,
  aHistory,
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
} from "../../support/views.ts";

interface Read {
  readonly tags: { name: string; attributes: Record<string, string> }[];
  readonly text: string;
  readonly headings: string[];
}

/** The page as an independent parser sees it. */
function read(html: string): Read {
  const tags: Read["tags"] = [];
  const headings: string[] = [];
  let text = "";
  let heading: string | null = null;
  let hidden = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push({ name, attributes });
      if (/^h\d$/.test(name)) heading = "";
      if (name === "style") hidden = true;
    },
    ontext(piece) {
      if (!hidden) text += piece;
      if (heading !== null) heading += piece;
    },
    onclosetag(name) {
      if (/^h\d$/.test(name)) {
        headings.push(`${name} ${heading ?? ""}`);
        heading = null;
      }
      if (name === "style") hidden = false;
    },
  });
  parser.write(html);
  parser.end();
  return { tags, text: text.replaceAll(/\s+/g, " "), headings };
}

const twice = [
  aRevision({ slug: "re", version: 1, postedAt: daysBefore(30) }),
  aRevision({ slug: "re", version: 2, postedAt: daysBefore(2) }),
];
const view = aSeriesView({
  id: "s-re",
  revisions: twice,
  todos: [
    aTodo({
      state: "resolved",
      settledIn: 2,
      text: "Please drop the cast.",
      history: [
        { state: "resolved", messageId: "re-v2-1@example.org", text: "", at: daysBefore(2) },
      ],
    }),
    aTodo({ state: "carried", text: "Who frees it if a < b && c?", messageId: "why@example.org" }),
  ],
});
const digest = buildDigest(aDigestInput([view, aSeriesView({ id: "s-new" })]));

test("the page says what the text says, under real headings", () => {
  const page = read(renderDigestHtml(digest));
  expect(page.headings).toEqual([
    "h1 frob-dev: week 2025-W08",
    "h2 Re-rolled (1)",
    "h3 frob: make the frobnicator frob",
    "h2 Waiting for review (1)",
    "h3 frob: make the frobnicator frob",
  ]);
  for (const words of [
    "Monday 17 to Sunday 23 February 2025",
    "Mails412from 96 people",
    "settled “Please drop the cast.”",
    "open “Who frees it if a < b && c?” Rita Reviewer asked for it on v1, 9 days ago; still open in v2; Ada Author owes it",
    "→ reviewers: Nobody has reviewed v2 yet.",
    "Ages are counted to the end of the week",
  ]) {
    expect(page.text.replaceAll(/ (?=412|from 96)/g, "")).toContain(words);
  }
  // Each address of the text is a link of the page.
  const links = page.tags.filter(({ name }) => name === "a").map((tag) => tag.attributes["href"]);
  const addresses = renderDigestText(digest).match(/https:\S+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect(links).toContain(address);
});

test("nothing is fetched and nothing runs", () => {
  const charts = digestCharts(aHistory()).map((chart) => ({ chart, src: `cid:${chart.name}` }));
  const { tags } = read(renderDigestHtml(digest, { charts }));
  const names = new Set(tags.map(({ name }) => name));
  for (const name of ["script", "link", "iframe", "object", "form", "base", "svg"]) {
    expect(names).not.toContain(name);
  }
  const sources = tags.flatMap(({ attributes }) => attributes["src"] ?? []);
  expect(sources).toEqual(["cid:open-todos", "cid:first-review", "cid:next-move"]);
  expect(renderDigestHtml(digest, { charts })).not.toMatch(/url\(|@import|\son\w+=/iu);
});

test("with pictures off every figure of the charts is there", () => {
  const charts = digestCharts(aHistory()).map((chart) => ({ chart, src: `${chart.name}.png` }));
  const { tags, text } = read(renderDigestHtml(digest, { charts }));
  const told = tags.flatMap(({ name, attributes }) => (name === "img" ? attributes["alt"] : []));
  expect(told).toContain("Open TODOs, 2025-W06 to 2025-W08: 1,200, 1,180, 1,210.");
  expect(told).toContain("Days to the first review, 2025-W06 to 2025-W08: 1.5, none, 12.");
  expect(text).toContain("The last 3 weeks");
  expect(text).toContain("author reviewers maintainer".replaceAll(" ", " ■ "));
});

test("a stranger's mail is text wherever it stands", () => {
  const hostile = buildDigest(aDigestInput([aHostileSeries()]));
  const html = renderDigestHtml(hostile);
  const { tags, text } = read(html);
  expect(html.replaceAll("\n", "")).not.toMatch(UNSAFE_TEXT);
  expect(tags.map(({ name }) => name)).not.toContain("script");
  expect(html).not.toContain("<!-- patchtrail");
  expect(text).toContain("<script>alert(1)</script>");
  for (const { name, attributes } of tags) {
    if (name === "a")
      expect(attributes["href"]).toMatch(/^https:\/\/lore\.kernel\.org\/frob-dev\//);
    expect(Object.keys(attributes).filter((key) => key.startsWith("on"))).toEqual([]);
  }
});

test("names and titles written from right to left stay in their place", () => {
  const author = aPerson("עדה");
  const revision = aRevision({
    slug: "rtl",
    title: "תיקון: (frob)",
    author,
    postedAt: daysBefore(1),
  });
  const html = renderDigestHtml(
    buildDigest(aDigestInput([aSeriesView({ revisions: [revision] })])),
  );
  expect(html).toMatch(/<a [^>]*dir="auto"[^>]*>תיקון: \(frob\)<\/a>/u);
});

test("a week in which nothing happened says so", () => {
  const page = read(renderDigestHtml(buildDigest(aDigestInput([]))));
  expect(page.text).toContain("Nothing moved, and nothing waits.");
  expect(page.headings).toEqual(["h1 frob-dev: week 2025-W08"]);
});

test("pages of a site link each other and their feed", () => {
  const html = renderDigestHtml(digest, {
    links: [{ text: "All weeks", href: "../index.html" }],
    feed: "feed.xml",
  });
  const { tags } = read(html);
  expect(tags).toContainEqual({
    name: "link",
    attributes: {
      rel: "alternate",
      type: "application/atom+xml",
      title: "Feed",
      href: "feed.xml",
    },
  });
  expect(html).toContain('href="../index.html"');
});

test("an independent checker has nothing to say against a page", () => {
  expect(checkHtml("<p>a < b<img src=x></div>")).not.toEqual([]);
  const charts = digestCharts(aHistory()).map((chart) => ({ chart, src: `${chart.name}.png` }));
  const links = [{ text: "All weeks", href: "../index.html" }];
  const shortened = { series: 3, whole: "https://digests.example.org/?a=1&b=2" };
  const hostile = buildDigest(aDigestInput([aHostileSeries()]));
  for (const one of [digest, hostile, buildDigest(aDigestInput([]))]) {
    const html = renderDigestHtml(one, { charts, links, feed: "feed.xml", shortened });
    expect(checkHtml(html)).toEqual([]);
  }
});
