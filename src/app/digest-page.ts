import type { IsoWeek } from "../model/report.ts";
import { buildDigest } from "../report/digest.ts";
import { renderDigestHtml } from "../report/digest-html.ts";
import type { AppContext } from "./context.ts";
import { drawDigestCharts } from "./digest-pictures.ts";
import { digestSource } from "./views.ts";

/** The digest of a list and week as one HTML file that holds its charts. */
export async function htmlDigest(
  context: AppContext,
  list: string,
  week: IsoWeek,
): Promise<string> {
  const { input, history } = await digestSource(context, list, week);
  const charts = (await drawDigestCharts(history)).map(({ chart, png }) => ({
    chart,
    src: `data:image/png;base64,${Buffer.from(png).toString("base64")}`,
  }));
  return renderDigestHtml(buildDigest(input), { charts });
}
