import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { drawChart } from "../../../src/charts/draw-chart.ts";
import { buildDigest } from "../../../src/report/digest.ts";
import { digestCharts } from "../../../src/report/digest-charts.ts";
import { renderDigestHtml } from "../../../src/report/digest-html.ts";
import { lastPeriod } from "../../../src/report/iso-week.ts";
import { buildPersonDigest } from "../../../src/report/person-digest.ts";
import { buildMail } from "../../../src/publish/message.ts";
import { aDelivery, aMailConfig, aMailPayload } from "../../support/deliveries.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import {
  aDigestInput,
  aHistory,
  aPerson,
  aSeriesView,
  aTodo,
  NEXT_MONDAY,
} from "../../support/views.ts";

const CHROMIUM = process.env["PATCHTRAIL_CHROMIUM"] ?? "/usr/bin/chromium";
const found = existsSync(CHROMIUM);
if (!found) console.warn(`no browser at ${CHROMIUM}: the page of a digest is not looked at`);

const charts = digestCharts(aHistory()).map((chart) => ({
  chart,
  src: `data:image/png;base64,${Buffer.from(drawChart(chart)).toString("base64")}`,
}));
const views = [
  aSeriesView({ id: "s-one", todos: [aTodo({ state: "carried", text: "x".repeat(5_000) })] }),
  aSeriesView({ id: "s-two", status: { nextMove: "author" } }),
  aHostileSeries(),
];
const digest = renderDigestHtml(buildDigest(aDigestInput(views)), {
  charts,
  links: [{ text: "All weeks", href: "index.html" }],
  shortened: { series: 3, whole: "https://digests.example.org/" },
});
const person = buildPersonDigest(
  {
    person: aPerson("Ada Author"),
    views,
    asOf: NEXT_MONDAY,
    linkTemplate: "https://lore.kernel.org/{list}/{id}/",
  },
  lastPeriod("week", "UTC", NEXT_MONDAY),
);

/** A page as it arrives in a mail, with the way out below. */
async function mailed(html: string): Promise<string> {
  const delivery = aDelivery({ payload: aMailPayload({ html }) });
  const { bytes } = await buildMail(delivery, aMailConfig(25));
  return String((await simpleParser(bytes)).html);
}

describe.skipIf(!found)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  test.each(
    [
      ["digest", digest, [1120, 1120, 1120]] as const,
      ["person", person?.html ?? "", []] as const,
    ].flatMap(([name, html, pictures]) =>
      (["light", "dark"] as const).flatMap((scheme) =>
        [375, 1200].map((width) => ({ name, html, pictures, scheme, width })),
      ),
    ),
  )(
    "$name, $scheme, $width pixels wide: nothing sticks out, axe has no complaint",
    async ({ html, pictures, scheme, width }) => {
      const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
      const asked: string[] = [];
      tab.on("request", (request) => asked.push(request.url().slice(0, 30)));
      await tab.setContent(await mailed(html), { waitUntil: "load" });
      const seen = await tab.evaluate(`({
      wide: document.documentElement.scrollWidth,
      ground: getComputedStyle(document.querySelector(".sheet")).backgroundColor,
      pictures: [...document.images].map((image) => image.naturalWidth),
    })`);
      expect(seen).toEqual({
        wide: width,
        ground: scheme === "dark" ? "rgb(27, 30, 34)" : "rgb(255, 255, 255)",
        pictures,
      });
      expect(asked.filter((url) => !url.startsWith("data:image/png"))).toEqual([]);
      await tab.evaluate(axe.source);
      const found = (await tab.evaluate("axe.run()")) as { violations: { id: string }[] };
      expect(found.violations.map(({ id }) => id)).toEqual([]);
      await tab.close();
    },
  );
});
