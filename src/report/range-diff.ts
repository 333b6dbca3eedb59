import type { RangeDiff, RangeLine, RangePair, RangeSide } from "../model/range-diff.ts";
import { inertLine, inertText } from "./inert.ts";
import { type LayoutOptions, padLeft, type Paint, PLAIN_PAINT, shorten } from "./layout.ts";
import { count, formatDay, MAX_TITLE } from "./words.ts";

/** How a comparison is to be shown. */
export interface RangeDiffOptions extends LayoutOptions {
  /** Only which patch became which, not what changed in it. */
  readonly stat?: boolean;
}

/** Lines of generated files and of minified code are longer; nobody reads them to their end. */
const MAX_SHOWN_CHARS = 2_000;
const WORDS = { "=": "unchanged", "!": "changed", ">": "new", "<": "gone" } as const;

/**
 * A comparison for a terminal, in the form of git-range-diff(1): a line for each pair of patches,
 * below it what changed, with the older side's lines marked `-` and the newer one's `+`. The words
 * of mails are made inert, their indentation stays.
 */
export function renderRangeDiff(diff: RangeDiff, options: RangeDiffOptions = {}): string {
  const paint = options.paint ?? PLAIN_PAINT;
  const highest = Math.max(
    ...diff.pairs.flatMap(({ left, right }) => [left?.position ?? 0, right?.position ?? 0]),
  );
  const title = shorten(inertText(diff.title), MAX_TITLE);
  const lines = [paint.bold(title), headLine(diff)];
  for (const side of [diff.older, diff.newer]) {
    if (side.own < side.patches) lines.push(partialLine(side));
  }
  if (diff.by === "git") lines.push("compared by git");
  if (diff.note !== null) lines.push(`compared on the mails, not by git: ${inertText(diff.note)}`);
  if (diff.pairs.length > 0) lines.push("");
  for (const pair of diff.pairs) {
    lines.push(pairLine(pair, String(highest).length, paint));
    if (options.stat !== true) lines.push(...changeLines(pair, paint));
  }
  if (hasRewritten(diff.pairs)) {
    lines.push("", "A title is both gone and new: a higher --creation-factor may pair the two.");
  }
  return `${lines.join("\n")}\n`;
}

/** A patch of one title is on each side, too different to be taken for one. */
function hasRewritten(pairs: readonly RangePair[]): boolean {
  const gone = new Set(pairs.filter(({ right }) => right === null).map(({ left }) => left?.title));
  return pairs.some(({ left, right }) => left === null && gone.has(right?.title));
}

/** `v1 (2025-01-08) -> v2 (2025-01-22): 2 unchanged, 1 changed, 1 new`. */
function headLine({ older, newer, pairs }: RangeDiff): string {
  const counts = Object.entries(WORDS).flatMap(([status, word]) => {
    const number = pairs.filter((pair) => pair.status === status).length;
    return number === 0 ? [] : [`${number} ${word}`];
  });
  const labels = [older, newer].map((side) => `${labelOf(side)} (${formatDay(side.postedAt)})`);
  return `${labels.join(" -> ")}: ${counts.join(", ") || "no patches"}`;
}

function partialLine(side: RangeSide): string {
  const { own, patches } = side;
  return `${labelOf(side)} posts ${own} of ${count(patches, "patch")} anew, the rest stands as before`;
}

function labelOf({ label }: RangeSide): string {
  return shorten(inertText(label), 30);
}

/** ` 3: ! 2: title`: patch 3 became patch 2. */
function pairLine({ left, right, status }: RangePair, width: number, paint: Paint): string {
  const from = `${padLeft(left === null ? "-" : String(left.position), width)}:`;
  const to = `${padLeft(right === null ? "-" : String(right.position), width)}:`;
  const title = shorten(inertText((right ?? left)?.title ?? ""), MAX_TITLE);
  if (status === "<") return paint.red(`${from} < ${to} ${title}`);
  if (status === ">") return paint.green(`${from} > ${to} ${title}`);
  if (status === "=") return paint.yellow(`${from} = ${to} ${title}`);
  return `${paint.red(from)} ${paint.yellow("!")} ${paint.green(to)} ${paint.yellow(title)}`;
}

function changeLines({ hunks, tooLarge }: RangePair, paint: Paint): string[] {
  if (tooLarge) return ["    (too large to compare line by line)"];
  return hunks.flatMap(({ section, lines }) => [
    `    ${paint.cyan(`@@ ${inertText(section)}`.trimEnd())}`,
    ...lines.map((line) => `    ${changeLine(line, paint)}`.trimEnd()),
  ]);
}

/** A line in git's two colours: its mark by the comparison, its text by its own diff. */
function changeLine({ kind, text }: RangeLine, paint: Paint): string {
  const shown = shortenLine(inertLine(text.slice(0, 2 * MAX_SHOWN_CHARS)));
  const own = text.startsWith("+")
    ? paint.green(shown)
    : text.startsWith("-")
      ? paint.red(shown)
      : /^ ?@@|^ ## /.test(text)
        ? paint.cyan(shown)
        : shown;
  if (kind === "removed") return `${paint.red("-")}${paint.dim(own)}`;
  if (kind === "added") return `${paint.green("+")}${paint.bold(own)}`;
  return ` ${own}`;
}

function shortenLine(line: string): string {
  return line.length > MAX_SHOWN_CHARS ? `${line.slice(0, MAX_SHOWN_CHARS)}…` : line;
}
