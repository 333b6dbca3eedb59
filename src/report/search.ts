import type { SearchHit, SearchResult } from "../model/search.ts";
import { inertBlock, inertText } from "./inert.ts";
import {
  columnsFor,
  displayWidth,
  fitColumns,
  type LayoutOptions,
  type Paint,
  PLAIN_PAINT,
} from "./layout.ts";
import { count, formatDay, personName } from "./words.ts";

/** Columns left before the first word found, where a line must be cut in front of it. */
const LEAD = 20;

/** Hits of a search: subject, who and when, the place that was found, the message-id. */
export function renderHits(hits: readonly SearchHit[], options: LayoutOptions = {}): string {
  const columns = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const lines = hits.flatMap((hit) => [
    ...headLines(hit, columns, paint),
    `  ${markedLine(hit, columns - 2, paint)}`.trimEnd(),
    paint.cyan(`  ${inertText(hit.messageId)}`),
    "",
  ]);
  return `${lines.join("\n").trimEnd()}\n`;
}

function headLines(hit: SearchHit, columns: number, paint: Paint): string[] {
  const { about } = hit;
  const lists = paint.dim(inertText(hit.lists.join(", ")));
  const mail = `${formatDay(hit.at)}  ${personName(hit.from)}`;
  if (about === undefined) {
    const subject = fitColumns(inertText(hit.subject ?? "(no subject)"), columns);
    return [paint.bold(subject), `  ${mail}  ${lists}`];
  }
  const open = about.openTodos === 0 ? "" : `, ${count(about.openTodos, "open TODO")}`;
  const next = about.nextMove === "nobody" ? "" : `, next: ${about.nextMove}`;
  const facts = `${about.state}, ${count(about.revisions, "revision")}${open}${next}`;
  return [
    paint.bold(fitColumns(inertText(about.title), columns)),
    `  ${inertText(hit.series ?? "")}  ${facts}, by ${personName(about.author)}`,
    `  ${mail}  ${lists}`,
  ];
}

/** The excerpt in so many columns, what was looked for painted. */
function markedLine(hit: SearchHit, columns: number, paint: Paint): string {
  const { excerpt, excerptMarks } = hit;
  const first = excerptMarks[0]?.[0] ?? 0;
  let at = first + LEAD > columns ? Math.max(0, first - LEAD) : 0;
  let line = at > 0 ? "…" : "";
  let room = columns - line.length;
  const put = (to: number, dress: (text: string) => string): void => {
    const whole = inertBlock(excerpt.slice(at, to));
    const text = displayWidth(whole) <= room ? whole : room > 0 ? fitColumns(whole, room) : "";
    line += text === "" ? "" : dress(text);
    room -= displayWidth(whole);
    at = to;
  };
  for (const [from, to] of excerptMarks) {
    if (from < at) continue;
    put(from, String);
    put(to, paint.yellow);
  }
  put(excerpt.length, String);
  return line;
}

/**
 * What a search found as one JSON document, `format` 1: the fields of `SearchHit`, times in Unix
 * seconds UTC, places of words in UTF-16 units, and the cursor of the next page.
 */
export function searchJson(result: SearchResult) {
  return { format: 1, ...result };
}
