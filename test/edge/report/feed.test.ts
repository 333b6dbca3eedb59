import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderFeed } from "../../../src/report/feed.ts";
import { hitEvents, seriesEvents } from "../../../src/report/feed-events.ts";
import { aHostileSeries, HOSTILE } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo } from "../../support/views.ts";

const CHROMIUM = process.env["PATCHTRAIL_CHROMIUM"] ?? "/usr/bin/chromium";
const found = existsSync(CHROMIUM);
if (!found) console.warn(`no browser at ${CHROMIUM}: feeds are not read by a strict parser`);

const PLACE = { list: "frob-dev", linkTemplate: "https://lore.kernel.org/{list}/{id}/" };
const hit = {
  messageId: "a&b<c>@example.org",
  subject: `${HOSTILE} ]]> & &nbsp; \ufffe`,
  from: { name: "Ada <b>", email: null },
  at: 1_700_000_000,
  lists: ["frob-dev"],
  subjectMarks: [],
  excerptMarks: [],
  kind: "patch" as const,
  thread: "a&b<c>@example.org",
  version: 1,
  series: null,
  excerpt: 'if (a < b && c > d) return "x"; // ]]>',
};
const events = [
  ...seriesEvents([aHostileSeries(), aSeriesView({ todos: [aTodo()] })], PLACE),
  ...seriesEvents([aSeriesView({ id: "s-2", revisions: [aRevision({ slug: "two" })] })], PLACE),
  ...hitEvents([hit], () => PLACE),
];

describe.skipIf(!found)("in a browser, whose XML parser forgives nothing", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  test.each([
    ["hostile", events],
    ["empty", []],
  ])("a feed that is %s is well-formed, and its contents are harmless HTML", async (_, told) => {
    const self = "https://digests.example.org/feed.xml?a=1&b=2";
    const xml = renderFeed({ name: "n", title: `${HOSTILE} &`, events: told, self });
    const tab = await browser.newPage();
    const read = await tab.evaluate(`(() => {
      const feed = new DOMParser().parseFromString(${JSON.stringify(xml)}, "application/xml");
      const all = (name) => [...feed.getElementsByTagNameNS("http://www.w3.org/2005/Atom", name)];
      const html = [...all("content"), ...all("title")].filter((one) => one.parentNode.localName === "entry");
      const tags = html.flatMap((one) => [
        ...new DOMParser().parseFromString(one.textContent, "text/html").body.querySelectorAll("*"),
      ]);
      return {
        faults: feed.getElementsByTagName("parsererror").length,
        root: feed.documentElement.localName,
        entries: all("entry").length,
        tags: [...new Set(tags.map(({ localName }) => localName))].sort(),
        links: [...new Set(all("link").map((one) => new URL(one.getAttribute("href")).protocol))],
      };
    })()`);
    expect(read).toEqual({
      faults: 0,
      root: "feed",
      entries: told.length,
      tags: told.length === 0 ? [] : ["a", "blockquote", "p"],
      links: ["https:"],
    });
    await tab.close();
  });
});
