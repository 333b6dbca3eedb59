import type { ListActivity, WeekOfMail } from "../model/overview.ts";
import type { ChartData, ChartRow } from "../model/chart.ts";
import { median, scaleTop } from "./digest-charts.ts";
import { formatIsoWeek, isoWeekOf } from "./iso-week.ts";
import { count, DAY_SECONDS, thousands } from "./words.ts";

const WEEK = 7 * DAY_SECONDS;

interface Span {
  readonly from: number;
  readonly to: number;
}

function counted(times: readonly number[], spans: readonly Span[]): number[] {
  const first = spans[0]?.from ?? 0;
  const counts = spans.map(() => 0);
  for (const time of times) {
    const at = Math.floor((time - first) / WEEK);
    if (counts[at] !== undefined) counts[at] += 1;
  }
  return counts;
}

const row = (label: string, tone: ChartRow["tone"], values: ChartRow["values"]): ChartRow => ({
  label,
  tone,
  values,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Days with one decimal below 10: the scale of a chart needs no more. */
const roundDays = (days: number): number =>
  days < 10 ? Math.round(days * 10) / 10 : Math.round(days);

/**
 * What happened on a list, week by week, so many weeks up to one moment (Unix seconds): mails,
 * series, TODOs, answers. The last week may be under way. The same activity gives the same charts.
 */
export function listCharts(
  activity: ListActivity,
  mail: readonly WeekOfMail[],
  asked: { readonly until: number; readonly weeks: number },
): ChartData[] {
  const last = isoWeekOf(asked.until);
  const spans = Array.from({ length: asked.weeks }, (_, index): Span => {
    const from = last.from - (asked.weeks - 1 - index) * WEEK;
    return { from, to: from + WEEK };
  });
  const weeks = spans.map(({ from }) => formatIsoWeek(isoWeekOf(from + DAY_SECONDS)));
  const build = (
    parts: Pick<ChartData, "name" | "title" | "caption" | "form" | "rows"> & {
      readonly top?: number;
    },
  ): ChartData => {
    const told = parts.rows.map(
      ({ label, values }) => `${label} ${values.map((value) => value ?? "none").join(", ")}`,
    );
    const heights = weeks.map((_, at) => {
      const values = parts.rows.map(({ values }) => values[at] ?? 0);
      return parts.form === "line" ? Math.max(...values) : sum(values);
    });
    return {
      ...parts,
      weeks,
      alt: `${parts.title}, ${weeks[0] ?? ""} to ${weeks.at(-1) ?? ""}: ${told.join("; ")}.`,
      top: scaleTop(heights),
    };
  };
  return [
    ...seriesCharts(activity, spans, build),
    ...todoCharts(activity, spans, build),
    mailChart(mail, spans, build),
  ];
}

type Build = (parts: Pick<ChartData, "name" | "title" | "caption" | "form" | "rows">) => ChartData;

function seriesCharts(activity: ListActivity, spans: readonly Span[], build: Build): ChartData[] {
  const { revisions, acceptedAt } = activity;
  const times = (first: boolean) =>
    revisions.filter((one) => one.first === first).map(({ postedAt }) => postedAt);
  const fresh = counted(times(true), spans);
  const rerolled = counted(times(false), spans);
  const accepted = counted(acceptedAt, spans);
  const answers = revisions.flatMap(({ postedAt, answeredAt }) =>
    answeredAt === null ? [] : [{ at: answeredAt, days: (answeredAt - postedAt) / DAY_SECONDS }],
  );
  const days = spans.map(({ from, to }) => {
    const middle = median(answers.filter(({ at }) => at >= from && at < to).map((one) => one.days));
    return middle === null ? null : roundDays(middle);
  });
  return [
    build({
      name: "posted",
      title: "Series posted",
      caption: `${thousands(sum(fresh))} new and ${count(sum(rerolled), "re-roll")} in these ${spans.length} weeks.`,
      form: "stacked-bars",
      rows: [row("new", "blue", fresh), row("re-rolled", "amber", rerolled)],
    }),
    build({
      name: "accepted",
      title: "Series accepted",
      caption: `${thousands(sum(accepted))} in these ${spans.length} weeks, as far as mails and trees tell.`,
      form: "stacked-bars",
      rows: [row("accepted", "green", accepted)],
    }),
    build({
      name: "first-answer",
      title: "Days to the first answer",
      caption: "The middle one of all revisions that somebody else first answered in a week.",
      form: "line",
      rows: [row("median days", "green", days)],
    }),
  ];
}

function todoCharts({ todos }: ListActivity, spans: readonly Span[], build: Build): ChartData[] {
  const raised = counted(
    todos.map(({ raisedAt }) => raisedAt),
    spans,
  );
  const settled = counted(
    todos.flatMap(({ settledAt }) => settledAt ?? []),
    spans,
  );
  const open = spans.map(
    ({ to }) =>
      todos.filter(
        ({ raisedAt, settledAt }) => raisedAt < to && (settledAt === null || settledAt >= to),
      ).length,
  );
  return [
    build({
      name: "open-todos",
      title: "Open TODOs",
      caption: `${thousands(open.at(-1) ?? 0)} at the end, ${thousands(open[0] ?? 0)} at the beginning.`,
      form: "line",
      rows: [row("open", "amber", open)],
    }),
    build({
      name: "todos",
      title: "TODOs raised and settled",
      caption: `${thousands(sum(raised))} raised, ${thousands(sum(settled))} settled.`,
      form: "line",
      rows: [row("raised", "amber", raised), row("settled", "green", settled)],
    }),
  ];
}

function mailChart(mail: readonly WeekOfMail[], spans: readonly Span[], build: Build): ChartData {
  const weeks = new Map(mail.map((week) => [week.from, week]));
  const mails = spans.map(({ from }) => weeks.get(from)?.mails ?? 0);
  return build({
    name: "mail",
    title: "Mails",
    caption: `${thousands(sum(mails))} in these ${spans.length} weeks.`,
    form: "stacked-bars",
    rows: [row("mails", "blue", mails)],
  });
}
