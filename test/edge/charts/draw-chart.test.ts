import { createCanvas, loadImage } from "@napi-rs/canvas";
import { expect, test } from "vitest";
import { drawChart } from "../../../src/charts/draw-chart.ts";
import { digestCharts } from "../../../src/report/digest-charts.ts";
import { aHistory } from "../../support/views.ts";

/** Pixels of a picture by colour, and where each colour first stands from the left. */
async function pixels(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const colours = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const key = [...data.subarray(at, at + 4)].join(",");
    colours.set(key, (colours.get(key) ?? 0) + 1);
  }
  return { width: image.width, height: image.height, colours };
}

test("a chart is drawn at twice its size on a transparent ground", async () => {
  const [, , moves] = digestCharts(aHistory());
  if (moves === undefined) throw new Error("no chart");
  const { width, height, colours } = await pixels(drawChart(moves));
  expect([width, height]).toEqual([1120, 224]);
  expect(colours.get("0,0,0,0")).toBeGreaterThan((width * height) / 4);
  // Author 12, reviewers 21, maintainer 1 over the weeks: areas of the bars go by that.
  const [amber = 0, blue = 0, green = 0] = [
    "192,122,28,255",
    "66,133,200,255",
    "63,149,102,255",
  ].map((key) => colours.get(key));
  expect(blue / amber).toBeCloseTo(21 / 12, 0);
  expect(amber / green).toBeGreaterThan(8);
});

test("the same data give the same bytes, other data others", () => {
  for (const chart of digestCharts(aHistory())) {
    const bytes = drawChart(chart);
    expect(Buffer.from(drawChart(chart)).equals(bytes)).toBe(true);
    const [row, ...rest] = chart.rows;
    if (row === undefined) throw new Error("no row");
    const other = { ...chart, rows: [{ ...row, values: [1, 2, 3] }, ...rest] };
    expect(Buffer.from(drawChart(other)).equals(bytes)).toBe(false);
  }
});
