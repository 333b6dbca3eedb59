import type { SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";

/** Quoted lines right above a remark that it is likely about. */
const NEAR_LINES = 6;
/** Added lines kept of a revision, so that tree-wide series stay cheap. */
const MAX_ADDED = 50_000;

function plain(line: string): string {
  return line.replaceAll(/\s+/g, " ").trim();
}

/** The distinct lines that a revision's patches add, and the mail that adds each. */
export function addedLines(context: SeriesContext, revision: number): Map<string, string> {
  const added = new Map<string, string>();
  for (const mail of context.mails) {
    if (mail.revision !== revision || mail.role === "reply") continue;
    for (const block of mail.blocks) {
      if (block.kind !== "diff" || block.depth > 0) continue;
      for (const line of block.lines) {
        if (
          line.startsWith("+") &&
          !line.startsWith("+++") &&
          line.length > 4 &&
          added.size < MAX_ADDED
        ) {
          added.set(plain(line.slice(1)), mail.message.messageId);
        }
      }
    }
  }
  return added;
}

/** The added lines that are quoted right above a TODO, the nearest last. */
export function linesAbove(todo: Todo, mail: SeriesMail): string[] {
  const at = mail.blocks.findIndex(
    (block) => block.firstLine <= todo.line && todo.line < block.firstLine + block.lines.length,
  );
  const above = mail.blocks
    .slice(0, Math.max(at, 0))
    .findLast(
      (block) =>
        block.kind === "quote" ||
        (block.kind === "text" && block.lines.some((line) => line.trim() !== "")),
    );
  if (above === undefined || above.kind !== "quote" || above.depth !== 1) return [];
  return above.lines
    .filter((line) => /^\+(?!\+\+ )/.test(line))
    .map((line) => plain(line.slice(1)))
    .filter((line) => line.length > 4)
    .slice(-NEAR_LINES);
}

/**
 * Whether the code that a TODO stands under is gone or changed in a later revision: lines quoted
 * above it that the older one added and the newer does not. Null when nothing can be told.
 */
export function codeChanged(
  todo: Todo,
  mail: SeriesMail | undefined,
  sets: { older: ReadonlyMap<string, string>; newer: ReadonlyMap<string, string> },
): boolean | null {
  if (mail === undefined || sets.newer.size === 0) return null;
  const quoted = linesAbove(todo, mail).filter(
    (line) => sets.older.size === 0 || sets.older.has(line),
  );
  if (quoted.length === 0) return null;
  const near = quoted.slice(-3);
  return near.some((line) => !sets.newer.has(line));
}
