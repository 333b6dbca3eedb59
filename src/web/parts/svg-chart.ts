import type { ChartData, ChartRow } from "../../model/chart.ts";
import { thousands } from "../../report/words.ts";
import { type Fragment, html, type Html } from "../html.ts";

const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 52;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 24;
const TONES = { amber: 1, blue: 2, green: 3 } as const;
/** Weeks named below the chart. */
const LABELS = 6;

const round = (number: number): number => Math.round(number * 10) / 10;

/** A chart as inline SVG with its scale and weeks, and its figures as a table for everybody. */
export function svgChart(chart: ChartData): Html {
  const count = chart.weeks.length;
  const inner = WIDTH - LEFT - RIGHT;
  const height = HEIGHT - TOP - BOTTOM;
  const step = inner / Math.max(1, count);
  const x = (index: number): number => round(LEFT + step * (index + 0.5));
  const y = (value: number): number => round(TOP + height * (1 - value / chart.top));
  const every = Math.max(1, Math.ceil(count / LABELS));
  const half = chart.top / 2;
  const grid = [0, half, chart.top].map(
    (value) =>
      html`<line
          class="grid"
          x1="${LEFT}"
          x2="${WIDTH - RIGHT}"
          y1="${y(value)}"
          y2="${y(value)}"
        /><text class="tick" x="${LEFT - 7}" y="${y(value) + 4}" text-anchor="end"
          >${shown(value)}</text
        >`,
  );
  const labels = chart.weeks.map((week, index) =>
    (count - 1 - index) % every === 0
      ? html`<text class="tick" x="${x(index)}" y="${HEIGHT - 6}" text-anchor="middle"
          >${week.replace(/^\d\d/u, "’")}</text
        >`
      : null,
  );
  const drawn =
    chart.form === "line"
      ? chart.rows.map((row) => linePart(row, { x, y }))
      : barsPart(chart, { x, y, step });
  return html`<figure class="chart" aria-labelledby="c-${chart.name}">
    <figcaption>
      <h2 id="c-${chart.name}">${chart.title}</h2>
      <p class="facts">${chart.caption}</p>
    </figcaption>
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${chart.title}; the figures are in the table below"
    >
      ${grid}${labels}${drawn}${hovers(chart, { x, step })}
    </svg>
    ${chart.rows.length > 1 && html`<p class="legend facts">${chart.rows.map(({ label, tone }) => html`<span class="key t${TONES[tone]}">${label}</span> `)}</p>`}
    ${figures(chart)}
  </figure> `;
}

function shown(value: number): string {
  return Number.isInteger(value) ? thousands(value) : String(Math.round(value * 10) / 10);
}

interface Scales {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

/** A line with gaps where there is nothing to count, and a dot at its end. */
function linePart({ values, tone }: ChartRow, { x, y }: Scales): Fragment {
  let path = "";
  let gap = true;
  let last: readonly [number, number] | null = null;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      gap = true;
      continue;
    }
    last = [x(index), y(value)];
    path += `${gap ? "M" : "L"}${last.join(" ")}`;
    gap = false;
  }
  return html`<path class="line t${TONES[tone]}" d="${path}" />${
      last !== null &&
      html`<circle class="dot t${TONES[tone]}" cx="${last[0]}" cy="${last[1]}" r="3.2" />`
    }`;
}

function barsPart(chart: ChartData, { x, y, step }: Scales & { readonly step: number }): Fragment {
  const width = round(Math.max(1.5, step * 0.68));
  return chart.weeks.map((_, index) => {
    let below = 0;
    return chart.rows.map(({ values, tone }): Fragment => {
      const value = values[index] ?? 0;
      if (value === 0) return null;
      const top = y(below + value);
      const tall = round(y(below) - top);
      below += value;
      return html`<rect
        class="t${TONES[tone]}"
        x="${round(x(index) - width / 2)}"
        y="${top}"
        width="${width}"
        height="${tall}"
      />`;
    });
  });
}

/** What a pointer is told over each week. */
function hovers(
  chart: ChartData,
  { x, step }: Pick<Scales, "x"> & { readonly step: number },
): Fragment {
  return chart.weeks.map((week, index) => {
    const told = chart.rows
      .map(({ label, values }) => `${label} ${shown(values[index] ?? 0)}`)
      .join(", ");
    return html`<rect
      class="hover"
      x="${round(x(index) - step / 2)}"
      y="${TOP}"
      width="${round(step)}"
      height="${HEIGHT - TOP - BOTTOM}"
      ><title>${week}: ${told}</title></rect
    >`;
  });
}

function figures(chart: ChartData): Fragment {
  return html`<details class="figures-table">
    <summary>Figures of ${chart.title}</summary>
    <div class="scroll" tabindex="0" role="group" aria-label="Figures of ${chart.title}">
      <table>
        <thead>
          <tr>
            <th scope="col">Week</th>
            ${chart.rows.map(({ label }) => html`<th scope="col" class="n">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${chart.weeks.map(
            (week, index) =>
              html`<tr>
                <th scope="row">${week}</th>
                ${chart.rows.map(({ values }) => {
                  const value = values[index] ?? null;
                  return html`<td class="n">${value === null ? "–" : shown(value)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
