import type { ChartData, WeekFigures } from "../../model/chart.ts";
import { digestCharts } from "../../report/digest-charts.ts";

/** A chart and its picture as PNG. */
export interface DrawnChart {
  readonly chart: ChartData;
  readonly png: Uint8Array;
}

/** The charts of a digest, drawn. The library is loaded here only: nobody else needs a canvas. */
export async function drawDigestCharts(history: readonly WeekFigures[]): Promise<DrawnChart[]> {
  const charts = digestCharts(history);
  if (charts.length === 0) return [];
  const { drawChart } = await import("../../charts/draw-chart.ts");
  return charts.map((chart) => ({ chart, png: drawChart(chart) }));
}
