import type { IsoWeek } from "./report.ts";
import type { Mover } from "./series.ts";

/** When a revision was posted and when somebody else first answered it; Unix seconds UTC. */
export interface FirstReview {
  readonly postedAt: number;
  readonly answeredAt: number;
}

/** What the charts of a digest tell of one week. */
export interface WeekFigures {
  readonly week: IsoWeek;
  /** At the end of the week, as a digest counts them. */
  readonly openTodos: number;
  /** Of the revisions first answered in the week; null when there was none. */
  readonly medianReviewDays: number | null;
  /** Revisions first answered in the week. */
  readonly reviews: number;
  /** Series in flight at the end of the week, by who has to move. */
  readonly moves: Readonly<Record<Exclude<Mover, "nobody">, number>>;
}

/** Colours seen as well on white as on near-black (contrast at least 3 to 1): a mail knows no theme. */
export const CHART_TONES = { blue: "#4285c8", amber: "#c07a1c", green: "#3f9566" } as const;

/** Size at which charts are shown, in CSS pixels. */
export const CHART_SIZE = { width: 560, height: 112 } as const;

/** One row of figures of a chart. */
export interface ChartRow {
  readonly label: string;
  readonly tone: keyof typeof CHART_TONES;
  /** One for each week; null where there is nothing to count. */
  readonly values: readonly (number | null)[];
}

/** A chart, ready to be drawn; its words stand beside the picture. Plain JSON-able data. */
export interface ChartData {
  /** Stable, for names of files and Content-Ids: `open-todos`. */
  readonly name: string;
  readonly title: string;
  /** One sentence that says what the picture shows. */
  readonly caption: string;
  /** Every figure in words, for those who do not see the picture. */
  readonly alt: string;
  readonly form: "line" | "stacked-bars";
  /** Labels of the weeks, oldest first: `2025-W08`. */
  readonly weeks: readonly string[];
  readonly rows: readonly ChartRow[];
  /** Upper end of the scale, above every value; the lower is 0. */
  readonly top: number;
}
