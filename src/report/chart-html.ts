import { CHART_SIZE, CHART_TONES, type ChartData } from "../model/chart.ts";
import { escapeHtml } from "./escape-html.ts";
import { mutedText, STYLES } from "./html-page.ts";
import { thousands } from "./words.ts";

const LABEL = `font-size:12px;line-height:1.2;${STYLES.muted}`;

function legend({ rows }: ChartData): string[] {
  if (rows.length < 2) return [];
  const parts = rows.map(
    ({ label, tone }) =>
      `<span style="white-space:nowrap;margin-right:14px;"><span aria-hidden="true" style="color:${CHART_TONES[tone]};">■</span> ${escapeHtml(label)}</span>`,
  );
  return [mutedText(parts.join(" "), "margin:6px 0 0;font-size:13px;line-height:1.5;")];
}

/**
 * A chart as lines of HTML: its picture (`src`) between the words that it does not hold itself, so
 * that scale, weeks and legend are text in the reader's own colours, and every figure is told to
 * those who see no picture.
 */
export function chartHtml(chart: ChartData, src: string): string[] {
  const { width, height } = CHART_SIZE;
  const first = escapeHtml(chart.weeks[0] ?? "");
  const last = escapeHtml(chart.weeks.at(-1) ?? "");
  const scale = (figure: string, place: string): string =>
    `<td class="muted" width="40" align="right" style="width:40px;padding:0 6px 0 0;vertical-align:${place};${LABEL}">${figure}</td>`;
  return [
    '<div style="margin:0 0 28px;">',
    `<h3 style="${STYLES.h3}">${escapeHtml(chart.title)}</h3>`,
    mutedText(escapeHtml(chart.caption)),
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;max-width:606px;">',
    `<tr>${scale(thousands(chart.top), "top")}<td rowspan="2" style="padding:0;">`,
    `<img src="${escapeHtml(src)}" width="${width}" height="${height}" alt="${escapeHtml(chart.alt)}" style="display:block;width:100%;max-width:${width}px;height:auto;border:0;font-size:13px;line-height:1.4;">`,
    `</td></tr>`,
    `<tr>${scale("0", "bottom")}</tr>`,
    '<tr><td></td><td style="padding:2px 0 0;">',
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;max-width:${width}px;"><tr>`,
    `<td class="muted" align="left" style="${LABEL}">${first}</td><td class="muted" align="right" style="${LABEL}">${last}</td>`,
    "</tr></table>",
    "</td></tr></table>",
    ...legend(chart),
    "</div>",
  ];
}
