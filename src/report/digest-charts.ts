import type { ChartData, ChartRow, FirstReview, WeekFigures } from "../model/chart.ts";
import type { IsoWeek, SeriesView } from "../model/report.ts";
import { sureTodos } from "./digest-todo.ts";
import { formatIsoWeek } from "./iso-week.ts";
import { count, DAY_SECONDS, isInFlight, isOpen, thousands } from "./words.ts";

/** A quarter: long enough for a trend, short enough for one line of a mail on a telephone. */
export const WEEKS_OF_HISTORY = 12;

/** The middle one of some numbers (of an even count the mean of the two); null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((left, right) => left - right);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The figures of a week from every series as it stood at its end, and from all first answers. */
export function weekFigures(
  week: IsoWeek,
  views: readonly SeriesView[],
  reviews: readonly FirstReview[],
): WeekFigures {
  const flying = views.filter(isInFlight);
  const moving = (mover: string): number =>
    flying.filter(({ status }) => status.nextMove === mover).length;
  const days = reviews
    .filter(({ answeredAt }) => answeredAt >= week.from && answeredAt < week.to)
    .map(({ postedAt, answeredAt }) => (answeredAt - postedAt) / DAY_SECONDS);
  return {
    week,
    openTodos: views.flatMap(sureTodos).filter(isOpen).length,
    medianReviewDays: median(days),
    reviews: days.length,
    moves: {
      author: moving("author"),
      reviewers: moving("reviewers"),
      maintainer: moving("maintainer"),
    },
  };
}

/** `1.5`, `12`, `0.1`: days as people say them. */
function daysText(days: number): string {
  return days < 10 ? days.toFixed(1).replace(/\.0$/u, "") : thousands(Math.round(days));
}

/** The next round number (1, 2 or 5 times a power of ten, or half-way) above all values. */
export function scaleTop(values: readonly (number | null)[]): number {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= most) ?? 10;
  return Math.max(1, step * power);
}

function chart(
  history: readonly WeekFigures[],
  parts: Omit<ChartData, "weeks" | "alt" | "top"> & {
    readonly show: (value: number) => string;
    readonly sums: readonly (number | null)[];
  },
): ChartData {
  const { show, sums, ...rest } = parts;
  const weeks = history.map(({ week }) => formatIsoWeek(week));
  const told = rest.rows.map(({ label, values }) => {
    const figures = values.map((value) => (value === null ? "none" : show(value))).join(", ");
    return rest.rows.length === 1 ? figures : `${label} ${figures}`;
  });
  return {
    ...rest,
    weeks,
    alt: `${rest.title}, ${weeks[0] ?? ""} to ${weeks.at(-1) ?? ""}: ${told.join("; ")}.`,
    top: scaleTop(sums),
  };
}

/**
 * The charts of a digest from the figures of its weeks, oldest first; none where fewer than two
 * weeks are known, as a single one has no trend. The same figures give the same charts.
 */
export function digestCharts(history: readonly WeekFigures[]): ChartData[] {
  const last = history.at(-1);
  if (last === undefined || history.length < 2) return [];
  const open = history.map(({ openTodos }) => openTodos);
  const days = history.map(({ medianReviewDays }) => medianReviewDays);
  const { author, reviewers, maintainer } = last.moves;
  const row = (label: string, tone: ChartRow["tone"], values: ChartRow["values"]): ChartRow => ({
    label,
    tone,
    values,
  });
  const answered = count(last.reviews, "revision");
  return [
    chart(history, {
      name: "open-todos",
      title: "Open TODOs",
      caption: `${thousands(last.openTodos)} at the end of the week; from ${thousands(Math.min(...open))} to ${thousands(Math.max(...open))} in these ${history.length} weeks.`,
      form: "line",
      rows: [row("open", "blue", open)],
      sums: open,
      show: thousands,
    }),
    chart(history, {
      name: "first-review",
      title: "Days to the first review",
      caption:
        last.medianReviewDays === null
          ? "No revision was first answered this week."
          : `Median ${daysText(last.medianReviewDays)} of ${answered} first answered this week.`,
      form: "line",
      rows: [row("median days", "green", days)],
      sums: days,
      show: daysText,
    }),
    chart(history, {
      name: "next-move",
      title: "Series in flight, by whose move it is",
      caption: `Author ${thousands(author)}, reviewers ${thousands(reviewers)}, maintainer ${thousands(maintainer)}; those posted this week included.`,
      form: "stacked-bars",
      rows: [
        row(
          "author",
          "amber",
          history.map(({ moves }) => moves.author),
        ),
        row(
          "reviewers",
          "blue",
          history.map(({ moves }) => moves.reviewers),
        ),
        row(
          "maintainer",
          "green",
          history.map(({ moves }) => moves.maintainer),
        ),
      ],
      sums: history.map(({ moves }) => moves.author + moves.reviewers + moves.maintainer),
      show: thousands,
    }),
  ];
}
