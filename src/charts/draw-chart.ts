import { createCanvas } from "@napi-rs/canvas";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js";
import { CHART_SIZE, CHART_TONES, type ChartData, type ChartRow } from "../model/chart.ts";

/** The picture has twice as many pixels as it is shown with, for fine screens. */
const PIXELS = 2;

const GRID = "rgba(128, 134, 142, 0.45)";

let registered = false;

/**
 * A chart as PNG on a transparent ground, 1120 by 224 pixels. It holds no letters: what a machine
 * draws depends on its fonts, so the words stand beside it, and the same data give the same bytes.
 */
export function drawChart(data: ChartData): Uint8Array {
  if (!registered) {
    Chart.register(
      BarController,
      BarElement,
      CategoryScale,
      Filler,
      LinearScale,
      LineController,
      LineElement,
      PointElement,
    );
    registered = true;
  }
  const canvas = createCanvas(CHART_SIZE.width * PIXELS, CHART_SIZE.height * PIXELS);
  // Chart.js asks a canvas for nothing but its context and size where there is no document.
  const chart = new Chart(canvas, configuration(data));
  try {
    return new Uint8Array(canvas.toBuffer("image/png"));
  } finally {
    chart.destroy();
  }
}

function configuration(data: ChartData): ChartConfiguration {
  const stacked = data.form === "stacked-bars";
  return {
    type: stacked ? "bar" : "line",
    data: {
      labels: [...data.weeks],
      datasets: data.rows.map((row) => ({
        label: row.label,
        data: row.values.map((value) => value ?? Number.NaN),
        borderColor: CHART_TONES[row.tone],
        backgroundColor: stacked ? CHART_TONES[row.tone] : `${CHART_TONES[row.tone]}33`,
        ...(stacked ? { barPercentage: 0.8, categoryPercentage: 0.8 } : lineLook(row)),
      })),
    },
    options: {
      responsive: false,
      animation: false,
      devicePixelRatio: 1,
      events: [],
      layout: { padding: { left: 8, right: 8, top: 8, bottom: 4 } },
      scales: {
        x: {
          stacked,
          ticks: { display: false },
          grid: { display: false },
          border: { color: GRID },
        },
        y: {
          stacked,
          min: 0,
          max: data.top,
          ticks: { display: false, stepSize: data.top / 2 },
          grid: { color: GRID, lineWidth: PIXELS, drawTicks: false },
          border: { display: false },
        },
      },
    },
  };
}

function lineLook({ tone }: ChartRow) {
  return {
    fill: true,
    borderWidth: 2 * PIXELS,
    pointRadius: 2.5 * PIXELS,
    pointBackgroundColor: CHART_TONES[tone],
    pointBorderWidth: 0,
    spanGaps: true,
  };
}
