import type { SearchHit } from "../model/store.ts";
import { inertText } from "./inert.ts";
import { columnsFor, fitColumns, type LayoutOptions, PLAIN_PAINT } from "./layout.ts";
import { formatDay, personName } from "./words.ts";

/** Hits of a search: subject, who and when, the place that was found, the message-id. */
export function renderHits(hits: readonly SearchHit[], options: LayoutOptions = {}): string {
  const columns = columnsFor(options);
  const paint = options.paint ?? PLAIN_PAINT;
  const lines = hits.flatMap((hit) => [
    paint.bold(fitColumns(inertText(hit.subject ?? "(no subject)"), columns)),
    `  ${formatDay(hit.at)}  ${personName(hit.from)}  ${paint.dim(inertText(hit.lists.join(", ")))}`,
    `  ${fitColumns(inertText(hit.excerpt), columns - 2)}`,
    paint.cyan(`  ${inertText(hit.messageId)}`),
    "",
  ]);
  return `${lines.join("\n").trimEnd()}\n`;
}
