import type { ChartData } from "../../model/chart.ts";
import { formatDay } from "../../report/words.ts";
import { listPath } from "../addresses.ts";
import { html } from "../html.ts";
import type { Page } from "../page.ts";
import { choiceBox } from "../parts/form.ts";
import { svgChart } from "../parts/svg-chart.ts";

export const CHART_WEEKS = ["26", "52", "104"] as const;

/** What happened on a list, week by week, in pictures. */
export function chartsPage(
  charts: readonly ChartData[],
  parts: { readonly list: string; readonly weeks: string; readonly asOf: number },
): Page {
  const title = `${parts.list}: charts`;
  const names = { "26": "half a year", "52": "a year", "104": "two years" } as const;
  const body = html`<div class="headline">
      <h1>${title}</h1>
      <p class="facts">up to ${formatDay(parts.asOf)}; the last week may be under way</p>
    </div>
    <form class="filters" action="${listPath(parts.list)}charts" aria-label="Span">
      ${choiceBox(
        "weeks",
        "Show",
        CHART_WEEKS.map((weeks) => [weeks, names[weeks]] as const),
        parts.weeks,
      )}<button>Apply</button>
    </form>
    <div class="charts">${charts.map(svgChart)}</div>`;
  return { title, body, list: parts.list, tab: "charts", wide: true };
}
